package io.authwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit itself: what real programs log arrives as it should, without Authwatch. */
class SystemKitIT {
    private static final Duration ARRIVES_MAX = Duration.ofSeconds(10);

    @TempDir
    Path temp;

    @Test
    void tcpDropIn_carriesLoginsOfARealSshd() throws Exception {
        try (SyslogSink sink = new SyslogSink();
                RsyslogServer rsyslog = server().with(DropIn.tcp().to("127.0.0.1", sink.port()));
                Machine machine = Machine.start(temp.resolve("machine"), rsyslog.socket())) {
            machine.addUser("alice", "right one");
            rsyslog.start();
            try (SshServer sshd = SshServer.start(machine, temp.resolve("sshd"), SshServer.Asks.PASSWORD)) {
                SshClient client = new SshClient(temp.resolve("client"), sshd.port());
                assertEquals(0, client.login("alice", "right one").code());
                assertEquals(
                        255, client.login("alice", "wrong one", "127.0.0.9").code());
                assertEquals(
                        255,
                        client.login("root from 192.0.2.1 port 22 ssh2", "no").code());
            }
            arrives(sink, "web-1 sshd \\d+ - -  Accepted password for alice from 127\\.0\\.0\\.1 port \\d+ ssh2");
            arrives(sink, "Failed password for alice from 127\\.0\\.0\\.9 port \\d+ ssh2");
            arrives(
                    sink,
                    "Failed password for invalid user root from 192\\.0\\.2\\.1 port 22 ssh2 from 127\\.0\\.0\\.1 port");
            arrives(sink, "\\n?\\d+ <38>1 \\d{4}-\\d\\d-\\d\\dT");
        }
        assertNothingIsLeft();
    }

    @Test
    void udpDropIn_carriesWhatLoggerSays() throws Exception {
        try (SyslogSink sink = new SyslogSink();
                RsyslogServer rsyslog =
                        server().with(DropIn.udp().to("127.0.0.1", sink.port())).start()) {
            rsyslog.log("auth.info", "sshd", 4711, List.of("Failed password for bob from 192.0.2.7 port 22 ssh2"));
            rsyslog.log("authpriv.notice", "sudo", 4712, List.of("bob : command not allowed"));
            rsyslog.log("user.info", "other", 4713, List.of("not for us"));
            arrives(
                    sink,
                    "<38>1 \\S+ web-1 sshd 4711 - -  Failed password for bob from 192\\.0\\.2\\.7 port 22 ssh2\\n");
            arrives(sink, "<85>1 \\S+ web-1 sudo 4712 - -  bob : command not allowed\\n");
            assertFalse(sink.text().contains("not for us"));
        }
    }

    @Test
    void keyboardInteractive_aRefusedRealUserLeavesThePamLineOnly() throws Exception {
        try (SyslogSink sink = new SyslogSink();
                RsyslogServer rsyslog = server().with(DropIn.tcp().to("127.0.0.1", sink.port()));
                Machine machine = Machine.start(temp.resolve("machine"), rsyslog.socket())) {
            machine.addUser("alice", "right one");
            rsyslog.start();
            try (SshServer sshd = SshServer.start(machine, temp.resolve("sshd"), SshServer.Asks.KEYBOARD_INTERACTIVE)) {
                SshClient client = new SshClient(temp.resolve("client"), sshd.port());
                assertEquals(255, client.login("alice", "wrong one").code());
                assertEquals(0, client.login("alice", "right one").code());
            }
            arrives(sink, "Accepted keyboard-interactive/pam for alice from 127\\.0\\.0\\.1");
            arrives(sink, "error: PAM: Authentication failure for alice from 127\\.0\\.0\\.1");
            assertFalse(sink.text().contains("Failed "), sink::text);
        }
    }

    @Test
    void keyLogin_andSudo_areLogged() throws Exception {
        try (SyslogSink sink = new SyslogSink();
                RsyslogServer rsyslog =
                        server().with(DropIn.tcp().to("127.0.0.1", sink.port())).start();
                Machine machine = Machine.start(temp.resolve("machine"), rsyslog.socket())) {
            machine.addUser("alice", "right one");
            arrives(sink, "useradd \\d+ - -  new user: name=alice");
            try (SshServer sshd = SshServer.start(machine, temp.resolve("sshd"), SshServer.Asks.PASSWORD)) {
                SshClient client = new SshClient(temp.resolve("client"), sshd.port());
                Path key = client.newKey();
                sshd.authorise(key.resolveSibling(key.getFileName() + ".pub"));
                assertEquals(0, client.loginWithKey("alice", key).code());
                assertEquals(0, client.loginWithKey("root", key).code());
                arrives(sink, "Accepted publickey for alice from 127\\.0\\.0\\.1 port \\d+ ssh2: ED25519 SHA256:");
            }
            Peers.program("sudo", "sudo");
            machine.run("sudo", "-n", "-u", "alice", "sudo", "-n", "id");
            arrives(sink, "sudo - - -\\s+root : .*USER=alice ; COMMAND=");
        }
    }

    @Test
    void logrotate_movesTheFileAndRsyslogdWritesTheNewOne() throws Exception {
        Path log = Files.createDirectories(temp.resolve("log")).resolve("auth.log");
        try (RsyslogServer rsyslog = server().writing(log).start()) {
            rsyslog.log("auth.info", "sshd", 1, List.of("first"));
            holds(log, "web-1 sshd\\[1\\]: first\\n");
            new Logrotate(temp.resolve("rotate"), log, rsyslog.pidFile()).rotate();
            holds(log.resolveSibling("auth.log.1"), "first");
            rsyslog.log("auth.info", "sshd", 2, List.of("second"));
            holds(log, "web-1 sshd\\[2\\]: second\\n");
            assertFalse(Files.readString(log).contains("first"));
        }
    }

    @Test
    void strace_strikesWhileACallIsHeld() {
        Peers.root("strace attaches to the program");
        Path file = temp.resolve("zeros");
        Path dd = Peers.program("dd", "coreutils");
        try (Program writer = Program.start(
                "dd", new ProcessBuilder(dd.toString(), "if=/dev/zero", "of=" + file, "bs=1", "count=1000000000"))) {
            writer.await("file", () -> Files.exists(file), ARRIVES_MAX);
            String cut = new Strace(temp).during(writer, "write", file.toString(), writer::kill);
            assertTrue(cut.matches("\\d+ +write\\(1.*"), cut);
            assertFalse(writer.alive());
        }
    }

    private RsyslogServer server() {
        return new RsyslogServer(temp.resolve("rsyslog"), "web-1");
    }

    private static void arrives(SyslogSink sink, String regex) {
        Pattern pattern = Pattern.compile(regex);
        Awaitility.await()
                .atMost(ARRIVES_MAX)
                .untilAsserted(
                        () -> assertTrue(pattern.matcher(sink.text()).find(), () -> regex + " in " + sink.text()));
    }

    private static void holds(Path file, String regex) {
        Pattern pattern = Pattern.compile(regex);
        Awaitility.await()
                .atMost(ARRIVES_MAX)
                .untilAsserted(() -> assertTrue(
                        Files.exists(file)
                                && pattern.matcher(Files.readString(file)).find(),
                        () -> regex + " in " + file));
    }

    private void assertNothingIsLeft() throws IOException {
        assertFalse(Files.readString(Path.of("/etc/passwd")).contains("\nalice:"), "the user of the machine leaked");
        assertFalse(Files.readString(Path.of("/proc/self/mounts")).contains(temp.toString()), "a mount leaked");
    }
}
