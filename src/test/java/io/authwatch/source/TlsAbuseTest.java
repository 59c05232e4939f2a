package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Certificates;
import io.authwatch.testkit.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Junk and weak offers at a TLS port: test A5 of the threat model. */
class TlsAbuseTest extends TlsFixture {
    private static final Duration GOOD_MAX = Duration.ofSeconds(1);
    /** Test A6 of the threat model. */
    private static final Duration P99_MAX = Duration.ofMillis(250);

    private static final int MESSAGES = 200;

    /** What a sender says first: one record with a ClientHello. */
    private static byte[] clientHello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("watch.example.net", 6514);
        engine.setUseClientMode(true);
        ByteBuffer out = ByteBuffer.allocate(65_536);
        engine.wrap(ByteBuffer.allocate(0), out);
        byte[] hello = new byte[out.flip().remaining()];
        out.get(hello);
        return hello;
    }

    private void assertGoodIsTakenAtOnce() throws Exception {
        TlsClient good = new TlsClient(vertx, fleet.ca(), web1);
        int before = writer.count();
        long began = System.nanoTime();
        try (SSLSocket socket = good.connect(port)) {
            TlsClient.write(socket, "<38>good\n");
            await().pollInterval(Duration.ofMillis(5)).until(() -> writer.count() == before + 1);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(GOOD_MAX) < 0, "a good sender was taken after " + took);
    }

    private void raw(byte[] octets) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
        }
    }

    @Test
    void thousandBadHandshakes_andThenAGoodOne() throws Exception {
        startTls();
        taken(web1);
        byte[] hello = clientHello();
        byte[] broken = hello.clone();
        broken[9] = 9;
        TlsClient stranger = new TlsClient(vertx, fleet.ca(), strange);
        for (int i = 0; i < 1_000; i++) {
            switch (i % 5) {
                case 0 -> raw("<38>plain text\n".getBytes());
                case 1 -> raw(hello);
                case 2 -> raw(Arrays.copyOf(hello, 20));
                case 3 -> raw(broken);
                default -> assertTrue(TlsClient.isRefused(stranger.connect(port), "<38>bad\n"));
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> told.count("closed 127.0.0.1") == 1_001);
        assertGoodIsTakenAtOnce();
        assertEquals(2, writer.count());
        assertTrue(
                told.lines.contains(REFUSED + "no TLS handshake came to a TLS port: send TLS, or to the plain port"),
                told.lines.toString());
    }

    @Test
    void clientHello_inRecordsOfOneOctet_harmsNobody() throws Exception {
        startTls();
        byte[] hello = clientHello();
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int i = 5; i < hello.length; i++) {
            records.writeBytes(new byte[] {22, 3, 1, 0, 1, hello[i]});
        }
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            for (byte octet : records.toByteArray()) {
                out.write(octet);
            }
            socket.setSoTimeout(10_000);
            assertTrue(socket.getInputStream().read() == 22, "answered with a ServerHello or refused");
            assertGoodIsTakenAtOnce();
        }
        assertEquals(1, writer.count());
    }

    @Test
    void hugeClientHello_endsTheConnection() throws Exception {
        startTls();
        byte[] header = {22, 3, 1, 64, 0, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        try (Socket socket = connect()) {
            try {
                socket.getOutputStream().write(header);
                for (int i = 0; i < 2_000; i++) {
                    socket.getOutputStream().write(new byte[16_384]);
                }
            } catch (IOException closed) {
                // As it should be.
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> told.count("closed 127.0.0.1") == 1);
        }
        assertGoodIsTakenAtOnce();
    }

    @Test
    void hugeCertificate_isRefused() throws Exception {
        startTls();
        StringBuilder names = new StringBuilder("subjectAltName=DNS:huge.example.net");
        for (int i = 0; i < 3_000; i++) {
            names.append(",DNS:host-")
                    .append(i)
                    .append("-")
                    .append("x".repeat(20))
                    .append(".example.net");
        }
        Certificates.Pair huge = fleet.issue("huge", 30, Certificates.CLIENT, names.toString());
        assertTrue(java.nio.file.Files.size(huge.certificate()) > 102_400 * 4 / 3);
        assertTrue(TlsClient.isRefused(connect(huge), "<38>bad\n"));
        await().until(() -> told.lines.stream().anyMatch(line -> line.startsWith(REFUSED)));
        assertEquals(0, writer.count());
        assertGoodIsTakenAtOnce();
    }

    @Test
    void weakSuites_areRefused() throws Exception {
        startTls();
        for (String suite : List.of(
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                "TLS_RSA_WITH_AES_128_GCM_SHA256")) {
            SSLSocket socket = connect(web1);
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});
            assertTrue(TlsClient.isRefused(socket, "<38>bad\n"), suite);
        }
        await().until(() -> told.lines.contains(REFUSED
                + "no cipher suite in common: taken are those of TLS 1.3, and ECDHE with AES-GCM or ChaCha20 of TLS"
                + " 1.2"));
        SSLSocket good = connect(web1);
        good.setEnabledProtocols(new String[] {"TLSv1.2"});
        try (good) {
            TlsClient.write(good, "<38>good\n");
            await().until(() -> writer.count() == 1);
        }
        assertEquals(List.of("<38>good"), writer.texts());
    }

    @Test
    void suitesWithoutEncryption_orWithoutAuthentication_areRefused() throws Exception {
        startTls();
        for (String suite : List.of("eNULL", "aNULL", "ECDHE-ECDSA-NULL-SHA", "NULL-SHA256", "AES128-SHA")) {
            Program.Finished client = client("-tls1_2", "-cipher", suite + ":@SECLEVEL=0");
            assertTrue(client.code() != 0, client::text);
            assertTrue(client.text().contains("handshake failure"), client::text);
        }
        await().until(() -> told.lines.stream()
                        .filter(line -> line.startsWith(REFUSED + "no cipher suite in common"))
                        .count()
                == 5);
        assertEquals(0, writer.count());
        assertGoodIsTakenAtOnce();
    }

    /** A connection that can be cut short: from then on what is written to it goes nowhere, as if its machine stood still. */
    private static final class Stalling extends Socket {
        private int left = Integer.MAX_VALUE;

        Stalling(int port) throws IOException {
            super("127.0.0.1", port);
        }

        void stallAfter(int octets) {
            left = octets;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream out = super.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    write(new byte[] {(byte) octet}, 0, 1);
                }

                @Override
                public void write(byte[] array, int from, int length) throws IOException {
                    int passed = Math.min(left, length);
                    out.write(array, from, passed);
                    left -= left == Integer.MAX_VALUE ? 0 : passed;
                }
            };
        }
    }

    @Test
    void sendersThatStall_inTheMiddleOfARecord_holdUpNobody() throws Exception {
        startTls();
        List<SSLSocket> stalled = new ArrayList<>();
        TlsClient client = new TlsClient(vertx, fleet.ca(), web1);
        for (int i = 0; i < 10; i++) {
            Stalling socket = new Stalling(port);
            SSLSocket tls = client.over(socket);
            TlsClient.write(tls, "<38>before\n");
            socket.stallAfter(100);
            TlsClient.write(tls, "<38>" + "x".repeat(1_000) + "\n");
            stalled.add(tls);
        }
        await().until(() -> writer.count() == 10);
        long[] nanos = new long[MESSAGES];
        try (SSLSocket good = client.connect(port)) {
            for (int i = 0; i < MESSAGES; i++) {
                int expected = 11 + i;
                long began = System.nanoTime();
                TlsClient.write(good, "<38>good\n");
                await().pollInterval(Duration.ofMillis(1)).until(() -> writer.count() == expected);
                nanos[i] = System.nanoTime() - began;
            }
        }
        Arrays.sort(nanos);
        Duration p99 = Duration.ofNanos(nanos[MESSAGES * 99 / 100]);
        assertTrue(p99.compareTo(P99_MAX) < 0, p99::toString);
        assertEquals(10 + MESSAGES, writer.count());
        clock.step(Duration.ofMinutes(15));
        await().until(() -> told.count("closed 127.0.0.1") == 11);
        assertEquals(10 + MESSAGES, writer.count(), "half a record is nothing");
        for (SSLSocket socket : stalled) {
            socket.close();
        }
    }

    @Test
    void oldVersions_areRefused() throws Exception {
        startTls();
        for (String version : List.of("-tls1", "-tls1_1")) {
            Program.Finished client = client(version, "-cipher", "ALL:@SECLEVEL=0");
            assertTrue(client.code() != 0, client::text);
            assertTrue(client.text().contains("protocol version"), client::text);
        }
        await().until(() -> told.lines.stream()
                .anyMatch(line -> line.startsWith(REFUSED + "the TLS version is not taken, 1.2 and 1.3 are: ")));
        assertEquals(0, writer.count());
    }

    private Program.Finished client(String... more) {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + port,
                "-cert",
                web1.certificate().toString(),
                "-key",
                web1.key().toString(),
                "-CAfile",
                fleet.ca().toString()));
        command.addAll(List.of(more));
        return Program.run("openssl", new ProcessBuilder(command), Duration.ofSeconds(30));
    }

    @Test
    void handshakeThatNeverComes_isGivenUp() throws Exception {
        openDoor();
        options.setSslHandshakeTimeout(1);
        start();
        try (Socket silent = connect();
                Socket half = connect()) {
            half.getOutputStream().write(Arrays.copyOf(clientHello(), 20));
            awaitClosed(silent);
            awaitClosed(half);
        }
        assertEquals(
                2,
                told.lines.stream()
                        .filter(line -> line.equals(REFUSED + "the TLS handshake was not done within 10 s"))
                        .count(),
                told.lines.toString());
    }
}
