package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.DropIn;
import io.authwatch.testkit.FleetCertificates;
import io.authwatch.testkit.Ports;
import io.authwatch.testkit.Program;
import io.authwatch.testkit.RelpLoad;
import io.authwatch.testkit.RsyslogServer;
import io.authwatch.testkit.SyslogSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped rsyslog drop-ins: accepted by rsyslogd, and harmless to local logging when the server is away. */
class RsyslogDropInsIT {
    private static final int MESSAGES = 3_000;
    private static final List<String> INPUTS = List.of("udp", "tcp", "relp", "tls");
    private static final Duration LOCAL_LOGGING_MAX = Duration.ofSeconds(15);

    @TempDir
    Path temp;

    static List<String> shipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("rsyslog"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".conf"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void folder_holdsThoseThatTheReadmeNames() throws IOException {
        String readme = Files.readString(Path.of("rsyslog/README.md"));
        assertEquals(
                List.of(
                        "60-authwatch-relp-tls.conf",
                        "60-authwatch-relp.conf",
                        "60-authwatch-tcp.conf",
                        "60-authwatch-tls.conf",
                        "60-authwatch-udp.conf"),
                shipped());
        for (String name : shipped()) {
            assertTrue(readme.contains("| `" + name + "` |"), name);
        }
    }

    /** As shipped, with certificates where it needs some. */
    private DropIn installed(String name) {
        DropIn shipped = DropIn.shipped(name);
        return name.contains("tls")
                ? shipped.showing(FleetCertificates.make(temp.resolve("certificates"), "web-1"), "web-1")
                : shipped;
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void dropIn_asShipped_isAccepted(String name) {
        Program.Finished check = server().with(installed(name)).check();
        assertEquals(0, check.code(), check::text);
        assertTrue(check.lines().stream().noneMatch(line -> line.contains("error")), check::text);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void dropIn_withAMisspeltSetting_isRefused(String name) {
        DropIn shipped = installed(name);
        DropIn misspelt = new DropIn(name, shipped.text().replace("queue.size=", "queue.sise="));
        assertNotEquals(shipped, misspelt);
        Program.Finished check = server().with(misspelt).check();
        assertNotEquals(0, check.code(), check::text);
        assertTrue(check.text().contains("queue.sise"), check::text);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void dropIn_marksEveryLineThatIsToBeEdited(String name) {
        List<String> lines = DropIn.shipped(name).text().lines().toList();
        List<String> marked =
                lines.stream().filter(line -> line.contains("<== EDIT")).toList();
        assertEquals(
                lines.stream()
                        .filter(line -> line.contains("authwatch.example.net"))
                        .toList(),
                marked);
        assertEquals(name.contains("tls") ? 2 : 1, marked.size());
    }

    static List<String> withQueues() throws IOException {
        return shipped().stream().filter(name -> !name.contains("udp")).toList();
    }

    @ParameterizedTest
    @MethodSource("withQueues")
    void localLogging_goesOn_whileTheServerIsAwayAndTheQueueIsFull(String name) throws Exception {
        assertLocalLoggingGoesOn(small(installed(name)).to("127.0.0.1", Ports.free()));
    }

    @ParameterizedTest
    @MethodSource("withQueues")
    void localLogging_goesOn_whileTheServerReadsNothingAndTheQueueIsFull(String name) throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertLocalLoggingGoesOn(small(installed(name)).to("127.0.0.1", deaf.getLocalPort()));
        }
    }

    @Test
    void whatWasLoggedWhileTheServerWasAway_arrivesAfterARestartOfRsyslog() throws Exception {
        int port = Ports.free();
        DropIn dropIn = DropIn.tcp().to("127.0.0.1", port).with("action.resumeInterval", "1");
        try (RsyslogServer rsyslog = server().with(dropIn).start()) {
            rsyslog.log("auth.info", "sshd", 1, numbered(500));
            rsyslog.stop();
            try (SyslogSink sink = new SyslogSink(port)) {
                rsyslog.start();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertEquals(
                                500,
                                sink.text()
                                        .lines()
                                        .filter(line -> line.contains("message "))
                                        .count()));
            }
        }
    }

    @Test
    void udpDropIn_goesOn_afterItsSocketWasOpenedAnew() throws Exception {
        try (SyslogSink sink = new SyslogSink();
                RsyslogServer rsyslog = server().with(
                                DropIn.udp().to("127.0.0.1", sink.port()).with("RebindInterval", "3"))
                        .start()) {
            for (int i = 0; i < 20; i++) {
                rsyslog.log("auth.info", "sshd", 1, List.of("message " + i + "."));
            }
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                for (int i = 0; i < 20; i++) {
                    assertTrue(sink.text().contains("message " + i + "."), sink::text);
                }
            });
        }
    }

    /** TLS with the other driver, and RELP inside TLS: {@code TlsIT}. */
    @Test
    void everyMessage_isInTheLedgerOnce_byEachWay() throws Exception {
        FleetCertificates fleet = FleetCertificates.make(temp.resolve("certificates"), "web-1");
        try (AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("authwatch"))
                        .with("AUTHWATCH_HISTORY_MAX_RATE", "1000000")
                        .withTls(fleet)
                        .start();
                RsyslogServer rsyslog = server().with(DropIn.udp().to("127.0.0.1", authwatch.udpPort()))
                        .with(DropIn.tcp().to("127.0.0.1", authwatch.tcpPort()).with("queue.filename", "tcp"))
                        .with(DropIn.relp()
                                .to("127.0.0.1", authwatch.relpPort())
                                .with("queue.filename", "relp"))
                        .with(DropIn.tls()
                                .showing(fleet, "web-1")
                                .to("127.0.0.1", authwatch.tlsPort())
                                .with("queue.filename", "tls"))
                        .start()) {
            RelpLoad load = new RelpLoad(rsyslog.logger("auth.info", "sshd", 4711));
            load.give(MESSAGES).join();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> authwatch.metrics().received() >= INPUTS.size() * MESSAGES);
            for (String input : INPUTS) {
                assertEquals(
                        MESSAGES,
                        authwatch.metrics().sum("authwatch_messages_received_total", "input=\"" + input + "\""),
                        input);
            }
            Map<String, Long> kept = RelpLoad.kept(authwatch);
            assertEquals(MESSAGES, kept.size());
            assertEquals(Set.of((long) INPUTS.size()), Set.copyOf(kept.values()), "each once by each way");
        }
    }

    private void assertLocalLoggingGoesOn(DropIn dropIn) throws IOException {
        Path log = temp.resolve("auth.log");
        try (RsyslogServer rsyslog = server().with(dropIn).writing(log).start()) {
            rsyslog.log("auth.info", "sshd", 1, numbered(MESSAGES));
            Awaitility.await()
                    .atMost(LOCAL_LOGGING_MAX)
                    .untilAsserted(
                            () -> assertEquals(MESSAGES, Files.readAllLines(log).size()));
        }
    }

    /** With queues so small that the test fills them. */
    private static DropIn small(DropIn dropIn) {
        return dropIn.with("queue.size", "100")
                .with("queue.highWatermark", "80")
                .with("queue.lowWatermark", "20")
                .with("queue.maxDiskSpace", "64k")
                .with("queue.maxFileSize", "16k");
    }

    private static List<String> numbered(int messages) {
        return IntStream.range(0, messages)
                .mapToObj(number -> "message " + number)
                .toList();
    }

    private RsyslogServer server() {
        return new RsyslogServer(temp.resolve("rsyslog"), "web-1");
    }
}
