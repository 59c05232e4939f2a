"""The receivers, each started with a configuration that does the same work as the others' as far as it can."""
import os
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import measure
import patterns

PORT = 15140
MANAGEMENT_PORT = 15141
HTTP_PORT = 15142
START_SECONDS = 60
STOP_SECONDS = 20


class Receiver:
    """A process in a folder of its own, on loopback ports of its own; ended by its process id."""
    port = PORT

    def __init__(self, work, name):
        self.folder = Path(work.folder, "run", name)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.work = work
        self.process = None

    def start(self, command, environment, datagrams):
        """Starts it; answers after how many seconds it was ready."""
        began = time.monotonic()
        with open(self.folder / "output.log", "wb") as output:
            self.process = subprocess.Popen(command, env=environment, cwd=self.folder, stdout=output, stderr=output)
        while not self.ready(datagrams):
            if self.process.poll() is not None or time.monotonic() - began > START_SECONDS:
                self.stop()
                raise RuntimeError(f"{command[0]} did not start: " + self.output()[-2000:])
            time.sleep(0.01)
        return time.monotonic() - began

    def ready(self, datagrams):
        return self.port is None or measure.listens(self.port, datagrams)

    def output(self):
        return (self.folder / "output.log").read_text("utf-8", "replace")

    @property
    def pid(self):
        return self.process.pid

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def lines_written(self):
        """How many messages it wrote to its file."""
        out = self.folder / "out.log"
        if not out.exists():
            return 0
        with open(out, "rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def peer_environment(work):
    usr = work.peers / "usr/lib"
    libraries = [usr / "syslog-ng", *work.peers.glob("usr/lib/*-linux-gnu"), *work.peers.glob("lib/*-linux-gnu")]
    return dict(os.environ, LC_ALL="C", LD_LIBRARY_PATH=":".join(map(str, libraries)))


class Rsyslog(Receiver):
    """rsyslog: main queue of 100,000, two workers, batches of 1,024."""
    label = "rsyslog"

    def configure(self, job):
        modules = next(self.work.peers.glob("usr/lib/*/rsyslog"))
        text = [f'global(workDirectory="{self.folder}" net.enableDNS="off"']
        if job.transport == "tls":
            tls = self.work.folder / "tls"
            text.append(f'defaultNetstreamDriver="ossl" defaultNetstreamDriverCAFile="{tls}/certificate.pem"'
                        f' defaultNetstreamDriverCertFile="{tls}/certificate.pem"'
                        f' defaultNetstreamDriverKeyFile="{tls}/key.pem"')
        text.append(')')
        text.append('main_queue(queue.type="FixedArray" queue.size="100000" queue.workerThreads="2"'
                    ' queue.dequeueBatchSize="1024" queue.workerThreadMinimumMessages="20000")')
        text.append(self._input(modules, job))
        text.append(self._work(modules, job))
        (self.folder / "rsyslog.conf").write_text("\n".join(text) + "\nstop\n")

    def _input(self, modules, job):
        address = f'address="127.0.0.1" port="{PORT}"'
        if job.transport == "udp":
            return (f'module(load="{modules}/imudp" threads="1" batchSize="128" timeRequery="8")\n'
                    f'input(type="imudp" {address} rcvbufSize="4m")')
        if job.transport == "relp":
            return f'module(load="{modules}/imrelp")\ninput(type="imrelp" {address} maxDataSize="64k")'
        if job.transport == "tls":
            return (f'module(load="{modules}/imtcp" maxSessions="500" streamDriver.name="ossl" streamDriver.mode="1"'
                    f' streamDriver.authMode="anon")\ninput(type="imtcp" {address})')
        if job.transport == "file":
            return (f'module(load="{modules}/imfile")\n'
                    f'input(type="imfile" file="{self.folder}/in.log" tag="x" facility="authpriv" maxSubmitAtOnce="1024")')
        return f'module(load="{modules}/imptcp" threads="2")\ninput(type="imptcp" {address})'

    def _work(self, modules, job):
        out = (f'action(type="omfile" file="{self.folder}/out.log" template="raw" ioBufferSize="256k" flushOnTXEnd="off"'
               ' asyncWriting="off")')
        head = 'template(name="raw" type="string" string="%rawmsg%\\n")\n'
        auth = '($syslogfacility == 4 or $syslogfacility == 10)'
        if job.work == "discard":
            return head
        if job.work == "logcheck":
            rules = "".join(f"if re_match($rawmsg, '{_quoted(patterns.behind_pri(rule))}') then {{ stop }}\n"
                            for rule in patterns.logcheck(self.work.peers, job.rules))
            return head + f"if {auth} then {{\n{rules}{out}\n}}"
        if job.work == "tool":
            patterns.rulebase(self.folder / "rules", job.rules)
            return (f'module(load="{modules}/mmnormalize")\n{head}if {auth} and $programname == \'sshd\' then {{\n'
                    f'action(type="mmnormalize" ruleBase="{self.folder}/rules" useRawMsg="off")\n'
                    f'if $!event.tags contains "hit" then {{ {out} }}\n}}')
        text = "$msg" if job.transport != "file" else "$msg"
        return head + f"if {auth} and re_match({text}, '{patterns.HIT}') then {{ {out} }}"

    def begin(self, job):
        self.configure(job)
        self.port = None if job.transport == "file" else PORT
        (self.folder / "in.log").touch()
        modules = next(self.work.peers.glob("usr/lib/*/rsyslog"))
        environment = dict(peer_environment(self.work), RSYSLOG_MODDIR=str(modules))
        command = [str(self.work.peers / "usr/sbin/rsyslogd"), "-n", "-f", str(self.folder / "rsyslog.conf"),
                   "-i", str(self.folder / "pid")]
        return self.start(command, environment, job.transport == "udp")


def _quoted(pattern):
    return pattern.replace("\\", "\\\\").replace("'", "\\'").replace("$", "\\$")


class SyslogNg(Receiver):
    """syslog-ng: threaded, fetches of 1,000, a window of 200,000."""
    label = "syslog-ng"

    def configure(self, job):
        window = "log-iw-size(200000) log-fetch-limit(1000)"
        store = " flags(store-raw-message)" if job.work == "logcheck" else ""
        address = f'ip("127.0.0.1") port({PORT})'
        source = {
            "udp": f'network({address} transport("udp") so-rcvbuf(4194304) {window})',
            "tls": f'network({address} transport("tls") max-connections(200) {window} tls(key-file("{self.work.folder}/tls/key.pem")'
                   f' cert-file("{self.work.folder}/tls/certificate.pem") peer-verify(optional-untrusted)))',
            "octet": f'syslog({address} transport("tcp") max-connections(200) {window})',
            "file": f'file("{self.folder}/in.log" follow-freq(0.1) {window})',
        }.get(job.transport, f'network({address} transport("tcp") max-connections(200) {window}{store})')
        text = ["@version: 3.38",
                "options { keep-hostname(yes); use-dns(no); stats-freq(0); log-fifo-size(200000); chain-hostnames(no);"
                " threaded(yes); };",
                f"source s {{ {source}; }};",
                f'destination d {{ file("{self.folder}/out.log" template("$MESSAGE\\n") flush-lines(1000)); }};',
                "filter auth { facility(auth, authpriv); };"]
        text.append(self._work(job))
        (self.folder / "syslog-ng.conf").write_text("\n".join(text) + "\n")

    def _work(self, job):
        if job.work == "discard":
            return "log { source(s); };"
        if job.work == "logcheck":
            rules = " or\n".join(
                "match('" + patterns.behind_pri(rule).replace("'", ".") + "' type(pcre) value(\"RAWMSG\"))"
                for rule in patterns.logcheck(self.work.peers, job.rules))
            return f"filter left {{ not ({rules}); }};\nlog {{ source(s); filter(auth); filter(left); destination(d); }};"
        if job.work == "tool":
            patterns.patterndb(self.folder / "patterns.xml", job.rules)
            return (f'parser p {{ db-parser(file("{self.folder}/patterns.xml")); }};\n'
                    'filter hit { match("violation" value(".classifier.class") type(string)); };\n'
                    "log { source(s); filter(auth); parser(p); filter(hit); destination(d); };")
        return (f'filter hit {{ match("{patterns.HIT}" type(pcre) value("MESSAGE")); }};\n'
                "log { source(s); filter(auth); filter(hit); destination(d); };")

    def begin(self, job):
        self.configure(job)
        self.port = None if job.transport == "file" else PORT
        (self.folder / "in.log").touch()
        folder = self.folder
        command = [str(self.work.peers / "usr/sbin/syslog-ng"), "-F", "--no-caps",
                   "--module-path", str(next(self.work.peers.glob("usr/lib/syslog-ng/[0-9]*"))),
                   "-f", f"{folder}/syslog-ng.conf", "-R", f"{folder}/persist", "-c", f"{folder}/control",
                   "--pidfile", f"{folder}/pid"]
        return self.start(command, peer_environment(self.work), job.transport == "udp")


class Authwatch(Receiver):
    """Authwatch as the image runs it, with a heap of 256 MiB: every check, limit, metric and commit is on."""
    label = "authwatch"

    def configure(self, job):
        port, ports = str(PORT), {"tcp": "TCP", "octet": "TCP", "udp": "UDP", "relp": "RELP", "tls": "TLS"}
        settings = {f"AUTHWATCH_{name}_ENABLED": "false" for name in ("UDP", "TCP", "RELP", "TLS")}
        if job.transport in ports:
            settings[f"AUTHWATCH_{ports[job.transport]}_ENABLED"] = "true"
            settings[f"AUTHWATCH_{ports[job.transport]}_PORT"] = port
        if job.transport == "file":
            settings["AUTHWATCH_FILES"] = f"{self.folder}/in.log"
        if job.transport == "tls":
            tls = self.work.folder / "tls"
            settings |= {"AUTHWATCH_TLS_CERTIFICATE": f"{tls}/certificate.pem", "AUTHWATCH_TLS_KEY": f"{tls}/key.pem",
                         "AUTHWATCH_TLS_CLIENT_AUTH": "off"}
        if job.keep_all:
            settings["AUTHWATCH_HISTORY_MAX_RATE"] = "1000000"
        settings |= {"AUTHWATCH_LISTEN_ADDRESS": "127.0.0.1", "AUTHWATCH_DATA_DIR": f"{self.folder}/data",
                     "QUARKUS_HTTP_HOST": "127.0.0.1", "QUARKUS_HTTP_PORT": str(HTTP_PORT),
                     "QUARKUS_MANAGEMENT_HOST": "127.0.0.1", "QUARKUS_MANAGEMENT_PORT": str(MANAGEMENT_PORT)}
        rules = self._rules(job)
        if rules is not None:
            settings["AUTHWATCH_RULES"] = f"{self.folder}/rules.yaml"
            (self.folder / "rules.yaml").write_text(rules)
        clean = {name: value for name, value in os.environ.items()
                 if not name.startswith(("AUTHWATCH_", "PUSHOVER_", "QUARKUS_"))}
        return clean | settings

    def _rules(self, job):
        if job.work == "logcheck":
            (self.folder / "boring").write_text("\n".join(patterns.logcheck(self.work.peers, job.rules)) + "\n")
            return ('rules:\n  left-over: {when: {host: "*"}, unless: {message: {logcheck: ' f"{self.folder}/boring"
                    "}}, per: [host], digest: 1h}\n")
        if job.work == "ignore":
            (self.folder / "boring").write_text("\n".join(patterns.logcheck(self.work.peers, job.rules)) + "\n")
            return (f"ignore: {{logcheck: {self.folder}/boring}}\n" + self.work.built_in_rules().rstrip() +
                    "\n  unknown: {when: {action: other}, per: [host], digest: 1h}\n")
        if job.work == "own":
            own = [f"  robot-{i}: {{when: {{action: login, outcome: success, user: robot-{i}}}}}\n" for i in range(job.rules - 10)]
            return self.work.built_in_rules().rstrip() + "\n" + "".join(own)
        return None

    def begin(self, job):
        environment = self.configure(job)
        self.port = None
        (self.folder / "in.log").touch()
        bound = ["taskset", "--cpu-list", f"0-{job.cores - 1}"] if job.cores else []
        return self.start(bound + self.work.java + ["-jar", str(self.work.jar)], environment, False)

    def ready(self, datagrams):
        try:
            return self.get("/q/health/ready").status == 200
        except OSError:
            return False

    def get(self, path):
        return urllib.request.urlopen(f"http://127.0.0.1:{MANAGEMENT_PORT}{path}", timeout=5)

    def metrics(self):
        """The counters, by name and labels as they stand."""
        found = {}
        for line in self.get("/q/metrics").read().decode().splitlines():
            if not line.startswith("#"):
                name, value = line.rsplit(" ", 1)
                found[name.replace(",}", "}")] = float(value)
        return found
