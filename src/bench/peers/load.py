"""The load: lines of a fixed seed, with a stated share of rule hits, and what is to be found in them."""
import bisect
import random
import time
from dataclasses import dataclass
from pathlib import Path

LINES = 200_000
# The stamps of the file span ten seconds.
LINES_A_STAMP = LINES // 10

# weight, PRI, program, text; {u} a user, {a} an address, {p} a port, {n} a number, {d} a digit, {k} a key's fingerprint
HITS = {
    ("login", "failure"): [
        (14, 86, "sshd", "Failed password for invalid user {u} from {a} port {p} ssh2"),
        (8, 86, "sshd", "Failed password for {u} from {a} port {p} ssh2"),
        (8, 86, "sshd", "Invalid user {u} from {a} port {p}"),
        (2, 86, "sshd", "error: maximum authentication attempts exceeded for invalid user {u} from {a} port {p} ssh2 [preauth]"),
    ],
    ("login", "success"): [
        (6, 86, "sshd", "Accepted publickey for {u} from {a} port {p} ssh2: ED25519 SHA256:{k}"),
    ],
}
OTHERS = {
    # Recognised or not, no rule of a first day wants them, and the history does not keep them.
    "passed": [
        (8, 86, "sshd", "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost={a}  user={u}"),
        (4, 86, "sshd", "pam_unix(sshd:auth): check pass; user unknown"),
        (7, 86, "sshd", "Connection closed by authenticating user {u} {a} port {p} [preauth]"),
        (7, 86, "sshd", "Received disconnect from {a} port {p}:11: Bye Bye [preauth]"),
        (6, 86, "sshd", "Disconnected from invalid user {u} {a} port {p} [preauth]"),
        (5, 86, "sshd", "pam_unix(sshd:session): session opened for user {u}(uid={n}) by (uid=0)"),
        (5, 86, "sshd", "pam_unix(sshd:session): session closed for user {u}"),
        (2, 86, "sudo", "pam_unix(sudo:session): session opened for user root(uid=0) by {u}(uid={n})"),
        (4, 86, "CRON", "pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)"),
        (3, 38, "systemd-logind", "New session {n} of user {u}."),
    ],
    # Somebody became root, or probed: no rule hits, but the history keeps them.
    "kept": [
        (1, 86, "sshd", "error: kex_exchange_identification: Connection closed by remote host"),
        (3, 85, "sudo", "    {u} : TTY=pts/{d} ; PWD=/home/{u} ; USER=root ; COMMAND=/usr/bin/systemctl restart job-{d}.service"),
        (1, 37, "su", "(to root) {u} on pts/{d}"),
    ],
    # Neither auth nor authpriv.
    "ignored": [
        (3, 30, "systemd", "Started job-{d}.service - Worker number {n} of tenant {u}."),
        (2, 22, "postfix/smtpd", "connect from unknown[{a}]"),
        (1, 4, "kernel", "[{n}.{p}] TCP: request_sock_TCP: Possible SYN flooding on port 0.0.0.0:{p}. Sending cookies."),
    ],
}
USERS = ("root admin oracle ubuntu deploy postgres git jenkins test alice bob carol.smith svc-backup ftpuser nagios"
         " guest user1 hadoop pi").split()
HOSTS = [f"web{i:02}" for i in range(1, 40)] + [f"db-{i}.prod.example.net" for i in range(20)] + ["bastion1", "gw-fra-2"]
# Who attacks: two addresses of each network. A flood has far more, see jobs.Job.
ADDRESSES = 200
FLOOD_ADDRESSES = 20_000
ADDRESSES_A_NETWORK = 2


@dataclass(frozen=True)
class Load:
    """A file of lines, and how many of the first n are of each kind."""
    path: Path
    octets: int
    kinds: dict

    def count(self, kind, sent):
        """How many of the first `sent` messages are of a kind, where the file is sent again and again."""
        places = self.kinds[kind]
        rounds, rest = divmod(sent, LINES)
        return rounds * len(places) + bisect.bisect_left(places, rest)

    def hits(self, sent):
        return sum(self.count(kind, sent) for kind in HITS)

    @property
    def mean_octets(self):
        return self.octets / LINES


def _addresses(chance, count, networks):
    """Of twenty networks one is of IPv6."""
    v4 = ["%d.%d.%d." % (chance.choice([45, 61, 103, 141, 185, 193, 218]), chance.randrange(256), chance.randrange(256))
          for _ in range(networks - networks // 20)]
    v6 = ["2001:db8:%x:%x::" % (chance.randrange(65536), chance.randrange(65536)) for _ in range(networks // 20)]
    every = v4 + v6
    return [net + ("%x" if ":" in net else "%d") % chance.randrange(1, 255)
            for net in (every[i % networks] for i in range(count))]


def _hosts(count):
    return [f"host-{i}.example.net" for i in range(count)] if count else HOSTS


def make(folder, hit_percent, addresses=ADDRESSES, hosts=0):
    """
    A load of which so many of a hundred messages hit a rule, refused logins and logins, from so many addresses, to so many
    hosts; 0: those of every other load.
    """
    chance = random.Random(20261127 + hit_percent)
    sources = _addresses(chance, addresses, addresses // ADDRESSES_A_NETWORK)
    key = "".join(chance.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") for _ in range(43))
    shapes, weights = [], []
    for groups, percent in ((HITS, hit_percent), (OTHERS, 100 - hit_percent)):
        whole = sum(weight for group in groups.values() for weight, *_ in group)
        for kind, group in groups.items():
            for weight, pri, program, text in group:
                shapes.append((kind, pri, program, text))
                weights.append(percent * weight / whole)
    kinds = {kind: [] for kind in [*HITS, *OTHERS]}
    names = _hosts(hosts)
    path = folder / f"load-{hit_percent}-{addresses}-{hosts}.log"
    # As of now: what is older than minutes is late, and told in another way.
    began = time.time()
    with open(path, "w", encoding="ascii") as out:
        for at, (kind, pri, program, text) in enumerate(chance.choices(shapes, weights, k=LINES)):
            kinds[kind].append(at)
            stamp = time.strftime("%b %e %H:%M:%S", time.localtime(began + at // LINES_A_STAMP))
            out.write("<%d>%s %s %s[%d]: %s\n" % (
                pri, stamp, chance.choice(names), program, chance.randrange(300, 4194304),
                text.format(u=chance.choice(USERS), a=chance.choice(sources), p=chance.randrange(1024, 65536),
                            n=chance.randrange(99999), d=chance.randrange(10), k=key)))
    return Load(path, path.stat().st_size, kinds)
