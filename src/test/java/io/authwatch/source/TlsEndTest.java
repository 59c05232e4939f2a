package io.authwatch.source;

import static org.awaitility.Awaitility.await;

import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** A sender that ends its TLS session in order. */
class TlsEndTest extends TlsFixture {
    private static final int ANSWERED_MILLIS_MAX = 5_000;

    @Test
    void closeNotify_isAnswered_andTheConnectionCloses() throws Exception {
        startTls();
        try (Socket raw = connect()) {
            raw.setSoTimeout(ANSWERED_MILLIS_MAX);
            SSLSocket socket = new TlsClient(vertx, fleet.ca(), web1).inside(raw);
            TlsClient.write(socket, "<38>one\n<38>two\n");
            socket.close();
            while (raw.getInputStream().read() >= 0) {
                // Our close_notify, if the sender did not wait for it.
            }
            await().until(() -> told.count("closed 127.0.0.1") == 1);
        }
        await().until(() -> writer.count() == 2);
    }
}
