package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Certificates;
import io.authwatch.testkit.FleetCertificates;
import io.authwatch.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code rsyslog/make-certificates}. */
class MakeCertificatesTest {
    private static final Duration GOOD_FOR_MAX = Duration.ofDays(825);

    @TempDir
    Path temp;

    private static X509Certificate read(Path file) throws Exception {
        try (var octets = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(octets);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void fleet_hasNamesUsesAndDates_andKeysThatOnlyTheirOwnerReads() throws Exception {
        Path folder = temp.resolve("certificates");
        FleetCertificates fleet = FleetCertificates.make(folder, "web-1", "db-1.example.net");
        assertEquals(
                List.of(
                        "ca.key",
                        "ca.pem",
                        "db-1.example.net.key",
                        "db-1.example.net.pem",
                        "server.key",
                        "server.pem",
                        "web-1.key",
                        "web-1.pem"),
                names(folder));
        X509Certificate ca = read(fleet.certificate("ca"));
        X509Certificate server = read(fleet.certificate("server"));
        X509Certificate web1 = read(fleet.certificate("web-1"));
        assertTrue(ca.getBasicConstraints() == 0, "an authority, with nothing between it and the machines");
        assertEquals(
                List.of(List.of(2, FleetCertificates.SERVER), List.of(7, "127.0.0.1")),
                List.copyOf(server.getSubjectAlternativeNames()));
        assertEquals(List.of(List.of(2, "web-1")), List.copyOf(web1.getSubjectAlternativeNames()));
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), server.getExtendedKeyUsage(), "serverAuth");
        assertEquals(List.of("1.3.6.1.5.5.7.3.2"), web1.getExtendedKeyUsage(), "clientAuth");
        for (X509Certificate certificate : List.of(server, web1)) {
            certificate.verify(ca.getPublicKey());
            Duration goodFor = Duration.between(
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
            assertTrue(goodFor.compareTo(GOOD_FOR_MAX) <= 0, goodFor::toString);
        }
        for (String name : List.of("ca", "server", "web-1")) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fleet.key(name))), name);
        }
        assertTrue(Certificates.openssl(
                        "verify",
                        "-purpose",
                        "sslclient",
                        "-CAfile",
                        fleet.certificate("ca").toString(),
                        fleet.certificate("web-1").toString())
                .endsWith(": OK"));
    }

    @Test
    void files_areNeverOverwritten_andNothingHalfIsLeft() throws Exception {
        Path folder = temp.resolve("certificates");
        FleetCertificates fleet = FleetCertificates.make(folder, "web-1");
        byte[] before = Files.readAllBytes(fleet.key("web-1"));
        List<String> names = names(folder);
        Program.Finished again = FleetCertificates.run(folder, "client", "web-2", "web-1");
        assertEquals(1, again.code());
        assertEquals(
                "make-certificates: " + fleet.certificate("web-1")
                        + " is there already; move it away to make a new one",
                again.text());
        assertEquals(
                1, FleetCertificates.run(folder, "server", "other.example.net").code());
        assertEquals(names, names(folder), "not even the other one was made");
        assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(fleet.key("web-1"))));
        Files.delete(fleet.key("ca"));
        Program.Finished half = FleetCertificates.run(folder, "client", "web-3");
        assertTrue(half.text().endsWith("one is missing"), half::text);
        assertEquals(
                0,
                names(folder).stream().filter(name -> name.startsWith("web-3")).count());
    }

    @Test
    void namesThatAreNone_areRefused() {
        for (String name :
                List.of("a b", "../x", "-x", "*.example.net", "a..b", "", "x".repeat(65), "ca", "server", "a/b")) {
            Program.Finished refused = FleetCertificates.run(temp.resolve("none"), "client", name);
            assertEquals(1, refused.code(), name + ": " + refused.text());
            assertTrue(refused.text().startsWith("make-certificates: "), refused.text());
            assertFalse(Files.exists(temp.resolve("none/ca.pem")));
        }
        assertEquals(2, FleetCertificates.run(temp.resolve("none")).code(), "how it is called");
    }
}
