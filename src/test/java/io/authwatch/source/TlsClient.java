package io.authwatch.source;

import io.authwatch.testkit.Certificates;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A sender that speaks TLS as the JDK does; what it allows itself is for each test to say. */
final class TlsClient {
    private final SSLContext context;

    /** A sender that trusts {@code authority} and shows {@code own}, or nothing. */
    TlsClient(Vertx vertx, Path authority, Certificates.@Nullable Pair own) throws Exception {
        context = SSLContext.getInstance("TLS");
        KeyManager[] keys = own == null
                ? null
                : new PemKeyCertOptions()
                        .setCertPath(own.certificate().toString())
                        .setKeyPath(own.key().toString())
                        .getKeyManagerFactory(vertx)
                        .getKeyManagers();
        context.init(
                keys,
                new PemTrustOptions()
                        .addCertPath(authority.toString())
                        .getTrustManagerFactory(vertx)
                        .getTrustManagers(),
                null);
    }

    /** A connection whose handshake has not begun. */
    SSLSocket connect(int port) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** The same on a connection that is there. */
    SSLSocket over(Socket raw) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, "127.0.0.1", raw.getPort(), true);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** The same, but whoever closes it ends TLS alone: the other socket stays open. */
    SSLSocket inside(Socket raw) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, "127.0.0.1", raw.getPort(), false);
        socket.startHandshake();
        return socket;
    }

    /** Sends a message and answers whether the receiver then ends the connection, as it does with one who is unwelcome. */
    static boolean isRefused(SSLSocket socket, String message) throws IOException {
        try (socket) {
            write(socket, message);
            return socket.getInputStream().read() < 0;
        } catch (IOException refused) {
            return true;
        }
    }

    static void write(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
