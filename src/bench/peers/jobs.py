"""What is measured: one row each."""
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Job:
    """
    One row for each of its receivers.

    transport: tcp (lines), octet (TCP, octet counting), udp, tls, relp, file
    work: what is done with a message that was received and parsed:
      hits      the peers: one regular expression picks the hits out, which go to a file; Authwatch: recognises, built-in
                rules, ledger
      logcheck  what so many of logcheck's rules do not match is a hit; every message is asked
      ignore    Authwatch alone: built-in rules, and logcheck's rules ignore what nobody recognised
      tool      the peers' own tools for many patterns (patterndb, liblognorm), which pick the hits out; Authwatch: as hits
      own       Authwatch alone: so many rules of its own
    count: messages of one run for Authwatch; of it the peers get `peers_share`
    keep_all: the history is not thinned, so that the ledger's count can be checked to the last event
    flood: the refused logins come from 20,000 addresses rather than 200, more than the alerts and the keys have room for
    hosts: so many hosts rather than 61
    cores: the receiver may use so many processors rather than all
    """
    group: str
    transport: str = "tcp"
    connections: int = 4
    hit_percent: int = 1
    work: str = "hits"
    rules: int = 0
    rate: int = 0
    count: int = 2_000_000
    peers_share: float = 0.5
    receivers: tuple = ("rsyslog", "syslog-ng", "authwatch")
    keep_all: bool = False
    flood: bool = False
    hosts: int = 0
    cores: int = 0

    @property
    def title(self):
        parts = [self.transport, f"{self.connections} conn." if self.transport not in ("udp", "file") else "",
                 f"{self.hit_percent} % hits", f"{self.work}{' ' + str(self.rules) if self.rules else ''}" if self.work != "hits" else "",
                 f"{self.rate:,}/s offered" if self.rate else "",
                 "20,000 attackers" if self.flood else "", "all kept" if self.keep_all else "",
                 f"{self.hosts:,} hosts" if self.hosts else "", f"{self.cores} core(s)" if self.cores else ""]
        return ", ".join(part for part in parts if part)


TCP = Job("tcp")
OURS = ("authwatch",)
# What the peers manage of so many plain regular expressions, so that a run of it takes seconds.
SHARE_OF_REGEXES = {1: 1, 10: 0.4, 100: 0.1, 1000: 0.01}

JOBS = [
    *(replace(TCP, connections=n) for n in (1, 4, 50)),
    *(replace(TCP, group="octet", transport="octet", connections=n) for n in (1, 4, 50)),
    replace(TCP, group="hits", hit_percent=10, count=1_000_000),
    replace(TCP, group="hits", hit_percent=35, count=500_000),
    replace(TCP, group="flood", hit_percent=35, flood=True, count=200_000),
    replace(TCP, group="counts", hit_percent=10, count=500_000, receivers=OURS, keep_all=True),
    Job("udp", "udp", 1, count=2_000_000, rate=150_000),
    Job("udp", "udp", 1, count=2_000_000, peers_share=1),
    Job("tls", "tls", 4, count=1_000_000),
    Job("relp", "relp", 4, hit_percent=10, count=500_000, peers_share=1, receivers=("rsyslog", "authwatch"), keep_all=True),
    Job("file", "file", 1, hit_percent=10, count=500_000, peers_share=1, keep_all=True),
    *(replace(TCP, group="logcheck", work="logcheck", rules=n, count=500_000, peers_share=SHARE_OF_REGEXES[n])
      for n in (1, 10, 100, 1000)),
    replace(TCP, group="tool", work="tool", rules=1000, count=1_000_000),
    *(replace(TCP, group="ignore", work="ignore", rules=n, receivers=OURS, count=1_000_000) for n in (10, 1000)),
    *(replace(TCP, group="own", work="own", rules=n, receivers=OURS, count=1_000_000) for n in (10, 100, 1000, 3000)),
    *(replace(TCP, group="growth", hosts=n, receivers=OURS, count=1_000_000) for n in (10, 1000, 50_000)),
    *(replace(TCP, group="growth", cores=n, receivers=OURS, count=1_000_000) for n in (1, 2)),
]
# How long a start takes is measured by itself, see starts.py.
STARTS = "start"
GROUPS = [*dict.fromkeys(job.group for job in JOBS), STARTS]
