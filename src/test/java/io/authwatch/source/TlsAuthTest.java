package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Certificates;
import io.authwatch.testkit.RelpSender;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Who may send over TLS, and as whom: test A5 of the threat model, as far as certificates go. */
class TlsAuthTest extends TlsFixture {
    private static String fingerprint(Certificates.Pair pair) throws Exception {
        try (var file = Files.newInputStream(pair.certificate())) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        }
    }

    @Test
    void certificate_ofOurAuthority_provesItsName() throws Exception {
        startTls();
        assertEquals("web-1.example.net", taken(web1));
        assertEquals(
                new Origin.Tls("127.0.0.1", "web-1.example.net"),
                writer.frames().get(0).origin());
        assertEquals("db-1", taken(fleet.issue("db-1", 30, Certificates.CLIENT)), "the CN, where there is no SAN");
        assertEquals(
                "first.example.net",
                taken(fleet.issue(
                        "cn", 30, Certificates.CLIENT, "subjectAltName=DNS:first.example.net,DNS:second.example.net")));
    }

    @Test
    void badCertificates_areRefused_eachWithItsReason() throws Exception {
        startTls();
        assertRefused(null, "no client certificate was shown: authwatch.tls.client-auth requires one");
        assertRefused(
                strange,
                "client certificate is not signed by an authority of authwatch.tls.ca: 'CN=web-1.example.net', signed"
                        + " by 'CN=ca'");
        assertRefused(
                fleet.issue("late", -1, Certificates.CLIENT, "subjectAltName=DNS:late"),
                "client certificate has expired: 'CN=late', on ");
        assertRefused(server, "client certificate is not made for a client: 'CN=server'");
        assertRefused(strangers.selfSigned("own"), "client certificate is not signed by an authority");
        assertEquals("web-1.example.net", taken(web1));
    }

    @Test
    void certificateThatNamesNobody_isRefused() throws Exception {
        startTls();
        assertRefused(
                fleet.issue("nobody", 30, Certificates.CLIENT, "subjectAltName=DNS:*.example.net"),
                "client certificate names nobody: 'CN=nobody'");
    }

    @Test
    void permittedNames_letInThemAndNobodyElse() throws Exception {
        permit("web-1.example.net", "*.db.example.net");
        startTls();
        assertEquals("web-1.example.net", taken(web1));
        assertEquals("a.db.example.net", taken(fleet.client("A.db.example.net")).toLowerCase());
        assertEquals(
                "web-1.example.net",
                taken(fleet.issue(
                        "two", 30, Certificates.CLIENT, "subjectAltName=DNS:other.example.net,DNS:web-1.example.net")),
                "of several names the permitted one");
        for (String name : new String[] {"web-2.example.net", "db.example.net", "x.a.db.example.net"}) {
            assertRefused(
                    fleet.client(name), "client certificate is none of authwatch.tls.permitted-peers: 'CN=" + name);
        }
        assertRefused(strange, "client certificate is not signed by an authority");
    }

    @Test
    void permittedFingerprint_needsNoAuthority_andLetsInNobodyElse() throws Exception {
        Certificates.Pair own = strangers.selfSigned("own");
        permit("SHA256:" + fingerprint(own));
        authorities = null;
        startTls();
        assertEquals("own", taken(own));
        assertRefused(web1, "client certificate is none of authwatch.tls.permitted-peers: 'CN=web-1.example.net'");
        assertRefused(null, "no client certificate was shown");
    }

    @Test
    void optional_takesWhoShowsNothing_andRefusesABadCertificate() throws Exception {
        clientAuth = TlsSettings.ClientAuth.OPTIONAL;
        startTls();
        assertNull(taken(null));
        assertEquals("web-1.example.net", taken(web1));
        assertRefused(strange, "client certificate is not signed by an authority");
    }

    @Test
    void off_asksNobody() throws Exception {
        clientAuth = TlsSettings.ClientAuth.OFF;
        authorities = null;
        startTls();
        assertNull(taken(null));
        assertNull(taken(strange));
    }

    @Test
    void resumedSession_isHeldToTheSameRules() throws Exception {
        startTls();
        TlsClient client = new TlsClient(vertx, fleet.ca(), web1);
        for (int i = 1; i <= 2; i++) {
            int expected = i;
            try (SSLSocket socket = client.connect(port)) {
                TlsClient.write(socket, "<38>good\n");
                org.awaitility.Awaitility.await().until(() -> writer.count() == expected);
                socket.shutdownOutput();
                assertEquals(-1, socket.getInputStream().read());
            }
        }
        assertEquals("web-1.example.net", writer.frames().get(1).origin().certificateName());
        Files.copy(strangers.ca(), authorities, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        door.look();
        assertTrue(TlsClient.isRefused(client.connect(port), "<38>bad\n"), "its authority is gone");
        assertEquals(2, writer.count());
    }

    @Test
    void relp_overTls_provesTheName_andAnswers() throws Exception {
        openDoor();
        input = Input.RELP;
        conversations = Conversations.relp("authwatch,1.0", RelpFixture.resends(clock));
        origins = door.relp();
        start();
        try (RelpSender sender = new RelpSender(connect(web1)).open()) {
            RelpFixture.deliver(sender, "<38>one");
            sender.end();
        }
        assertEquals(
                new Origin.Relp("127.0.0.1", "web-1.example.net"),
                writer.frames().get(0).origin());
        assertRefused(strange, "client certificate is not signed by an authority");
    }
}
