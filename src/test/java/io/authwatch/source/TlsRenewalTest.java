package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Certificates;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Certificates are renewed while connections stay, and files that cannot be used change nothing. */
class TlsRenewalTest extends TlsFixture {
    private BigInteger serial() throws Exception {
        try (SSLSocket socket = connect(web1)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private long certificatesTold() {
        return told.lines.stream()
                .filter(line -> line.startsWith("certificate server "))
                .count();
    }

    @Test
    void renewedCertificate_isUsedByTheNext_andConnectionsStay() throws Exception {
        startTls();
        door.look();
        assertEquals(1, certificatesTold());
        BigInteger before = serial();
        try (SSLSocket stays = connect(web1)) {
            TlsClient.write(stays, "<38>one\n");
            await().until(() -> writer.count() == 1);
            install(fleet.server());
            door.look();
            assertTrue(!before.equals(serial()), "another certificate");
            assertEquals(2, certificatesTold());
            TlsClient.write(stays, "<38>two\n");
            await().until(() -> writer.count() == 2);
        }
        assertEquals(
                0,
                told.lines.stream()
                        .filter(line -> line.startsWith("certificate refused"))
                        .count());
    }

    @Test
    void renewedAuthority_decidesOverTheNext() throws Exception {
        startTls();
        taken(web1);
        Files.copy(strangers.ca(), authorities, StandardCopyOption.REPLACE_EXISTING);
        door.look();
        assertRefused(web1, "client certificate is not signed by an authority");
        taken(strange);
    }

    @Test
    void filesThatCannotBeUsed_changeNothing_andAreToldOnce() throws Exception {
        startTls();
        BigInteger before = serial();
        Certificates.Pair other = fleet.server();
        Files.copy(other.certificate(), folder.resolve("server.pem"), StandardCopyOption.REPLACE_EXISTING);
        door.look();
        door.look();
        assertEquals(before, serial());
        assertEquals(1, told.count("certificate refused: authwatch.tls.key: it is not the key of the certificate"));
        Files.writeString(folder.resolve("server.pem"), "-----BEGIN CERTIFICATE-----\nhalf");
        door.look();
        assertEquals(
                1,
                told.count(
                        "certificate refused: authwatch.tls.certificate: it holds no certificate that can be read (PEM)"));
        Files.delete(folder.resolve("server.pem"));
        door.look();
        assertEquals(before, serial());
        install(other);
        door.look();
        assertTrue(!before.equals(serial()));
    }

    @Test
    void expiry_isToldOnceADay() throws Exception {
        startTls();
        door.look();
        now = now.plus(Duration.ofHours(23));
        door.look();
        assertEquals(1, certificatesTold());
        now = now.plus(Duration.ofHours(1));
        door.look();
        assertEquals(2, certificatesTold());
        assertEquals(
                2,
                told.lines.stream()
                        .filter(line -> line.startsWith("certificate ca "))
                        .count());
    }

    @Test
    void filesThatCannotBeUsed_refuseTheStart() throws Exception {
        Files.writeString(folder.resolve("server.key"), "nothing");
        UnusableCertificate unusable = assertThrows(UnusableCertificate.class, this::openDoor);
        assertEquals("key", unusable.key());
        assertEquals("it holds no private key that can be read (PEM, without a password)", unusable.getMessage());
        install(server);
        Files.writeString(authorities, "nothing");
        assertEquals(
                "ca", assertThrows(UnusableCertificate.class, this::openDoor).key());
    }

    @Test
    void keys_ofAllKindsThatPeopleHave_areRead() throws Exception {
        startTls();
        for (List<String> made : List.of(
                List.of("genrsa", "-traditional"),
                List.of("genrsa"),
                List.of("ecparam", "-name", "prime256v1", "-genkey", "-noout"))) {
            String key = folder.resolve("server.key").toString();
            String certificate = folder.resolve("server.pem").toString();
            List<String> command = new java.util.ArrayList<>(made);
            command.addAll(List.of("-out", key));
            Certificates.openssl(command.toArray(String[]::new));
            Certificates.openssl(
                    "req",
                    "-x509",
                    "-new",
                    "-key",
                    key,
                    "-subj",
                    "/CN=watch.example.net",
                    "-days",
                    "30",
                    "-out",
                    certificate);
            door.look();
            assertEquals(
                    List.of(),
                    told.lines.stream()
                            .filter(line -> line.startsWith("certificate refused"))
                            .toList(),
                    made.toString());
        }
    }
}
