package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A TCP source on a loopback port, with limits that a test can reach. */
abstract class TcpFixture {
    static final int CONNECTION_IN_FLIGHT = 100_000;

    final Told told = new Told();
    final Writer writer = new Writer();
    final SteppedClock clock = new SteppedClock();
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    List<Cidr> allowed = Cidr.PRIVATE;
    InFlight inFlight = new InFlight(32 << 20);
    Input input = Input.TCP;
    NetServerOptions options = new NetServerOptions();
    Conversations conversations = Conversations.syslog();
    OriginFactory origins = OriginFactory.TCP;
    List<Cidr> proxies = List.of();
    int connectionsMax = 2_000;
    long senderInFlight = 16 << 20;
    long unfinished = 16 << 20;
    int senderRate;
    Duration keepAlive = Duration.ofSeconds(60);
    int perAddressMax = 500;
    int loops = 1;
    int port;

    @AfterEach
    void stop() {
        get(vertx.close());
    }

    static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    TcpSource start() {
        TcpSource source = source();
        port = get(source.start("127.0.0.1", 0));
        return source;
    }

    TcpSource source() {
        SourceLimits.Streams streams = new SourceLimits.Streams(
                connectionsMax,
                perAddressMax,
                65_536,
                CONNECTION_IN_FLIGHT,
                senderInFlight,
                0,
                unfinished,
                senderRate,
                Duration.ofMinutes(15),
                Duration.ofSeconds(30),
                keepAlive,
                Duration.ofMillis(10),
                Duration.ofMillis(5));
        SourceLimits limits = new SourceLimits(
                SourceLimits.Senders.DEFAULTS, streams, SourceLimits.Datagrams.DEFAULTS, SourceLimits.Files.DEFAULTS);
        Downstream downstream = new Downstream(writer::lane, writer, told, clock.clocks());
        Admission admission = new Admission(allowed, proxies, limits, told, clock.clocks());
        return new TcpSource(
                vertx, input, options, loops, conversations, origins, downstream, admission, inFlight, limits);
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), port);
    }

    /** A connection of another sender, such as {@code 127.0.0.7}. */
    Socket connectFrom(String address) throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(address), 0);
    }

    static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Waits until the other side has closed. */
    static void awaitClosed(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException reset) {
            // Closed with octets unread: as good.
        }
    }
}
