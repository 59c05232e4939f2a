package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.wire.Origin;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TLS behind a load balancer that passes it on: first its header, then the sender's handshake. */
class ProxyTlsTest extends TlsFixture {
    private static final String HEADER = "PROXY TCP4 10.1.2.3 127.0.0.1 40712 6514\r\n";
    private static final int HANDSHAKE_RECORD = 22;

    @BeforeEach
    void startBehindAProxy() throws Exception {
        proxies = List.of(Cidr.parse("127.0.0.9"));
        startTls();
    }

    @Test
    void handshake_followsTheHeader_andTheSenderIsTheOneItNames() throws Exception {
        Socket raw = connectFrom("127.0.0.9");
        write(raw, HEADER);
        try (SSLSocket socket = new TlsClient(vertx, fleet.ca(), web1).over(raw)) {
            TlsClient.write(socket, "<38>good\n");
            await().until(() -> writer.count() == 1);
        }
        Origin origin = writer.frames().get(0).origin();
        assertEquals("10.1.2.3", origin.peer());
        assertEquals("web-1.example.net", origin.certificateName());
    }

    @Test
    void handshake_inTheSamePacketAsTheHeader_isAnswered() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("watch.example.net", 6514);
        engine.setUseClientMode(true);
        ByteBuffer octets = ByteBuffer.allocate(65_536);
        octets.put(HEADER.getBytes());
        engine.wrap(ByteBuffer.allocate(0), octets);
        try (Socket raw = connectFrom("127.0.0.9")) {
            raw.setSoTimeout(20_000);
            raw.getOutputStream().write(octets.array(), 0, octets.position());
            assertEquals(HANDSHAKE_RECORD, raw.getInputStream().read());
        }
    }
}
