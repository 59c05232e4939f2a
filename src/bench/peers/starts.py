"""How long a start takes until the program is ready: on each JVM, without the archive that the image has and with it."""
import copy
import os
import shutil
import subprocess
from pathlib import Path

import jobs
import measure
import receivers
import table

JDK_25 = "usr/lib/jvm/*25*/bin/java"
JOB = jobs.Job(jobs.STARTS)


def _jvms(java):
    """The JVM that was named, and one of Java 25 if there is one."""
    return list(dict.fromkeys([java, *sorted(str(path) for path in Path("/").glob(JDK_25))[:1]]))


def _version(java):
    told = subprocess.run([java, "-XshowSettings:properties", "-version"], capture_output=True, text=True, check=True).stderr
    return next(line.split("=")[1].strip() for line in told.splitlines() if "java.runtime.version" in line)


def _start(work):
    """Seconds until it is ready, and MiB that are resident then."""
    receiver = receivers.Authwatch(work, "authwatch")
    seconds = receiver.begin(JOB)
    resident = measure.peak_mib(receiver.pid)
    receiver.stop()
    return seconds, resident


def _row(work, title, repeats):
    _start(work)  # fills the page cache
    starts = [_start(work) for _ in range(repeats)]
    return {"title": title, "load_average": round(os.getloadavg()[0], 1), "seconds": [round(one[0], 2) for one in starts],
            "peak_mib": max(one[1] for one in starts)}


def measured(work, root, repeats):
    """A row for each JVM and way to start."""
    rows = []
    for java in _jvms(work.java[0]):
        home = work.folder / "start"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(work.jar.parent, home)
        mine = copy.copy(work)
        mine.jar, mine.java = home / work.jar.name, [java, *work.java[1:]]
        name = "Java " + _version(java)
        rows.append(_row(mine, name, repeats))
        subprocess.run([root / "deploy/train", java, home], check=True, stdout=subprocess.DEVNULL)
        archive = (home / "jvm.options").read_text().split()
        mine.java = [java, *archive, *work.java[1:]]
        rows.append(_row(mine, f"{name}, {archive[0].split('=')[0] if archive else 'no archive could be made'}", repeats))
    return rows


def markdown(rows):
    """The table of starts."""
    lines = [["start", "ready after s min / median / max", "MiB then", "load average"], ["---"] * 4]
    lines += [[row["title"], table.three(row["seconds"], "{:.2f}".format), str(row["peak_mib"]), str(row["load_average"])]
              for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
