package io.authwatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.authwatch.wire.PermittedPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of TLS: what lets in anybody must be said, and nothing lets in anybody by mistake. */
class TlsSettingsTest {
    private static final String FINGERPRINT = "SHA256:" + "AB:".repeat(31) + "AB";

    @TempDir
    Path folder;

    private Path certificate;
    private Path key;
    private Path ca;

    @BeforeEach
    void files() throws IOException {
        certificate = Files.createFile(folder.resolve("server.pem"));
        ca = Files.createFile(folder.resolve("ca.pem"));
        key = Files.createFile(folder.resolve("server.key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    }

    private Map<String, String> tls(String... more) {
        Map<String, String> variables = new HashMap<>(
                Map.of("AUTHWATCH_TLS_CERTIFICATE", certificate.toString(), "AUTHWATCH_TLS_KEY", key.toString()));
        for (int i = 0; i < more.length; i += 2) {
            variables.put("AUTHWATCH_" + more[i], more[i + 1]);
        }
        return variables;
    }

    private static String refused(Map<String, String> variables) {
        StartRefused refused = assertThrows(StartRefused.class, () -> Configs.settings(variables));
        assertEquals(1, refused.reasons().size(), refused.reasons().toString());
        return refused.reasons().get(0);
    }

    @Test
    void certificate_withItsKeyAndAuthorities_opensThePort() {
        Settings settings = Configs.settings(
                tls("TLS_CA", ca.toString(), "TLS_PERMITTED_PEERS", "web-1, *.db.example.net," + FINGERPRINT));
        assertEquals(
                new Settings.Tls(
                        6514,
                        certificate,
                        key,
                        ClientAuth.REQUIRED,
                        ca,
                        List.of(
                                new PermittedPeer.Name("web-1"),
                                new PermittedPeer.Name("*.db.example.net"),
                                new PermittedPeer.Fingerprint("ab".repeat(32)))),
                settings.tls());
        assertEquals(new Settings.Relp(2514, false), settings.relp());
    }

    @Test
    void switchedOff_thePortIsClosed_andRelpMaySpeakTls() {
        Settings settings = Configs.settings(tls("TLS_CA", ca.toString(), "TLS_ENABLED", "false", "RELP_TLS", "true"));
        assertNull(settings.tls().port());
        assertEquals(new Settings.Relp(2514, true), settings.relp());
    }

    @Test
    void fingerprintsAlone_needNoAuthorities() {
        assertNull(
                Configs.settings(tls("TLS_PERMITTED_PEERS", FINGERPRINT)).tls().ca());
    }

    @Test
    void withoutAuthorities_theStartIsRefused() {
        String expected = "authwatch.tls.ca (AUTHWATCH_TLS_CA): there is none, so no client certificate can be checked;"
                + " expected a PEM file with the certificates that sign the senders' (or authwatch.tls.client-auth=off,"
                + " which takes anybody)";
        assertEquals(expected, refused(tls()));
        assertEquals(expected, refused(tls("TLS_CLIENT_AUTH", "optional")));
        assertEquals(expected, refused(tls("TLS_PERMITTED_PEERS", "web-1," + FINGERPRINT)));
        assertEquals(
                ClientAuth.OFF,
                Configs.settings(tls("TLS_CLIENT_AUTH", "off")).tls().clientAuth());
    }

    @Test
    void permittedPeers_ofWhomNobodyIsAsked_areRefused() {
        assertEquals(
                "authwatch.tls.permitted-peers (AUTHWATCH_TLS_PERMITTED_PEERS): authwatch.tls.client-auth is off, so"
                        + " nobody shows who he is; expected no value, or authwatch.tls.client-auth=required",
                refused(tls("TLS_CLIENT_AUTH", "off", "TLS_PERMITTED_PEERS", "web-1")));
    }

    @Test
    void halfOfAPair_isRefused() {
        assertEquals(
                "authwatch.tls.key (AUTHWATCH_TLS_KEY): there is none, but authwatch.tls.certificate has a value;"
                        + " expected both, or neither for no TLS",
                refused(Map.of("AUTHWATCH_TLS_CERTIFICATE", certificate.toString())));
        assertEquals(
                "authwatch.tls.certificate (AUTHWATCH_TLS_CERTIFICATE): there is none, but authwatch.tls.key has a"
                        + " value; expected both, or neither for no TLS",
                refused(Map.of("AUTHWATCH_TLS_KEY", key.toString())));
    }

    @Test
    void whatWouldBeWithoutEffect_isRefused() {
        assertEquals(
                "authwatch.tls.certificate (AUTHWATCH_TLS_CERTIFICATE): there is none, but authwatch.relp.tls is true;"
                        + " expected a certificate and its key",
                refused(Map.of("AUTHWATCH_RELP_TLS", "true")));
        assertEquals(
                "authwatch.tls.certificate (AUTHWATCH_TLS_CERTIFICATE): there is none, but authwatch.tls.ca has a value;"
                        + " expected a certificate and its key",
                refused(Map.of("AUTHWATCH_TLS_CA", ca.toString())));
    }

    @Test
    void files_areChecked() throws IOException {
        assertEquals(
                "authwatch.tls.ca (AUTHWATCH_TLS_CA): '/no/such/ca.pem' is not there; expected a PEM file",
                refused(tls("TLS_CA", "/no/such/ca.pem")));
        assertEquals(
                "authwatch.tls.certificate (AUTHWATCH_TLS_CERTIFICATE): '" + folder
                        + "' is no file; expected a PEM file",
                refused(tls("TLS_CA", ca.toString(), "TLS_CERTIFICATE", folder.toString())));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(
                "authwatch.tls.key (AUTHWATCH_TLS_KEY): '" + key + "' can be read by everybody; expected a file that"
                        + " only this user or its group may read: chmod o= " + key,
                refused(tls("TLS_CA", ca.toString())));
    }

    @Test
    void texts_areClear() {
        assertEquals(
                List.of(
                        "authwatch.tls.client-auth (AUTHWATCH_TLS_CLIENT_AUTH): 'yes' is no way to ask for certificates;"
                                + " expected required, optional or off"),
                Faults.of(Configs.ofVariables(Map.of("AUTHWATCH_TLS_CLIENT_AUTH", "yes"))));
        assertEquals(
                List.of("authwatch.tls.permitted-peers (AUTHWATCH_TLS_PERMITTED_PEERS): 'w*b.net' is no peer;"
                        + " expected names such as web-1.example.net or *.example.net, or SHA256: and 64 hexadecimal"
                        + " digits"),
                Faults.of(Configs.ofVariables(Map.of("AUTHWATCH_TLS_PERMITTED_PEERS", "w*b.net"))));
    }
}
