"""Patterns by the number: logcheck's rules as they are, and what the peers' own many-pattern tools want."""
import random
import re
from pathlib import Path
from xml.sax.saxutils import escape

HEADER = re.compile(r"^\^\(\\w\{3\} \[ :\[:digit:\]\]\{11\}\|\[0-9T:\.\+-\]\{32\}\) ")
# What one regular expression picks out of the load: exactly its hits.
HIT = "(Failed|Accepted) [^ ]+ for |Invalid user |maximum authentication attempts exceeded"

# The kinds of lines of the load that sshd and PAM write: for patterndb and for liblognorm; the first four are refusals.
KINDS = [
    ("Failed password for invalid user @ESTRING:u: @from @ESTRING:a: @port @NUMBER:p@ ssh2",
     "Failed password for invalid user %u:word% from %a:word% port %p:number% ssh2"),
    ("Failed password for @ESTRING:u: @from @ESTRING:a: @port @NUMBER:p@ ssh2",
     "Failed password for %u:word% from %a:word% port %p:number% ssh2"),
    ("Invalid user @ESTRING:u: @from @ESTRING:a: @port @NUMBER:p@",
     "Invalid user %u:word% from %a:word% port %p:number%"),
    ("error: maximum authentication attempts exceeded for invalid user @ESTRING:u: @from @ESTRING:a: @port @NUMBER:p@ ssh2 [preauth]",
     "error: maximum authentication attempts exceeded for invalid user %u:word% from %a:word% port %p:number% ssh2 [preauth]"),
    ("Accepted publickey for @ESTRING:u: @from @ESTRING:a: @port @NUMBER:p@ ssh2: @ANYSTRING:k@",
     "Accepted publickey for %u:word% from %a:word% port %p:number% ssh2: %k:rest%"),
    ("Connection closed by authenticating user @ESTRING:u: @@ESTRING:a: @port @NUMBER:p@ [preauth]",
     "Connection closed by authenticating user %u:word% %a:word% port %p:number% [preauth]"),
    ("Received disconnect from @ESTRING:a: @port @NUMBER:p@:11: Bye Bye [preauth]",
     "Received disconnect from %a:word% port %p:number%:11: Bye Bye [preauth]"),
    ("Disconnected from invalid user @ESTRING:u: @@ESTRING:a: @port @NUMBER:p@ [preauth]",
     "Disconnected from invalid user %u:word% %a:word% port %p:number% [preauth]"),
    ("pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=@ESTRING:a: @ user=@ANYSTRING:u@",
     "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=%a:word%  user=%u:rest%"),
    ("pam_unix(sshd:auth): check pass; user unknown", "pam_unix(sshd:auth): check pass; user unknown"),
    ("pam_unix(sshd:session): session opened for user @ESTRING:u:(@uid=@NUMBER:n@) by (uid=0)",
     "pam_unix(sshd:session): session opened for user %u:char-to:(%(uid=%n:number%) by (uid=0)"),
    ("pam_unix(sshd:session): session closed for user @ANYSTRING:u@",
     "pam_unix(sshd:session): session closed for user %u:rest%"),
]
HITS = 5
WORDS = "backup relay quota mirror mount cache index spool replica tunnel lease route probe shard queue token".split()


def logcheck(database, count):
    """The first of logcheck's rules, those of sshd first, then others by a fixed lot; whole lines as they stand."""
    rules = {"ssh": [], "": []}
    for file in sorted(Path(database, "etc/logcheck/ignore.d.server").iterdir()):
        for line in file.read_text("utf-8", "replace").splitlines():
            if HEADER.match(line) and line.isascii() and "`" not in line and not re.search(r"\\[1-9]", line):
                rules["ssh" if file.name == "ssh" else ""].append(line)
    random.Random(3).shuffle(rules[""])
    return (rules["ssh"] + rules[""])[:count]


def behind_pri(rule):
    """The same rule for a whole line that still has its PRI."""
    return "^<[0-9]+>" + rule[1:]


def _all(count):
    chance = random.Random(1)
    fillers = []
    while len(KINDS) + len(fillers) < count:
        head = " ".join(chance.choice(WORDS) for _ in range(4)) + f" {len(fillers)} for "
        fillers.append((head + "@ESTRING:u: @from @ESTRING:a: @", head + "%u:word% from %a:word% "))
    return KINDS + fillers


def patterndb(path, count):
    rules = "".join(
        f"<rule provider='bench' id='r{i}' class='{'violation' if i < HITS else 'system'}'>"
        f"<patterns><pattern>{escape(pattern)}</pattern></patterns></rule>"
        for i, (pattern, _) in enumerate(_all(count)))
    path.write_text("<patterndb version='4' pub_date='2026-01-01'><ruleset name='sshd' id='s1'><pattern>sshd</pattern>"
                    f"<rules>{rules}</rules></ruleset></patterndb>")


def rulebase(path, count):
    path.write_text("version=2\n" + "".join(
        f"rule={'hit' if i < HITS else 'rest'}: {pattern}\n" for i, (_, pattern) in enumerate(_all(count))))
