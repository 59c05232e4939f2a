package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.DropIn;
import io.authwatch.testkit.FleetCertificates;
import io.authwatch.testkit.Peers;
import io.authwatch.testkit.Program;
import io.authwatch.testkit.RelpLoad;
import io.authwatch.testkit.RsyslogServer;
import io.authwatch.testkit.Scrape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real rsyslogd with the shipped TLS drop-ins, both of its drivers, certificates of the shipped script: every message
 * arrives once and belongs to the host that the certificate names, whatever the messages say.
 */
class TlsIT {
    private static final String HOST = "web-1.example.net";
    private static final int MESSAGES = 2_000;
    private static final Duration SETTLED_MAX = Duration.ofSeconds(90);

    @TempDir
    Path temp;

    private FleetCertificates fleet;

    @BeforeEach
    void make() {
        fleet = FleetCertificates.make(temp.resolve("certificates"), HOST, "other");
    }

    private AuthwatchProcess authwatch() {
        return new AuthwatchProcess(temp.resolve("authwatch"))
                .with("AUTHWATCH_HISTORY_MAX_RATE", "1000000")
                .withTls(fleet);
    }

    @ParameterizedTest
    @CsvSource({"gtls, octet-counted", "gtls, traditional", "ossl, octet-counted", "ossl, traditional"})
    void omfwd_throughTheTlsDropIn_withBothDriversAndBothFramings(String driver, String framing) throws Exception {
        if (!Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_" + driver + ".so"))) {
            Peers.missing("no TLS driver " + driver + " (Debian packages rsyslog-gnutls, rsyslog-openssl)");
        }
        try (AuthwatchProcess authwatch = authwatch().start()) {
            DropIn dropIn = DropIn.tls()
                    .showing(fleet, HOST)
                    .to("127.0.0.1", authwatch.tlsPort())
                    .with("StreamDriver", driver)
                    .with("TCP_Framing", framing);
            assertArrives(authwatch, dropIn, "tls");
        }
    }

    @Test
    void omrelp_throughTheRelpTlsDropIn() throws Exception {
        try (AuthwatchProcess authwatch =
                authwatch().with("AUTHWATCH_RELP_TLS", "true").start()) {
            DropIn dropIn = DropIn.relpTls().showing(fleet, HOST).to("127.0.0.1", authwatch.relpPort());
            assertArrives(authwatch, dropIn, "relp");
        }
    }

    private void assertArrives(AuthwatchProcess authwatch, DropIn dropIn, String input) throws Exception {
        try (RsyslogServer rsyslog = new RsyslogServer(temp.resolve("rsyslog"), "somebody-else")
                .with(dropIn)
                .start()) {
            RelpLoad load = new RelpLoad(rsyslog.logger("auth.info", "sshd", 4711));
            load.give(MESSAGES).join();
            Awaitility.await()
                    .atMost(SETTLED_MAX)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> RelpLoad.kept(authwatch).size() >= MESSAGES);
            assertEquals(List.of(), load.wrong(RelpLoad.kept(authwatch)));
            Set<String> hosts = authwatch.api().allEvents().stream()
                    .map(event -> event.at("/host/name").asText())
                    .collect(Collectors.toSet());
            assertEquals(Set.of(HOST), hosts, "the certificate's name, not the message's");
            Scrape scrape = authwatch.metrics();
            assertEquals(MESSAGES, scrape.sum("authwatch_messages_received_total", "input=\"" + input + "\""));
            assertTrue(scrape.sum("authwatch_tls_certificate_expiry_timestamp_seconds", "role=\"server\"") > 1e9);
            assertTrue(scrape.sum("authwatch_tls_certificate_expiry_timestamp_seconds", "role=\"ca\"") > 1e9);
        }
    }

    @Test
    void senderOfAnotherFleet_isRefused_andSaidByName() throws Exception {
        FleetCertificates strangers = FleetCertificates.make(temp.resolve("strangers"), HOST);
        try (AuthwatchProcess authwatch = authwatch().start();
                RsyslogServer rsyslog = new RsyslogServer(temp.resolve("rsyslog"), HOST)
                        .with(DropIn.tls()
                                .showing(strangers, HOST)
                                .with(
                                        "StreamDriver.CAFile",
                                        fleet.certificate("ca").toString())
                                .to("127.0.0.1", authwatch.tlsPort()))
                        .start()) {
            new RelpLoad(rsyslog.logger("auth.info", "sshd", 4711)).give(10).join();
            authwatch
                    .program()
                    .awaitLine(
                            "input=tls peer=127.0.0.1 why=client certificate is not signed by an authority of"
                                    + " authwatch.tls.ca: 'CN=" + HOST + "', signed by 'CN=Authwatch fleet authority'",
                            Duration.ofSeconds(30));
            assertEquals(0, RelpLoad.kept(authwatch).size());
        }
    }

    /** openssl takes a line that holds an R for the wish to renegotiate. */
    @Test
    void renegotiation_thatASenderAsksFor_isRefused() {
        Path openssl = Peers.program("openssl", "openssl");
        try (AuthwatchProcess authwatch = authwatch().start();
                Program client = Program.start(
                        "openssl s_client",
                        new ProcessBuilder(
                                openssl.toString(),
                                "s_client",
                                "-tls1_2",
                                "-connect",
                                "127.0.0.1:" + authwatch.tlsPort(),
                                "-cert",
                                fleet.certificate(HOST).toString(),
                                "-key",
                                fleet.key(HOST).toString(),
                                "-CAfile",
                                fleet.certificate("ca").toString()))) {
            client.awaitLine("Verify return code: 0 (ok)", Duration.ofSeconds(30));
            client.type("<38>Nov 28 12:00:00 web-1 sshd[1]: Accepted password for before from 192.0.2.7 port 22 ssh2");
            Awaitility.await()
                    .atMost(SETTLED_MAX)
                    .until(() -> RelpLoad.kept(authwatch).containsKey("before"));
            client.type("R");
            client.awaitLine("RENEGOTIATING", Duration.ofSeconds(30));
            Program.Finished refused = client.finished(Duration.ofSeconds(30));
            assertTrue(refused.text().contains("alert handshake failure"), refused::text);
            assertEquals(Set.of("before"), RelpLoad.kept(authwatch).keySet());
        }
    }

    @Test
    void keyOfAnotherCertificate_refusesTheStart() {
        try (AuthwatchProcess authwatch =
                authwatch().with("AUTHWATCH_TLS_KEY", fleet.key("other").toString())) {
            var finished = authwatch.startAndEnd();
            assertEquals(78, finished.code(), finished::text);
            assertTrue(
                    finished.text()
                            .contains(
                                    "Authwatch does not start: authwatch.tls.key (AUTHWATCH_TLS_KEY): it is not the key"
                                            + " of the certificate; expected a PEM file"),
                    finished::text);
        }
    }
}
