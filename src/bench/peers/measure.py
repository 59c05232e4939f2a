"""What a process used, and when it was done."""
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
LOOK_SECONDS = 0.02
# A receiver is done when it has used next to nothing for this long after its sender ended.
QUIET_SECONDS = 0.5
NOTICEABLE_CPU_SECONDS = 0.03


@dataclass(frozen=True)
class Run:
    """One load on one receiver."""
    sent: int
    seconds: float
    cpu_seconds: float
    kernel_drops: int
    timed_out: bool

    @property
    def rate(self):
        return (self.sent - self.kernel_drops) / max(self.seconds, 0.001)

    @property
    def cpu_per_million(self):
        return self.cpu_seconds * 1e6 / max(1, self.sent - self.kernel_drops)

    @property
    def loss_percent(self):
        return 100 * self.kernel_drops / max(1, self.sent)


def cpu(pid):
    """User and system seconds of a process since it began."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def compiling(pid):
    """Of these seconds those of a JVM's compiler threads; 0 for any other program."""
    ticks = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            name, fields = (task / "stat").read_text().split("(", 1)[1].rsplit(")", 1)
        except OSError:
            continue
        if name.startswith(("C1 Comp", "C2 Comp")):
            ticks += sum(int(field) for field in fields.split()[11:13])
    return ticks / TICKS


def waits(pid):
    """Whether no thread of a process wants to run: on a busy machine one that uses no CPU may only be kept from it."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            if (task / "stat").read_text().rsplit(")", 1)[1].split()[0] in "RD":
                return False
        except OSError:
            continue
    return True


def peak_mib(pid):
    """The most memory that was resident."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0


def _sockets(kind, port):
    for path in (f"/proc/net/{kind}", f"/proc/net/{kind}6"):
        for line in Path(path).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[1].endswith(f":{port:04X}"):
                yield fields


def listens(port, datagrams):
    """Whether anybody listens on a port of this machine."""
    if datagrams:
        return any(True for _ in _sockets("udp", port))
    return any(fields[3] == "0A" for fields in _sockets("tcp", port))


def kernel_drops(port):
    """Datagrams that the kernel had no room for."""
    return sum(int(fields[-1]) for fields in _sockets("udp", port))


def load(pid, sender, port, seconds_max):
    """Runs a sender's command and waits until the receiver is done with what it sent."""
    drops_before, cpu_before, began = kernel_drops(port), cpu(pid), time.monotonic()
    running = subprocess.Popen(sender, stdout=subprocess.PIPE, text=True)
    noticed_at, noticed = began, cpu_before
    timed_out = False
    while True:
        time.sleep(LOOK_SECONDS)
        now, used = time.monotonic(), cpu(pid)
        if used - noticed >= NOTICEABLE_CPU_SECONDS:
            noticed_at, noticed = now, used
        if running.poll() is not None and now - noticed_at > QUIET_SECONDS and waits(pid):
            break
        if now - began > seconds_max:
            timed_out = True
            running.kill()
            break
    told = running.communicate()[0].split()
    if not told and not timed_out:
        raise RuntimeError("the sender failed: " + " ".join(sender))
    sent = int(told[0]) if told else 0
    return Run(sent, noticed_at - began, cpu(pid) - cpu_before, kernel_drops(port) - drops_before, timed_out)
