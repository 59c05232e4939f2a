package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.DropReason;
import io.authwatch.wire.Input;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpSourceTest {
    private static final int CONNECTION_IN_FLIGHT = 100_000;

    private final Told told = new Told();
    private final Writer writer = new Writer();
    private final SteppedClock clock = new SteppedClock();
    private Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private List<Cidr> allowed = Cidr.PRIVATE;
    private InFlight inFlight = new InFlight(32 << 20);
    private int connectionsMax = 2_000;
    private int perAddressMax = 500;
    private int loops = 1;
    private int port;

    @AfterEach
    void stop() {
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private TcpSource start() {
        TcpSource source = source();
        port = get(source.start("127.0.0.1", 0));
        return source;
    }

    private TcpSource source() {
        SourceLimits.Streams streams = new SourceLimits.Streams(
                connectionsMax,
                perAddressMax,
                65_536,
                CONNECTION_IN_FLIGHT,
                0,
                Duration.ofMinutes(15),
                Duration.ofSeconds(30),
                Duration.ofMillis(10),
                Duration.ofMillis(5));
        SourceLimits limits = new SourceLimits(
                SourceLimits.Senders.DEFAULTS, streams, SourceLimits.Datagrams.DEFAULTS, SourceLimits.Files.DEFAULTS);
        Downstream downstream = new Downstream(writer::lane, writer, told, clock.clocks());
        Admission admission = new Admission(allowed, limits, told, clock.clocks());
        return new TcpSource(
                vertx,
                Input.TCP,
                new NetServerOptions(),
                loops,
                OriginFactory.TCP,
                downstream,
                admission,
                inFlight,
                limits);
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), port);
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Waits until the other side has closed. */
    private static void awaitClosed(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException reset) {
            // Closed with octets unread: as good.
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothFramings_inOneConnection_areRead(boolean nativeTransport) throws Exception {
        get(vertx.close());
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(nativeTransport));
        start();
        try (Socket socket = connect()) {
            write(socket, "<38>line\n8 <38>five<38>next\r\n");
            await().until(() -> writer.count() == 3);
            write(socket, "9 <38>co");
            write(socket, "unt<38>no end");
            await().until(() -> writer.count() == 4);
        }
        await().until(() -> writer.count() == 5);
        assertEquals(
                List.of("<38>line", "<38>five", "<38>next", "<38>count", "<38>no end"),
                writer.texts().stream().map(String::strip).toList());
        assertEquals("127.0.0.1", writer.frames().get(0).origin().peer());
        assertEquals(5, told.received(Input.TCP));
        await().until(() -> told.count("closed 127.0.0.1") == 1);
        assertEquals(List.of("started tcp 127.0.0.1:" + port, "opened 127.0.0.1", "closed 127.0.0.1"), told.lines);
        assertEquals(0, inFlight.octets());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tenThousandFrames_overFiftyConnections_allArriveInOrder(int loopsNow) throws Exception {
        loops = loopsNow;
        start();
        List<Socket> sockets = new ArrayList<>();
        for (int c = 0; c < 50; c++) {
            sockets.add(connect());
        }
        for (int i = 0; i < 200; i++) {
            for (int c = 0; c < 50; c++) {
                write(sockets.get(c), "<38>" + c + "/" + i + "\n");
            }
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        await().until(() -> writer.count() == 10_000);
        for (int c = 0; c < 50; c++) {
            String prefix = "<38>" + c + "/";
            List<String> ofOne =
                    writer.texts().stream().filter(t -> t.startsWith(prefix)).toList();
            assertEquals(IntStream.range(0, 200).mapToObj(i -> prefix + i).toList(), ofOne);
        }
        await().until(() -> inFlight.octets() == 0);
    }

    @Test
    void sender_isHeldBack_whenTooMuchIsInFlight_andNothingIsLost() throws Exception {
        start();
        writer.hold();
        int lines = 20_000;
        String filler = "x".repeat(990);
        try (Socket socket = connect()) {
            CompletableFuture<Void> sent = sending(socket, lines, filler);
            await().until(() -> writer.takenOctets() >= CONNECTION_IN_FLIGHT);
            awaitStable();
            assertTrue(
                    writer.takenOctets() <= CONNECTION_IN_FLIGHT + 65_536 + 1_000,
                    "one read beyond the limit, not " + writer.takenOctets());
            assertTrue(!sent.isDone(), "the kernel's buffers are full and the sender waits");
            writer.goOn();
            sent.get(20, TimeUnit.SECONDS);
            await().until(() -> writer.count() == lines);
        }
        List<String> texts = writer.texts();
        for (int i = 0; i < lines; i++) {
            assertTrue(texts.get(i).startsWith("<38>" + i + " "), texts.get(i));
        }
        await().until(() -> inFlight.octets() == 0);
    }

    private static CompletableFuture<Void> sending(Socket socket, int lines, String filler) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < lines; i++) {
                    write(socket, "<38>" + i + " " + filler + "\n");
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Waits until several looks in a row find the same. */
    private void awaitStable() {
        int[] last = {-1, 0};
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            int now = writer.takenOctets();
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] == 10;
        });
    }

    @Test
    void senders_areHeldBack_whenTooMuchIsInFlightInAll() throws Exception {
        inFlight = new InFlight(150_000);
        start();
        writer.hold();
        List<Socket> sockets = new ArrayList<>();
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int c = 0; c < 8; c++) {
            Socket socket = connect();
            sockets.add(socket);
            sent.add(sending(socket, 100, "y".repeat(990)));
        }
        await().until(() -> inFlight.isFull());
        awaitStable();
        assertTrue(
                writer.takenOctets() <= 150_000 + 8 * 66_536, "one read of each beyond, not " + writer.takenOctets());
        writer.goOn();
        await().until(() -> writer.count() == 800);
        for (CompletableFuture<Void> done : sent) {
            done.get(10, TimeUnit.SECONDS);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        await().until(() -> inFlight.octets() == 0);
    }

    @Test
    void batch_thatTheWriterHasNoRoomFor_isHeldAndDeliveredLater() throws Exception {
        start();
        writer.full(true);
        try (Socket socket = connect()) {
            write(socket, "<38>one\n<38>two\n");
            await().until(() -> told.received(Input.TCP) == 2);
            write(socket, "<38>three\n");
        }
        writer.full(false);
        await().until(() -> writer.count() == 3);
        assertEquals(List.of("<38>one", "<38>two", "<38>three"), writer.texts());
        assertEquals(0, told.dropped(Input.TCP, DropReason.OVERLOAD));
        await().until(() -> inFlight.octets() == 0);
    }

    @Test
    void connections_overTheLimits_areRefused_andThereIsRoomAgainAfterwards() throws Exception {
        perAddressMax = 3;
        start();
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sockets.add(connect());
        }
        await().until(() -> told.count("opened 127.0.0.1") == 3);
        try (Socket fourth = connect()) {
            awaitClosed(fourth);
        }
        assertEquals(
                1, told.count("refused connection 127.0.0.1: it has 3 connections already, the most for one address"));
        sockets.get(0).close();
        await().until(() -> told.count("closed 127.0.0.1") == 1);
        try (Socket fifth = connect()) {
            write(fifth, "<38>in\n");
            await().until(() -> writer.count() == 1);
        }
        sockets.get(1).close();
        sockets.get(2).close();
    }

    @Test
    void sender_thatIsNotAllowed_isClosedCountedAndToldOnce() throws Exception {
        allowed = List.of(Cidr.parse("192.0.2.0/24"));
        start();
        for (int i = 0; i < 3; i++) {
            try (Socket socket = connect()) {
                awaitClosed(socket);
            }
        }
        assertEquals(3, told.dropped(Input.TCP, DropReason.SENDER));
        assertEquals(3, told.received(Input.TCP));
        assertEquals(List.of("started tcp 127.0.0.1:" + port, "refused sender 127.0.0.1"), told.lines);
    }

    @Test
    void connection_thatIsIdle_isClosed() throws Exception {
        start();
        try (Socket idle = connect();
                Socket busy = connect()) {
            write(idle, "<38>a\n");
            write(busy, "<38>a\n");
            await().until(() -> writer.count() == 2);
            clock.step(Duration.ofMinutes(14));
            write(busy, "<38>b\n");
            await().until(() -> writer.count() == 3);
            clock.step(Duration.ofMinutes(1));
            awaitClosed(idle);
            await().until(() -> told.count("closed 127.0.0.1") == 1);
            assertEquals(1, told.count("refused connection 127.0.0.1: it was idle for 900 s"));
            write(busy, "<38>c\n");
            await().until(() -> writer.count() == 4);
        }
    }

    @Test
    void connection_thatBeginsAFrameAndDoesNotEndIt_isClosed_howeverBusyItIs() throws Exception {
        start();
        try (Socket slow = connect();
                Socket keepsAlive = connect()) {
            write(slow, "<38>be");
            await().until(() -> told.count("opened 127.0.0.1") == 2);
            awaitQuiet();
            write(keepsAlive, "\n");
            awaitQuiet();
            clock.step(Duration.ofSeconds(29));
            write(slow, "g");
            awaitQuiet();
            clock.step(Duration.ofSeconds(1));
            awaitClosed(slow);
            assertEquals(1, told.count("refused connection 127.0.0.1: a frame was begun and not ended within 30 s"));
            write(keepsAlive, "<38>alive\n");
            await().until(() -> writer.texts().equals(List.of("<38>alive")));
        }
    }

    /** Lets the loop read what is on its way: a connection of our own that comes later was read after it. */
    private void awaitQuiet() throws Exception {
        long before = told.count("closed 127.0.0.1");
        for (int i = 0; i < 3; i++) {
            connect().close();
        }
        await().until(() -> told.count("closed 127.0.0.1") == before + 3);
    }

    @Test
    void connection_thatIsHeldBack_isNotCalledIdle() throws Exception {
        start();
        writer.full(true);
        try (Socket socket = connect()) {
            write(socket, "<38>one\n");
            await().until(() -> told.received(Input.TCP) == 1);
            clock.step(Duration.ofMinutes(16));
            awaitQuiet();
            writer.full(false);
            await().until(() -> writer.count() == 1);
            write(socket, "<38>two\n");
            await().until(() -> writer.count() == 2);
        }
    }

    static Stream<Arguments> streamsThatCannotBeRead() {
        return Stream.of(
                Arguments.of("9999999 <38>x", "a frame is longer than 65536 octets"),
                Arguments.of(
                        "\u0016\u0003\u0001\u0002",
                        "a TLS handshake came to a port without TLS: send plain, or to the TLS port"),
                Arguments.of("x\u0001zzz", "a compressed stream is not supported: switch off stream compression"));
    }

    @ParameterizedTest
    @MethodSource("streamsThatCannotBeRead")
    void stream_thatCannotBeRead_isClosedWithOneClearLine(String octets, String why) throws Exception {
        start();
        try (Socket socket = connect()) {
            write(socket, octets);
            awaitClosed(socket);
        }
        await().until(() -> told.count("closed 127.0.0.1") == 1);
        assertEquals(1, told.count("refused connection 127.0.0.1: " + why), told.lines.toString());
        long oversize = why.contains("longer") ? 1 : 0;
        assertEquals(oversize, told.dropped(Input.TCP, DropReason.OVERSIZE));
        assertEquals(oversize, told.received(Input.TCP));
        assertEquals(0, writer.count());
        try (Socket next = connect()) {
            write(next, "<38>fine\n");
            await().until(() -> writer.count() == 1);
        }
    }

    @Test
    void stop_readsWhatSendersHadSent_andLetsThemEnd() throws Exception {
        loops = 2;
        TcpSource source = start();
        List<Socket> sockets = new ArrayList<>();
        for (int c = 0; c < 4; c++) {
            sockets.add(connect());
        }
        await().until(() -> told.count("opened 127.0.0.1") == 4);
        Future<Void> stopped = source.stop(Duration.ofSeconds(10));
        for (Socket socket : sockets) {
            awaitClosed(socket);
            assertThrows(IOException.class, this::connect, "nobody listens while the last words are read");
            write(socket, "<38>last words\n");
            socket.close();
        }
        get(stopped);
        assertEquals(4, writer.count());
    }

    @Test
    void stop_closesSendersThatDoNotEnd_atTheDeadline() throws Exception {
        TcpSource source = start();
        try (Socket stubborn = connect()) {
            write(stubborn, "<38>a\n");
            await().until(() -> writer.count() == 1);
            get(source.stop(Duration.ofMillis(50)));
            await().until(() -> told.count("closed 127.0.0.1") == 1);
        }
    }

    @Test
    void port_inUse_isSaidInOneLine() throws Exception {
        start();
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> get(source().start("127.0.0.1", port)));
        assertTrue(
                refused.getMessage().startsWith("cannot listen on tcp 127.0.0.1:" + port + ": "), refused.getMessage());
        assertTrue(refused.getMessage().contains("in use"), refused.getMessage());
    }

    @Test
    void listeners_onTwoLoops_shareTheConnections() throws Exception {
        loops = 2;
        start();
        for (int i = 1; i <= 4; i++) {
            try (Socket socket = connect()) {
                write(socket, "<38>x\n");
                int expected = i;
                await().until(() -> writer.count() == expected);
            }
        }
        assertEquals(2, writer.threads().size(), writer.threads().toString());
    }

    @Test
    void sender_thatIsHeldBackAndCloses_losesNothing() throws Exception {
        start();
        writer.hold();
        int lines = 1_000;
        try (Socket socket = connect()) {
            sending(socket, lines, "z".repeat(990)).get(10, TimeUnit.SECONDS);
        }
        await().until(() -> writer.takenOctets() >= CONNECTION_IN_FLIGHT);
        awaitStable();
        writer.goOn();
        await().until(() -> writer.count() == lines);
    }
}
