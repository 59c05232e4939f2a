package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.Intake;
import io.authwatch.wire.Input;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpSourceTest {
    private static final SourceLimits.Datagrams OFTEN =
            new SourceLimits.Datagrams(65_536, 4 << 20, 256, 1 << 20, 0, Duration.ofMillis(20));

    private final Told told = new Told();
    private final Writer writer = new Writer();
    private Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private List<Cidr> allowed = Cidr.PRIVATE;
    private SourceLimits.Datagrams datagrams = OFTEN;
    private Intake intake = writer;
    private InFlight inFlight = new InFlight(OFTEN.inFlightOctetsMax());
    private Clocks clocks = Clocks.SYSTEM;
    private int knownMax = 10_000;
    private int port;

    @AfterEach
    void stop() {
        get(vertx.close());
    }

    private UdpSource start(String address) {
        SourceLimits limits = new SourceLimits(
                new SourceLimits.Senders(knownMax, 1_000, Duration.ofHours(1)),
                SourceLimits.Streams.DEFAULTS,
                datagrams,
                SourceLimits.Files.DEFAULTS);
        Downstream downstream = new Downstream(writer::lane, intake, told, clocks);
        Admission admission = new Admission(allowed, limits, told, clocks);
        UdpSource source = new UdpSource(vertx, downstream, admission, inFlight, limits);
        port = get(source.start(address, 0));
        return source;
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(String to, byte[]... payloads) throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (byte[] payload : payloads) {
                socket.send(new DatagramPacket(payload, payload.length, InetAddress.getByName(to), port));
            }
        }
    }

    /** As another sender, such as {@code 127.0.0.7}. */
    private void sendFrom(String address, byte[]... payloads) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(address))) {
            for (byte[] payload : payloads) {
                socket.send(new DatagramPacket(payload, payload.length, InetAddress.getByName("127.0.0.1"), port));
            }
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void datagram_ofTheLargestSize_arrivesWhole(boolean nativeTransport) throws Exception {
        get(vertx.close());
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(nativeTransport));
        start("127.0.0.1");
        String large = "<38>" + "x".repeat(65_503);
        send("127.0.0.1", octets(large), octets("<38>small"));
        await().until(() -> writer.count() == 2);
        assertEquals(List.of(large, "<38>small"), writer.texts());
        assertEquals("127.0.0.1", writer.frames().get(0).origin().peer());
        assertEquals(2, told.received(Input.UDP));
        assertEquals(0, inFlight.octets());
    }

    @Test
    void socket_onAllAddresses_takesBothFamilies() throws Exception {
        start("::");
        boolean ipv6 = !ListenAddress.resolve("::").equals(InetAddress.getByName("0.0.0.0"));
        Assumptions.assumeTrue(ipv6, "skipped: no IPv6 here");
        send("127.0.0.1", octets("four"));
        await().until(() -> writer.count() == 1);
        send("::1", octets("six"));
        await().until(() -> writer.count() == 2);
        assertEquals(
                List.of("127.0.0.1", "::1"),
                writer.frames().stream().map(frame -> frame.origin().peer()).toList());
        assertEquals(List.of("started udp [::]:" + port), told.lines);
    }

    @Test
    void emptyDatagram_isNoMessage() throws Exception {
        start("127.0.0.1");
        send("127.0.0.1", new byte[0], octets("a"), new byte[0], octets("b"));
        await().until(() -> writer.count() == 2);
        assertEquals(2, told.received(Input.UDP));
    }

    @Test
    void sender_thatIsNotAllowed_isCountedAndToldOnce() throws Exception {
        allowed = List.of(Cidr.parse("192.0.2.0/24"));
        start("127.0.0.1");
        send("127.0.0.1", octets("a"), octets("b"), octets("c"));
        await().until(() -> told.dropped(Input.UDP, DropReason.SENDER) == 3);
        assertEquals(3, told.received(Input.UDP));
        assertEquals(1, told.count("refused sender 127.0.0.1"));
        assertEquals(0, writer.count());
    }

    @Test
    void datagrams_whenTheWriterHasNoRoom_areDroppedAndCounted() throws Exception {
        start("127.0.0.1");
        writer.full(true);
        send("127.0.0.1", octets("a"), octets("b"));
        await().until(() -> told.dropped(Input.UDP, DropReason.OVERLOAD) == 2);
        assertEquals(2, told.received(Input.UDP));
        assertEquals(0, inFlight.octets());
        writer.full(false);
        send("127.0.0.1", octets("c"));
        await().until(() -> writer.count() == 1);
        assertEquals(List.of("c"), writer.texts());
    }

    @Test
    void datagrams_overTheInFlightLimit_areDroppedAndCounted() throws Exception {
        inFlight = new InFlight(10);
        start("127.0.0.1");
        writer.hold();
        send("127.0.0.1", octets("0123456789"));
        await().until(() -> writer.takenOctets() == 10);
        send("127.0.0.1", octets("lost"));
        await().until(() -> told.dropped(Input.UDP, DropReason.OVERLOAD) == 1);
        writer.goOn();
        send("127.0.0.1", octets("kept"));
        await().until(() -> writer.count() == 2);
        assertEquals(List.of("0123456789", "kept"), writer.texts());
        assertEquals(3, told.received(Input.UDP));
    }

    @Test
    void sender_thatIsTooFast_losesWhatIsOver_isToldOnce_andNobodyElseLosesAnything() throws Exception {
        datagrams = new SourceLimits.Datagrams(65_536, 4 << 20, 256, 1 << 20, 100, Duration.ofMillis(20));
        clocks = new SteppedClock().clocks();
        start("127.0.0.1");
        byte[][] flood = new byte[2_000][];
        Arrays.fill(flood, octets("<38>flood"));
        sendFrom("127.0.0.66", flood);
        sendFrom("127.0.0.2", octets("<38>normal"));
        await().until(() -> told.received(Input.UDP) + told.kernelDrops == 2_001);
        await().until(() -> writer.count() + told.dropped(Input.UDP, DropReason.RATE) == told.received(Input.UDP));
        assertTrue(writer.count() <= 100 + 1, "taken: " + writer.count());
        assertEquals(1, writer.texts().stream().filter("<38>normal"::equals).count());
        assertEquals(1, told.count("limited udp 127.0.0.66: it met AUTHWATCH_UDP_SENDER_RATE"));
        assertEquals(0, told.count("limited udp 127.0.0.2: it met AUTHWATCH_UDP_SENDER_RATE"));
    }

    @Test
    void room_thatGetsScarce_isSharedFairly() throws Exception {
        inFlight = new InFlight(100_000);
        clocks = new SteppedClock().clocks();
        start("127.0.0.1");
        writer.hold();
        byte[][] flood = new byte[20][];
        Arrays.fill(flood, octets("<38>" + "f".repeat(96)));
        sendFrom("127.0.0.66", flood);
        await().until(() -> writer.takenOctets() == 2_000);
        assertEquals(0, told.dropped(Input.UDP, DropReason.RATE), "there is room for more than a share");
        // How many there is room for depends on how many were read at a time.
        await().until(() -> {
            sendFrom("127.0.0.66", flood);
            return told.dropped(Input.UDP, DropReason.RATE) >= 50;
        });
        assertEquals(0, told.dropped(Input.UDP, DropReason.OVERLOAD));
        for (int i = 1; i <= 20; i++) {
            sendFrom("127.0.0." + i, octets("<38>normal"));
        }
        writer.goOn();
        await().until(() -> writer.texts().stream().filter("<38>normal"::equals).count() == 20);
    }

    @Test
    void senders_areRememberedUpToALimit_andThatIsCounted() throws Exception {
        knownMax = 10;
        start("127.0.0.1");
        for (int i = 1; i <= 100; i++) {
            sendFrom("127.0.1." + i, octets("<38>" + i));
        }
        await().until(() -> writer.count() == 100);
        assertTrue(told.count("limit udp-senders") > 0, told.lines.toString());
    }

    @Test
    void port_inUse_isSaidInOneLine() throws Exception {
        start("127.0.0.1");
        UdpSource second = new UdpSource(
                vertx,
                new Downstream(writer::lane, writer, told, Clocks.SYSTEM),
                new Admission(allowed, SourceLimits.DEFAULTS, told, Clocks.SYSTEM),
                inFlight,
                SourceLimits.DEFAULTS);
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> get(second.start("127.0.0.1", port)));
        String message = refused.getMessage();
        assertTrue(message.startsWith("cannot listen on udp 127.0.0.1:" + port + ": "), message);
        assertTrue(message.contains("Address already in use"), message);
    }

    /** Nothing more is read until it is counted down. */
    private CountDownLatch stickyIntake() {
        CountDownLatch stuck = new CountDownLatch(1);
        intake = new Intake() {
            @Override
            public boolean offer(Batch batch) {
                try {
                    stuck.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return writer.offer(batch);
            }
        };
        return stuck;
    }

    @Test
    void datagrams_thatAreReadInOneCall_areEachWhole_andOfTheirSender() throws Exception {
        datagrams = new SourceLimits.Datagrams(65_536, 4 << 20, 256, 16 << 20, 0, Duration.ofMillis(20));
        inFlight = new InFlight(16 << 20);
        CountDownLatch stuck = stickyIntake();
        start("127.0.0.1");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String text = "<38>" + i + " ".repeat(1 + i * 7 % 2_000) + "end of " + i;
            sent.add("127.0.0." + (1 + i % 3) + " " + text);
            sendFrom("127.0.0." + (1 + i % 3), octets(text));
        }
        stuck.countDown();
        await().until(() -> writer.count() == 500);
        assertEquals(
                sent,
                writer.frames().stream()
                        .map(frame -> frame.origin().peer() + " " + frame.text())
                        .toList());
    }

    @Test
    void kernelDrops_areRead_andNothingIsLostUncounted() throws Exception {
        datagrams = new SourceLimits.Datagrams(65_536, 8_192, 256, 1 << 20, 0, Duration.ofMillis(20));
        CountDownLatch stuck = stickyIntake();
        start("127.0.0.1");
        byte[][] flood = new byte[2_000][];
        Arrays.fill(flood, octets("<38>" + "x".repeat(200)));
        send("127.0.0.1", flood);
        await().until(() -> told.kernelDrops > 0);
        stuck.countDown();
        await().until(() -> told.received(Input.UDP) + told.kernelDrops == 2_000);
        await().until(() -> writer.count() == told.received(Input.UDP));
    }
}
