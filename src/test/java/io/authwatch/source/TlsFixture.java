package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Certificates;
import io.authwatch.wire.Input;
import io.authwatch.wire.PermittedPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A TLS source on a loopback port with certificates of real openssl, which are made once. */
abstract class TlsFixture extends TcpFixture {
    static final String REFUSED = "refused connection 127.0.0.1: ";

    @TempDir
    static Path made;

    static Certificates fleet;
    static Certificates strangers;
    static Certificates.Pair server;
    static Certificates.Pair web1;
    static Certificates.Pair strange;

    @TempDir
    Path folder;

    TlsSettings.ClientAuth clientAuth = TlsSettings.ClientAuth.REQUIRED;
    List<PermittedPeer> permitted = List.of();

    @Nullable
    Path authorities;

    Instant now = Instant.now();
    TlsDoor door;

    @BeforeAll
    static void make() {
        fleet = new Certificates(made.resolve("fleet"));
        strangers = new Certificates(made.resolve("strangers"));
        server = fleet.server();
        web1 = fleet.client("web-1.example.net");
        strange = strangers.client("web-1.example.net");
    }

    @BeforeEach
    void files() throws IOException {
        install(server);
        authorities = Files.copy(fleet.ca(), folder.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
    }

    void install(Certificates.Pair pair) throws IOException {
        Files.copy(pair.certificate(), folder.resolve("server.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(pair.key(), folder.resolve("server.key"), StandardCopyOption.REPLACE_EXISTING);
    }

    void openDoor() throws UnusableCertificate {
        TlsSettings settings = new TlsSettings(
                folder.resolve("server.pem"), folder.resolve("server.key"), clientAuth, authorities, permitted);
        door = TlsDoor.open(vertx, settings, told, () -> now);
        input = Input.TLS;
        options = door.options();
        origins = door.syslog();
    }

    void startTls() throws Exception {
        openDoor();
        start();
    }

    void permit(String... peers) {
        List<PermittedPeer> parsed = new ArrayList<>();
        for (String peer : peers) {
            parsed.add(Objects.requireNonNull(PermittedPeer.parse(peer), peer));
        }
        permitted = parsed;
    }

    SSLSocket connect(Certificates.@Nullable Pair own) throws Exception {
        return new TlsClient(vertx, fleet.ca(), own).connect(port);
    }

    /** The sender is refused with a line that begins so, nothing of it is taken, and a good one comes in. */
    void assertRefused(Certificates.@Nullable Pair own, String why) throws Exception {
        int before = writer.count();
        assertTrue(TlsClient.isRefused(connect(own), "<38>bad\n"), why);
        await().until(() -> told.lines.stream().anyMatch(line -> line.startsWith(REFUSED + why)));
        assertEquals(before, writer.count());
    }

    /** The sender's message is taken; answers the name that it proved. */
    @Nullable
    String taken(Certificates.@Nullable Pair own) throws Exception {
        int before = writer.count();
        try (SSLSocket socket = connect(own)) {
            TlsClient.write(socket, "<38>good\n");
            await().until(() -> writer.count() == before + 1);
        }
        return writer.frames().get(before).origin().certificateName();
    }
}
