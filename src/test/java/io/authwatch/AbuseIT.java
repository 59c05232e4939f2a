package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.Crowd;
import io.authwatch.testkit.FleetCertificates;
import io.authwatch.testkit.Peers;
import io.authwatch.testkit.ProcessUse;
import io.authwatch.testkit.RelpPulse;
import io.authwatch.testkit.Scrape;
import io.authwatch.testkit.UdpFlood;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Senders who mean harm, and what the others notice of them: tests A1, A3, A5 to A8, A20 and A22 of the fault table on
 * the built program. Good senders speak RELP all the while, so that "lost" and "late" are what they are told.
 *
 * <p>A flood lasts 5 s, with {@code -Dnightly=true} as long as the table says.
 *
 * <p>In the long form of the tests only, for its figures need a machine that does nothing else.
 */
@EnabledIfSystemProperty(named = "test.nightly", matches = "true")
@Tag("alone")
class AbuseIT {
    private static final boolean NIGHTLY = Boolean.getBoolean("test.nightly");
    private static final long MEBIBYTE = 1 << 20;
    private static final Duration GOOD_MAX = Duration.ofMillis(250);
    private static final Duration BESIDE_FLOOD_MAX = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(15);
    private static final Duration FREED_MAX = Duration.ofSeconds(10);
    private static final int FRAME_SECONDS = 4;
    private static final Duration IDLE_AFTER_JUNK = Duration.ofSeconds(4);
    /** Half more than it takes to use up the share of an address, at 1 MiB each. */
    private static final int FLOOD_CONNECTIONS = 24;

    /** Answers that a good sender's connection, our own code's compiler and the class loader take their time for. */
    private static final int WARM_UP = 50;

    @TempDir
    static Path temp;

    static AuthwatchProcess authwatch;
    static ProcessUse use;

    @BeforeAll
    static void start() {
        authwatch = new AuthwatchProcess(temp.resolve("authwatch"))
                .with("AUTHWATCH_TCP_IDLE_TIMEOUT", IDLE.toSeconds() + "s")
                .with("AUTHWATCH_TCP_FRAME_TIMEOUT", FRAME_SECONDS + "s")
                .withTls(FleetCertificates.make(temp.resolve("certificates"), "web-1"))
                .start();
        use = new ProcessUse(authwatch.program());
    }

    @AfterAll
    static void stop() {
        authwatch.close();
    }

    private static RelpPulse goodSender() throws Exception {
        return pulse(authwatch, 5, Duration.ofMillis(50));
    }

    private static RelpPulse pulse(AuthwatchProcess authwatch, int senders, Duration every) throws Exception {
        RelpPulse pulse = new RelpPulse(senders, "127.0.200.", authwatch.relpPort(), every);
        await(Duration.ofSeconds(30), () -> pulse.answered() > WARM_UP);
        return pulse;
    }

    private static void await(Duration atMost, BooleanSupplier condition) {
        Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(50)).until(condition::getAsBoolean);
    }

    private static void awaitFor(Duration span) {
        Instant end = Instant.now().plus(span);
        await(span.plusSeconds(5), () -> Instant.now().isAfter(end));
    }

    private static double connections(AuthwatchProcess authwatch) {
        return authwatch.metrics().sum("authwatch_connections", "input=\"tcp\"");
    }

    private static void assertBelow(Duration most, Duration actual, String what) {
        assertTrue(actual.compareTo(most) < 0, what + " took " + actual + ", at most " + most);
    }

    private static double limited() {
        return authwatch.metrics().sum("authwatch_senders_limited_total", "input=\"tcp\"");
    }

    private static void assertMemoryIsBounded() {
        assertTrue(
                use.residentOctetsMax() < 512 * MEBIBYTE,
                "resident at most: " + use.residentOctetsMax() / MEBIBYTE + " MiB");
    }

    /** The share of one processor that the program used during a span. */
    private static double processorShare(ProcessUse process, Duration span) {
        Duration before = process.processorTime();
        awaitFor(span);
        return (double) process.processorTime().minus(before).toMillis() / span.toMillis();
    }

    private static void assertRest(AuthwatchProcess process) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Scrape scrape = process.metrics();
            assertTrue(scrape.adds(), scrape::account);
        });
    }

    @Test
    void tenThousandIdleConnections_leaveRoomForAGoodSender_andAreFreedAfterTheIdleTime() throws Exception {
        try (RelpPulse good = goodSender();
                Crowd crowd = new Crowd()) {
            int before = good.answered();
            crowd.connect("127.0.100.1", authwatch.tcpPort(), 600);
            await(Duration.ofSeconds(10), () -> crowd.closed() == 100);
            assertEquals(500, connections(authwatch));
            for (int i = 2; i <= 20; i++) {
                crowd.connect("127.0.100." + i, authwatch.tcpPort(), i == 20 ? 400 : 500);
            }
            // The five good ones count too.
            await(Duration.ofSeconds(10), () -> crowd.closed() >= crowd.size() - 1_995);
            assertEquals(10_000, crowd.size());
            assertEquals(1_995, connections(authwatch));
            awaitFor(IDLE);
            await(FREED_MAX, () -> connections(authwatch) == 0);
            good.stop();
            System.out.println("A1: 10000 connections tried, 1995 beside the good ones taken; p99 " + good.p99(before)
                    + ", resident at most " + use.residentOctetsMax() / MEBIBYTE + " MiB");
            assertBelow(GOOD_MAX, good.p99(before), "99 of 100 answers");
        }
        assertMemoryIsBounded();
    }

    @Test
    void frameOfAGibibyte_isNotKept() throws Exception {
        for (int i = 0; i < 20; i++) {
            Crowd.stream(authwatch.tcpPort(), "1000000000 ", 8 << 20);
            Crowd.stream(authwatch.tcpPort(), "<38>no line feed ", 8 << 20);
        }
        long before = use.residentOctets();
        double dropped = authwatch.metrics().sum("authwatch_messages_dropped_total", "reason=\"oversize\"");
        Crowd.stream(authwatch.tcpPort(), "1000000000 ", 64 << 20);
        Crowd.stream(authwatch.tcpPort(), "<38>no line feed ", 64 << 20);
        await(
                Duration.ofSeconds(10),
                () -> authwatch.metrics().sum("authwatch_messages_dropped_total", "reason=\"oversize\"")
                        == dropped + 2);
        long grown = use.residentOctets() - before;
        System.out.println("A3: resident memory grew by " + (grown >> 10) + " KiB");
        assertTrue(grown < 5 * MEBIBYTE, "resident memory grew by " + (grown >> 10) + " KiB");
    }

    /** Test A20: 64 MiB of zeros in 64 KiB, again and again. */
    @Test
    void compressedBody_isNotInflated() throws Exception {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
            gzip.write(new byte[64 << 20]);
        }
        byte[] bomb = new byte[160 * member.size()];
        for (int i = 0; i < 160; i++) {
            System.arraycopy(member.toByteArray(), 0, bomb, i * member.size(), member.size());
        }
        assertEquals(413, authwatch.api().explainGzip(bomb));
        long before = use.residentOctets();
        assertEquals(413, authwatch.api().explainGzip(bomb));
        long grown = use.residentOctets() - before;
        System.out.println(
                "A20: " + (bomb.length >> 20) + " MiB of 10 GiB; resident memory grew by " + (grown >> 10) + " KiB");
        assertTrue(grown < 20 * MEBIBYTE, "resident memory grew by " + (grown >> 10) + " KiB");
    }

    @Test
    void thousandBadHandshakes_leaveTheProcessorIdle() throws Exception {
        try (RelpPulse good = goodSender()) {
            int before = good.answered();
            for (int i = 0; i < 1_000; i++) {
                try (Socket socket = new Socket("127.0.0.1", authwatch.tlsPort())) {
                    socket.getOutputStream()
                            .write(("\u0016\u0003\u0001" + i + " no ClientHello")
                                    .getBytes(StandardCharsets.ISO_8859_1));
                }
            }
            awaitFor(IDLE_AFTER_JUNK);
            good.stop();
            double share = processorShare(use, Duration.ofSeconds(3));
            System.out.println("A5: processor " + Math.round(share * 100) + " %, p99 " + good.p99(before));
            assertTrue(share < 0.1, "of one processor: " + share);
            assertBelow(GOOD_MAX, good.p99(before), "99 of 100 answers");
        }
    }

    @Test
    void stalledSenders_costNobodyAnything_andAreClosed() throws Exception {
        try (RelpPulse good = goodSender();
                Crowd crowd = new Crowd()) {
            int before = good.answered();
            for (int i = 0; i < 10; i++) {
                crowd.say("127.0.101.1", authwatch.tcpPort(), "200 <38>half of a fr");
                crowd.say("127.0.101.2", authwatch.relpPort(), "1 open 4000 half of an offer");
            }
            double share = processorShare(use, Duration.ofSeconds(3));
            await(Duration.ofSeconds(FRAME_SECONDS + 5), () -> crowd.closed() == crowd.size());
            good.stop();
            System.out.println("A6: processor " + Math.round(share * 100) + " %, p99 " + good.p99(before));
            assertTrue(share < 0.2, "of one processor: " + share);
            assertBelow(GOOD_MAX, good.p99(before), "99 of 100 answers");
        }
    }

    @Test
    void hostInFullFlow_delaysNoOther_andIsLimitedAndToldOnce() throws Exception {
        Duration span = NIGHTLY ? Duration.ofSeconds(60) : Duration.ofSeconds(5);
        try (RelpPulse good = pulse(authwatch, 50, Duration.ofMillis(500));
                Crowd crowd = new Crowd()) {
            int before = good.answered();
            double limited = limited();
            crowd.flood(List.of("127.0.66.6"), authwatch.tcpPort(), FLOOD_CONNECTIONS, span);
            good.stop();
            System.out.println("A7: the flood brought " + crowd.written() / MEBIBYTE + " MiB; p99 of 50 others "
                    + good.p99(before) + ", resident at most " + use.residentOctetsMax() / MEBIBYTE + " MiB");
            assertBelow(BESIDE_FLOOD_MAX, good.p99(before), "99 of 100 answers");
            assertTrue(crowd.written() > span.toSeconds() * MEBIBYTE, "that was no flood: " + crowd.written());
            assertEquals(limited + 1, limited());
        }
        assertEquals(
                1,
                authwatch.program().lines().stream()
                        .filter(line -> line.contains("brings more than its share and it is held back")
                                && line.contains("peer=127.0.66.6"))
                        .count());
        assertRest(authwatch);
        assertEquals(0, authwatch.metrics().sum("authwatch_messages_dropped_total", "input=\"tcp\"", "rate"));
        assertMemoryIsBounded();
    }

    /** Their shares together are far more than the room of all. */
    @Test
    void manyHostsInFullFlow_fillNoMemory() throws Exception {
        List<String> hosts =
                IntStream.rangeClosed(1, 12).mapToObj(i -> "127.0.67." + i).toList();
        try (RelpPulse good = pulse(authwatch, 20, Duration.ofMillis(200));
                Crowd crowd = new Crowd()) {
            int before = good.answered();
            crowd.flood(hosts, authwatch.tcpPort(), 10 * hosts.size(), Duration.ofSeconds(3));
            good.stop();
            System.out.println("A7: 12 hosts brought " + crowd.written() / MEBIBYTE + " MiB; p99 of 20 others "
                    + good.p99(before) + ", resident at most " + use.residentOctetsMax() / MEBIBYTE + " MiB");
        }
        assertRest(authwatch);
        assertMemoryIsBounded();
    }

    @Test
    void datagramsOfAThousandSources_areDecidedOrCounted() throws Exception {
        Duration span = NIGHTLY ? Duration.ofSeconds(30) : Duration.ofSeconds(5);
        assertRest(authwatch);
        Scrape before = authwatch.metrics();
        long sent;
        try (UdpFlood flood = new UdpFlood(1_000, authwatch.udpPort())) {
            sent = flood.send(50_000, span);
        }
        long least = Math.round(sent * 0.99);
        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            double known = received(authwatch.metrics()) - received(before);
            assertTrue(known >= least && known <= sent, "sent " + sent + ", received or known as lost " + known);
        });
        assertRest(authwatch);
        Scrape after = authwatch.metrics();
        double decided = after.sum("authwatch_events_total", "action=\"login\"", "outcome=\"failure\"")
                - before.sum("authwatch_events_total", "action=\"login\"", "outcome=\"failure\"");
        double dropped = received(after) - received(before) - decided;
        System.out.println("A8: sent " + sent + " in " + span + ", decided " + decided + ", dropped " + dropped
                + " of which by the kernel "
                + (after.sum("authwatch_udp_kernel_drops_total") - before.sum("authwatch_udp_kernel_drops_total"))
                + "; resident at most " + use.residentOctetsMax() / MEBIBYTE + " MiB");
        assertTrue(sent > 30_000 * span.toSeconds(), "that was no flood: " + sent);
        assertEquals(sent - decided, dropped, sent * 0.01);
        assertMemoryIsBounded();
    }

    /** What came by UDP, and what the kernel could not keep. */
    private static double received(Scrape scrape) {
        return scrape.sum("authwatch_messages_received_total", "input=\"udp\"")
                + scrape.sum("authwatch_udp_kernel_drops_total");
    }

    @Test
    void descriptorsThatRunOut_stopNothingThatWasBegun_andAreFreeAgainAfterwards() throws Exception {
        Peers.program("prlimit", "util-linux");
        try (AuthwatchProcess poor = new AuthwatchProcess(temp.resolve("poor"))
                .under("prlimit", "--nofile=256:256")
                .start()) {
            ProcessUse process = new ProcessUse(poor.program());
            RelpPulse good = pulse(poor, 5, Duration.ofMillis(50));
            try (good;
                    Crowd crowd = new Crowd()) {
                crowd.connect("127.0.100.1", poor.tcpPort(), 400);
                crowd.connect("127.0.100.1", poor.httpPort(), 400);
                // The program was just started: a loop that is busy stays so, what warms up does not.
                Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    double share = processorShare(process, Duration.ofSeconds(2));
                    System.out.println("A22: processor " + Math.round(share * 100) + " %, closed at once "
                            + crowd.closed() + " of " + crowd.size());
                    assertTrue(share < 0.3, "of one processor: " + share);
                });
            }
            int answered = good.answered();
            await(Duration.ofSeconds(20), () -> poor.api().status(poor.management("/q/health/ready")) == 200);
            try (RelpPulse next = pulse(poor, 5, Duration.ofMillis(50))) {
                next.stop();
                int all = answered + next.answered();
                assertTrue(poor.program().alive());
                await(
                        Duration.ofSeconds(10),
                        () -> poor.metrics().sum("authwatch_events_total", "action=\"login\"", "outcome=\"success\"")
                                >= all);
                assertTrue(poor.api().allEvents().size() >= all, "answered and not kept");
            }
        }
    }
}
