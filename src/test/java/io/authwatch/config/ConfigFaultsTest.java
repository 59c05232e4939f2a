package io.authwatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigFaultsTest {
    /** No key of any kind takes it: NUL is in no path, a blank in no word, and as a password it is too short. */
    private static final String BAD = "\0 b";

    static Stream<Key> keys() {
        return Key.all().stream();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void badValue_ofAnyKey_givesOneLineThatNamesIt(Key key) {
        List<String> faults = Faults.of(Configs.ofVariables(Map.of(key.variable(), BAD)));
        assertEquals(1, faults.size(), faults.toString());
        String line = faults.get(0);
        assertTrue(line.startsWith(key.name() + " (" + key.variable() + "): "), line);
        assertTrue(line.endsWith("; expected " + key.expected()), line);
        assertTrue(line.chars().noneMatch(Character::isISOControl), line);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void badValue_ofAnyKey_inAFile_givesTheSameLine(Key key) {
        assertEquals(
                Faults.of(Configs.ofVariables(Map.of(key.variable(), BAD))),
                Faults.of(Configs.ofProperties(Map.of(key.name(), BAD))));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void outOfRange_ofAnyKeyWithARange_givesOneLine(Key key) {
        if (key.range() == null) {
            return;
        }
        String above = key.range().to().replaceFirst("^[0-9]+", "$09");
        String line = line(Map.of(key.variable(), above));
        assertEquals(
                key.name() + " (" + key.variable() + "): '" + above + "' is out of range; expected " + key.expected(),
                line);
    }

    @Test
    void texts_areClear() {
        assertEquals(
                "authwatch.udp.port (AUTHWATCH_UDP_PORT): 'abc' is no whole number;"
                        + " expected a whole number from 1 to 65535",
                line(Map.of("AUTHWATCH_UDP_PORT", "abc")));
        assertEquals(
                "authwatch.tcp.port (AUTHWATCH_TCP_PORT): '0' is out of range;"
                        + " expected a whole number from 1 to 65535",
                line(Map.of("AUTHWATCH_TCP_PORT", "0")));
        assertEquals(
                "authwatch.tcp.in-flight (AUTHWATCH_TCP_IN_FLIGHT): '1X' is no size;"
                        + " expected a size such as 64K or 1M, from 64K to 1G",
                line(Map.of("AUTHWATCH_TCP_IN_FLIGHT", "1X")));
        assertEquals(
                "authwatch.senders.allowed (AUTHWATCH_SENDERS_ALLOWED): '10.0.0.0/33' is no network;"
                        + " expected networks such as 10.0.0.0/8 or 2001:db8::/32, separated by commas",
                line(Map.of("AUTHWATCH_SENDERS_ALLOWED", "192.0.2.0/24,10.0.0.0/33")));
        assertEquals(
                "authwatch.facilities (AUTHWATCH_FACILITIES): 'authprv' is no facility;"
                        + " expected facilities such as auth, authpriv, daemon or local7, separated by commas",
                line(Map.of("AUTHWATCH_FACILITIES", "authprv")));
        assertEquals(
                "authwatch.journal.units (AUTHWATCH_JOURNAL_UNITS): '--root=/tmp' is no unit;"
                        + " expected units such as ssh.service or sshd@*.service, separated by commas",
                line(Map.of("AUTHWATCH_JOURNAL_UNITS", "ssh.service,--root=/tmp")));
        assertEquals(
                "authwatch.hosts.identity (AUTHWATCH_HOSTS_IDENTITY): 'mac' is no way to tell hosts apart;"
                        + " expected header or peer",
                line(Map.of("AUTHWATCH_HOSTS_IDENTITY", "mac")));
        assertEquals(
                "quarkus.http.port (QUARKUS_HTTP_PORT): 'web' is no whole number;"
                        + " expected a whole number from 0 to 65535",
                line(Map.of("QUARKUS_HTTP_PORT", "web")));
    }

    @Test
    void kubernetesServiceVariable_isNamedAsWhatItIs() {
        assertEquals(
                "authwatch.udp.port (AUTHWATCH_UDP_PORT): 'udp://10.96.0.1:514' is no whole number but what Kubernetes"
                        + " sets for a Service (set enableServiceLinks: false);"
                        + " expected a whole number from 1 to 65535",
                line(Map.of("AUTHWATCH_UDP_PORT", "udp://10.96.0.1:514")));
    }

    @Test
    void secret_isNeverShown() {
        String canary = "canary-canary";
        for (String key : List.of("AUTHWATCH_PUSHOVER_TOKEN", "PUSHOVER_TOKEN", "PUSHOVER_USER")) {
            String line = line(Map.of(key, canary));
            assertFalse(line.contains(canary), line);
            assertTrue(line.contains("the value, 13 characters long, is no Pushover key"), line);
        }
        String line = line(Map.of("AUTHWATCH_ADMIN_PASSWORD", "canary"));
        assertFalse(line.contains("canary"), line);
    }

    @Test
    void secretWithAnExpression_isNotShown() {
        String line = line(Map.of("AUTHWATCH_ADMIN_PASSWORD", "canary${no.such.key}"));
        assertEquals(
                "authwatch.admin-password (AUTHWATCH_ADMIN_PASSWORD): its value names another key in ${...} that has no"
                        + " value; expected 8 to 256 characters without control characters",
                line);
    }

    @Test
    void severalBadValues_giveALineEach() {
        SmallRyeConfig config = Configs.ofVariables(Map.of("AUTHWATCH_UDP_PORT", "x", "AUTHWATCH_TCP_PORT", "y"));
        assertEquals(2, Faults.of(config).size());
    }

    @Test
    void longValue_isCut() {
        String line = line(Map.of("AUTHWATCH_UDP_PORT", "9".repeat(5_000)));
        assertTrue(line.length() < 250, line);
    }

    @Test
    void tokenWithoutUser_andTheReverse_areRefused() {
        assertEquals(
                "authwatch.pushover.user (AUTHWATCH_PUSHOVER_USER): there is none, but authwatch.pushover.token has a"
                        + " value; expected both, or neither for a dry run",
                refused(Map.of("PUSHOVER_TOKEN", "t".repeat(30))));
        assertEquals(
                "authwatch.pushover.token (AUTHWATCH_PUSHOVER_TOKEN): there is none, but authwatch.pushover.user has a"
                        + " value; expected both, or neither for a dry run",
                refused(Map.of("PUSHOVER_USER", "u".repeat(30))));
    }

    @Test
    void plainPushoverUrl_isRefusedUnlessOnThisMachine() {
        assertEquals(
                "authwatch.pushover.url (AUTHWATCH_PUSHOVER_URL): it would send the token without encryption;"
                        + " expected an https address",
                refused(Map.of("PUSHOVER_URL", "http://api.pushover.net")));
    }

    @Test
    void longerRetryThanExpire_isRefused() {
        assertEquals(
                "authwatch.pushover.retry (AUTHWATCH_PUSHOVER_RETRY): it is longer than authwatch.pushover.expire;"
                        + " expected a shorter duration",
                refused(Map.of("AUTHWATCH_PUSHOVER_RETRY", "2h")));
    }

    @Test
    void paths_areChecked(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertEquals(
                "authwatch.data-dir (AUTHWATCH_DATA_DIR): '" + file
                        + "' is no directory; expected a directory that this user may write",
                refused(Map.of("AUTHWATCH_DATA_DIR", file.toString())));
        assertEquals(
                "authwatch.rules (AUTHWATCH_RULES): '" + directory + "' is no file; expected a rule file",
                refused(Map.of("AUTHWATCH_RULES", directory.toString())));
        assertEquals(
                "authwatch.rules (AUTHWATCH_RULES): '/no/such/rules.yaml' is not there; expected a rule file",
                refused(Map.of("AUTHWATCH_RULES", "/no/such/rules.yaml")));
        assertEquals(
                "authwatch.files (AUTHWATCH_FILES): '" + directory + "' is a directory; expected paths of files",
                refused(Map.of("AUTHWATCH_FILES", directory.toString())));
    }

    @Test
    void patternsOfFiles_areChecked() {
        String key = "authwatch.files (AUTHWATCH_FILES): ";
        assertEquals(
                key + "'/var/log/*/../shadow' leads up from a pattern; expected a path without ..",
                refused(Map.of("AUTHWATCH_FILES", "/var/log/*/../shadow")));
        assertEquals(
                key + "'/var/log/**' has **; expected a * in place of each folder",
                refused(Map.of("AUTHWATCH_FILES", "/var/log/**")));
        assertEquals(
                key + "'/var/log/auth-[.log' is no pattern; expected wildcards such as auth-*.log",
                refused(Map.of("AUTHWATCH_FILES", "/var/log/auth-[.log")));
        assertEquals(
                1,
                Configs.settings(Map.of("AUTHWATCH_FILES", "/var/log/remote/*/auth-[ab]?.log"))
                        .tail()
                        .files()
                        .size());
    }

    private static String line(Map<String, String> variables) {
        List<String> faults = Faults.of(Configs.ofVariables(variables));
        assertEquals(1, faults.size(), faults.toString());
        return faults.get(0);
    }

    private static String refused(Map<String, String> variables) {
        StartRefused refused = assertThrows(StartRefused.class, () -> Configs.settings(variables));
        assertEquals(1, refused.reasons().size(), refused.reasons().toString());
        return refused.reasons().get(0);
    }
}
