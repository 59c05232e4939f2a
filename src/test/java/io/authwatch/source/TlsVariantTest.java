package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS is the same source with other options: what the walls must bear before the input itself comes. */
class TlsVariantTest {
    @TempDir
    static Path folder;

    private final Told told = new Told();
    private final Writer writer = new Writer();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private TcpSource source = source(new NetServerOptions(), Cidr.PRIVATE);
    private int port;

    @BeforeEach
    void start() throws Exception {
        start(Cidr.PRIVATE);
    }

    private void start(List<Cidr> allowed) throws Exception {
        NetServerOptions options = new NetServerOptions()
                .setSsl(true)
                .setSslHandshakeTimeout(2_000)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeyCertOptions(
                        new PfxOptions().setPath(keyStore().toString()).setPassword("changeit"));
        source = source(options, allowed);
        port = get(source.start("127.0.0.1", 0));
    }

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }

    private static synchronized Path keyStore() throws Exception {
        Path store = folder.resolve("keys.p12");
        if (!store.toFile().exists()) {
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            Process made = new ProcessBuilder(
                            keytool,
                            "-genkeypair",
                            "-alias",
                            "syslog",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            "changeit",
                            "-keystore",
                            store.toString())
                    .inheritIO()
                    .start();
            assertEquals(0, made.waitFor());
        }
        return store;
    }

    private TcpSource source(NetServerOptions options, List<Cidr> allowed) {
        Downstream downstream = new Downstream(writer::lane, writer, told, Clocks.SYSTEM);
        return new TcpSource(
                vertx,
                Input.TLS,
                options,
                1,
                Conversations.syslog(),
                (peer, session) -> new Origin.Tls(peer, session == null ? "no session" : session.getProtocol()),
                downstream,
                new Admission(allowed, SourceLimits.DEFAULTS, told, Clocks.SYSTEM),
                new InFlight(1 << 20),
                SourceLimits.DEFAULTS);
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private SSLSocket connect() throws Exception {
        X509TrustManager anybody = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String kind) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String kind) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {anybody}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Test
    void frames_insideTls_areRead_withWhatTheHandshakeProved() throws Exception {
        String large = "<38>" + "x".repeat(60_000);
        try (SSLSocket socket = connect()) {
            write(socket, "<38>one\n8 <38>five" + large + "\n");
            await().until(() -> writer.count() == 3);
        }
        assertEquals(List.of("<38>one", "<38>five", large), writer.texts());
        assertEquals(
                new Origin.Tls("127.0.0.1", "TLSv1.3"), writer.frames().get(0).origin());
        await().until(() -> told.count("closed 127.0.0.1") == 1);
        assertEquals(3, told.received(Input.TLS));
    }

    @Test
    void handshake_thatFails_orNeverComes_isRefusedWithOneLine_andTheNextIsFine() throws Exception {
        try (Socket plain = new Socket("127.0.0.1", port);
                Socket silent = new Socket("127.0.0.1", port)) {
            write(plain, "<38>plain text to a TLS port\n");
            await().until(() -> told.count("closed 127.0.0.1") == 2);
            List<String> refused = told.lines.stream()
                    .filter(line -> line.startsWith("refused connection 127.0.0.1: "))
                    .toList();
            assertEquals(2, refused.size(), told.lines.toString());
            assertTrue(refused.stream().allMatch(line -> line.contains("TLS")), refused.toString());
            assertTrue(!silent.isClosed());
        }
        try (SSLSocket good = connect()) {
            write(good, "<38>good\n");
            await().until(() -> writer.count() == 1);
        }
    }

    @Test
    void sender_thatIsNotAllowed_costsNoHandshake() throws Exception {
        start(List.of(Cidr.parse("192.0.2.0/24")));
        try (Socket socket = new Socket("127.0.0.1", port)) {
            assertEquals(-1, socket.getInputStream().read());
        }
        assertEquals(1, told.count("refused sender 127.0.0.1"));
    }

    @Test
    void stop_saysGoodbye_andReadsToTheEnd() throws Exception {
        try (SSLSocket socket = connect()) {
            write(socket, "<38>one\n");
            await().until(() -> writer.count() == 1);
            Future<Void> stopped = source.stop(Duration.ofSeconds(10));
            assertEquals(-1, socket.getInputStream().read());
            write(socket, "<38>two\n");
            socket.close();
            get(stopped);
        }
        assertEquals(List.of("<38>one", "<38>two"), writer.texts());
    }
}
