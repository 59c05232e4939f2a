"""Measures rsyslog, syslog-ng and Authwatch in turn on the same load. Started by src/bench/run, see README.md."""
import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import checks
import jobs
import load
import measure
import receivers
import starts
import table

KINDS = {kind.label: kind for kind in (receivers.Rsyslog, receivers.SyslogNg, receivers.Authwatch)}
LOAD_SECONDS_MAX = 60


class Work:
    """Where everything is, and what is shared between rows."""

    def __init__(self, folder, jar, java):
        self.folder, self.peers, self.jar, self.java = folder, folder / "peers", jar, java
        self.loads = {}

    def load(self, job):
        key = (job.hit_percent, load.FLOOD_ADDRESSES if job.flood else load.ADDRESSES, job.hosts)
        if key not in self.loads:
            self.loads[key] = load.make(self.folder, *key)
        return self.loads[key]

    def built_in_rules(self):
        return Path(__file__).resolve().parents[3].joinpath("rules.example.yaml").read_text()

    def sender(self, job, receiver, count):
        lines = str(self.load(job).path)
        if job.transport == "tls":
            return [sys.executable, str(Path(__file__).with_name("tls_sender.py")), str(receivers.PORT), lines,
                    str(job.connections), str(count)]
        where = str(receiver.folder / "in.log") if job.transport == "file" else str(receivers.PORT)
        return [str(self.folder / "sender"), job.transport, where, lines, str(job.connections), str(count), str(job.rate)]


# A JVM compiles what is hot while it runs. It is warm when its compilers use less than this share of the CPU of a run, and
# taken for warm after so many runs.
WARM_COMPILING_SHARE = 0.05
WARM_UP_RUNS_MAX = 12


def warm_up(work, job, receiver, count, ours):
    """The runs before those that count; the peers only fill their caches."""
    if not ours:
        return [measure.load(receiver.pid, work.sender(job, receiver, count // 2), receivers.PORT, LOAD_SECONDS_MAX)]
    runs = []
    share = 1
    while share > WARM_COMPILING_SHARE and len(runs) < WARM_UP_RUNS_MAX:
        before = measure.compiling(receiver.pid)
        runs.append(measure.load(receiver.pid, work.sender(job, receiver, count), receivers.PORT, LOAD_SECONDS_MAX))
        share = (measure.compiling(receiver.pid) - before) / max(0.01, runs[-1].cpu_seconds)
    return runs


def row(work, job, label, options):
    """Measures one receiver: a start, a warm-up, and the repeats on the same process."""
    ours = label == "authwatch"
    count = int(job.count * options.scale * (1 if ours else job.peers_share))
    receiver = KINDS[label](work, label)
    ready_seconds = receiver.begin(job)
    try:
        warming = warm_up(work, job, receiver, count, ours)
        runs = [measure.load(receiver.pid, work.sender(job, receiver, count), receivers.PORT, LOAD_SECONDS_MAX)
                for _ in range(options.repeats)]
        sent_each = [run.sent for run in [*warming, *runs]]
        drops = sum(run.kernel_drops for run in [*warming, *runs])
        faults, words = [], ""
        of_load = work.load(job)
        if ours:
            faults, words = checks.authwatch(receiver, job, of_load, sent_each, drops)
        peak = measure.peak_mib(receiver.pid)
    finally:
        receiver.stop()
    check = checks.ledger(receiver, job, of_load, sent_each) if ours else checks.peer(receiver, job, of_load, sent_each, drops)
    if any(run.timed_out for run in [*warming, *runs]):
        faults.append("not done in time")
    return table.Row(job.group, job.title, label, count, runs, warming, peak, ready_seconds,
                     faults + check[0], "; ".join(part for part in (words, check[1]) if part))


def machine():
    cpus = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return f"{len(cpus)} x {cpus[0] if cpus else platform.machine()}, Linux {platform.release()}"


def arguments():
    parser = argparse.ArgumentParser(prog="src/bench/run", description=__doc__)
    parser.add_argument("--only", default=",".join(jobs.GROUPS), help="comma list of: " + ", ".join(jobs.GROUPS))
    parser.add_argument("--receivers", default=",".join(KINDS), help="comma list of: " + ", ".join(KINDS))
    parser.add_argument("--scale", type=float, default=1, help="share of the messages, 0.1 for a tenth (default 1)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each row (default 3)")
    parser.add_argument("--java", default="java", help="the JVM for Authwatch")
    parser.add_argument("--java-options", default="", help="more options for it")
    return parser.parse_args()


def main():
    options = arguments()
    root = Path(__file__).resolve().parents[3]
    folder = root / "target" / "bench-peers"
    flags = [options.java, "-Xmx256m", "-XX:MaxDirectMemorySize=96m", "-Xss512k", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
             "-XX:-UsePerfData", *options.java_options.split()]
    work = Work(folder, root / "target/quarkus-app/quarkus-run.jar", flags)
    groups = options.only.split(",")
    chosen = [job for job in jobs.JOBS if job.group in groups]
    print(f"{datetime.date.today()}, {machine()}, load average {os.getloadavg()[0]:.1f}", flush=True)
    rows = []
    for job in chosen:
        for label in job.receivers:
            if label in options.receivers.split(","):
                rows.append(row(work, job, label, options))
                print(table.line(rows[-1]), flush=True)
    print()
    print(table.markdown(rows))
    figures = {"rows": [table.plain(row) for row in rows]}
    if jobs.STARTS in groups:
        figures["starts"] = starts.measured(work, root, options.repeats)
        print("\n" + starts.markdown(figures["starts"]))
    (folder / "results.json").write_text(json.dumps(figures, indent=1))
    faults = [f"{row.title}, {row.receiver}: {fault}" for row in rows for fault in row.faults]
    print("\nEverything adds up." if not faults else "\nDoes not add up:\n" + "\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
