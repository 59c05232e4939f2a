package io.authwatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.syslog.Facility;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigDefaultsTest {
    private static final String NETWORKS =
            "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,169.254.0.0/16,fe80::/10";

    @Test
    void defaults_areThoseOfTheContract() {
        Map<String, String> expected = new TreeMap<>(Map.of(
                "authwatch.data-dir", "data",
                "authwatch.listen-address", "::",
                "authwatch.facilities", "auth,authpriv",
                "authwatch.udp.enabled", "true",
                "authwatch.udp.port", "5514",
                "authwatch.tcp.enabled", "true",
                "authwatch.tcp.port", "5514",
                "authwatch.tcp.in-flight", "1M",
                "authwatch.tcp.idle-timeout", "15m",
                "authwatch.tcp.frame-timeout", "30s"));
        expected.putAll(Map.of(
                "authwatch.relp.enabled", "true",
                "authwatch.relp.port", "2514",
                "authwatch.relp.tls", "false",
                "authwatch.journal.enabled", "false",
                "authwatch.senders.allowed", NETWORKS,
                "authwatch.pushover.url", "https://api.pushover.net",
                "authwatch.pushover.retry", "60s",
                "authwatch.pushover.expire", "1h",
                "authwatch.hosts.identity", "header"));
        expected.putAll(Map.of(
                "authwatch.limits.frame-size", "64K",
                "authwatch.limits.connections", "2000",
                "authwatch.limits.connections-per-address", "500",
                "authwatch.limits.in-flight", "64M",
                "authwatch.limits.in-flight-per-address", "16M",
                "authwatch.limits.unfinished", "16M",
                "authwatch.limits.senders", "10000",
                "authwatch.limits.hosts", "100000",
                "authwatch.limits.rule-keys", "100000",
                "authwatch.limits.disk-reserve", "16M"));
        expected.putAll(Map.of("authwatch.limits.alerts", "10000", "authwatch.limits.outbox", "10000"));
        expected.putAll(Map.of(
                "authwatch.history.max-events", "1000000",
                "authwatch.history.max-age", "30d",
                "authwatch.history.max-rate", "10000",
                "authwatch.history.alert-age", "90d",
                "authwatch.history.recent-events", "10000"));
        expected.putAll(Map.of(
                "authwatch.tcp.keep-alive", "60s",
                "authwatch.tcp.sender-rate", "0",
                "authwatch.tcp.proxies", "none",
                "authwatch.udp.sender-rate", "200000"));
        expected.putAll(Map.of(
                "authwatch.catch-up.after", "10m",
                "authwatch.storm.enabled", "true",
                "authwatch.storm.keys", "5",
                "authwatch.storm.within", "5m"));
        expected.putAll(Map.of(
                "authwatch.quota.limit", "10000",
                "authwatch.quota.reserve", "10",
                "authwatch.quota.burst", "24h",
                "authwatch.quota.digest", "1h"));
        expected.putAll(Map.of(
                "authwatch.self.enabled", "true",
                "authwatch.self.off", "none",
                "authwatch.self.space-low", "5",
                "authwatch.self.outbox-age", "15m",
                "authwatch.heartbeat.url", "none",
                "authwatch.heartbeat.interval", "1m"));
        expected.putAll(Map.of(
                "authwatch.tls.enabled", "true",
                "authwatch.tls.port", "6514",
                "authwatch.tls.client-auth", "required"));
        for (String key : List.of("certificate", "key", "ca", "permitted-peers")) {
            expected.put("authwatch.tls." + key, "none");
        }
        expected.putAll(Map.of("authwatch.tail.follow-links", "false", "authwatch.tail.inflated-size", "1G"));
        for (String key : List.of("rules", "files", "tail.offsets", "journal.units", "admin-password")) {
            expected.put("authwatch." + key, "none");
        }
        for (String key : List.of("token", "user", "token-file", "user-file")) {
            expected.put("authwatch.pushover." + key, "none");
        }
        Map<String, String> actual = new TreeMap<>();
        Key.all().forEach(key -> actual.put(key.name(), key.fallback() == null ? "none" : key.fallback()));
        assertEquals(expected, actual);
    }

    @Test
    void settings_ofNothing_haveTheDefaults() {
        Settings settings = Configs.settings(Map.of());
        assertEquals(Path.of("data"), settings.dataDir());
        assertEquals("::", settings.listenAddress());
        assertEquals(Set.of(Facility.AUTH, Facility.AUTHPRIV), settings.facilities());
        assertEquals(new Settings.Udp(5514, 200_000), settings.udp());
        assertEquals(new Settings.Tcp(5514), settings.tcp());
        assertEquals(
                new Settings.Streams(
                        1 << 20, Duration.ofMinutes(15), Duration.ofSeconds(30), Duration.ofSeconds(60), 0, List.of()),
                settings.streams());
        assertNull(settings.tls());
        assertEquals(new Settings.Relp(2514, false), settings.relp());
        assertEquals(List.of(NETWORKS.split(",")), settings.allowedSenders());
        assertEquals(List.of(), settings.tail().files());
        assertNull(settings.journal());
        assertNull(settings.pushover());
        assertEquals(new Settings.Quota(10_000, 10, Duration.ofDays(1), Duration.ofHours(1)), settings.quota());
        assertEquals(HostIdentity.HEADER, settings.hostIdentity());
        assertEquals(new Settings.Self(Set.of(), 5, Duration.ofMinutes(15)), settings.self());
        assertNull(settings.heartbeat());
        assertEquals(
                new Settings.Limits(
                        65_536, 2_000, 500, 64 << 20, 16 << 20, 16 << 20, 10_000, 100_000, 100_000, 10_000, 10_000,
                        16 << 20),
                settings.limits());
        assertEquals(
                new Settings.History(1_000_000, Duration.ofDays(30), 10_000, Duration.ofDays(90), 10_000),
                settings.history());
    }

    @Test
    void emptyValues_areNoValues() {
        Map<String, String> empty = Key.all().stream().collect(Collectors.toMap(Key::variable, key -> ""));
        assertEquals(Configs.settings(Map.of()), Configs.settings(empty));
    }

    @Test
    void shortNames_giveTheCredentials_andTheLongOnesBeatThem() {
        String token = "t".repeat(30);
        String user = "u".repeat(30);
        Settings.Pushover pushover = Configs.settings(Map.of(
                        "PUSHOVER_TOKEN",
                        token,
                        "PUSHOVER_USER",
                        "x".repeat(30),
                        "AUTHWATCH_PUSHOVER_USER",
                        user,
                        "PUSHOVER_URL",
                        "http://127.0.0.1:9"))
                .pushover();
        assertEquals(new Secret(token), pushover.token());
        assertEquals(new Secret(user), pushover.user());
        assertEquals(URI.create("http://127.0.0.1:9"), pushover.url());
        assertTrue(!pushover.toString().contains(token) && !pushover.toString().contains(user), pushover.toString());
    }

    @Test
    void longUrl_beatsTheShortOne() {
        Settings.Pushover pushover = Configs.settings(Map.of(
                        "PUSHOVER_TOKEN",
                        "t".repeat(30),
                        "PUSHOVER_USER",
                        "u".repeat(30),
                        "PUSHOVER_URL",
                        "http://127.0.0.1:9",
                        "AUTHWATCH_PUSHOVER_URL",
                        "http://127.0.0.1:10"))
                .pushover();
        assertEquals(URI.create("http://127.0.0.1:10"), pushover.url());
    }

    @Test
    void emptyLongName_leavesTheShortOne() {
        Settings settings = Configs.settings(Map.of(
                "PUSHOVER_TOKEN", "t".repeat(30),
                "AUTHWATCH_PUSHOVER_TOKEN", "",
                "PUSHOVER_USER", "u".repeat(30)));
        assertEquals(new Secret("t".repeat(30)), settings.pushover().token());
    }

    @Test
    void values_areReadInTheWaysPeopleWriteThem() {
        Settings settings = Configs.settings(Map.of(
                "AUTHWATCH_TCP_IN_FLIGHT", "2MiB",
                "AUTHWATCH_TCP_IDLE_TIMEOUT", "PT20M",
                "AUTHWATCH_UDP_ENABLED", "off",
                "AUTHWATCH_FACILITIES", "Auth, local7",
                "AUTHWATCH_SENDERS_ALLOWED", "203.0.113.7, 2001:DB8:0::/32",
                "AUTHWATCH_FILES", "/var/log/auth.log,/var/log/secure"));
        assertNull(settings.udp());
        assertEquals(2 << 20, settings.streams().inFlight());
        assertEquals(Duration.ofMinutes(20), settings.streams().idleTimeout());
        assertEquals(Set.of(Facility.AUTH, Facility.LOCAL7), settings.facilities());
        assertEquals(List.of("203.0.113.7/32", "2001:db8::/32"), settings.allowedSenders());
        assertEquals(
                List.of(Path.of("/var/log/auth.log"), Path.of("/var/log/secure")),
                settings.tail().files());
    }

    @Test
    void lists_ofYaml_areRead() {
        Settings settings = SettingsReader.read(Configs.mapped(
                Map.of(),
                Map.of("authwatch.senders.allowed[0]", "10.0.0.0/8", "authwatch.senders.allowed[1]", "192.0.2.1")));
        assertEquals(List.of("10.0.0.0/8", "192.0.2.1/32"), settings.allowedSenders());
    }

    /** The Javadoc of each key tells its default, and its range where it has one. */
    @Test
    void everyKey_isDocumented() throws IOException {
        String source = "";
        for (String file : List.of(
                "AuthwatchConfig",
                "TcpConfig",
                "TailConfig",
                "TlsConfig",
                "PushoverConfig",
                "QuotaConfig",
                "LimitsConfig",
                "HistoryConfig",
                "CatchUpConfig",
                "SelfConfig",
                "HeartbeatConfig",
                "StormConfig")) {
            source += Files.readString(Path.of("src/main/java/io/authwatch/config/" + file + ".java"));
        }
        Pattern method =
                Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/((?:(?!/\\*\\*|;).)*?) (\\w+)\\(\\);", Pattern.DOTALL);
        Matcher documented = method.matcher(source);
        int keys = 0;
        while (documented.find()) {
            String text = documented.group(1).replaceAll("\\s*\\*?\\s+", " ");
            if (!documented.group(0).contains("@With")) {
                continue;
            }
            keys++;
            assertTrue(text.contains("Default: "), documented.group(3) + ":" + text);
            Matcher fallback = Pattern.compile("@WithDefault\\(\"(.*?)\"\\)").matcher(documented.group(2));
            if (fallback.find()) {
                assertTrue(
                        text.contains("Default: {@code " + fallback.group(1) + "}."), documented.group(3) + ":" + text);
            }
            Matcher range = Pattern.compile("from = \"(.*?)\", to = \"(.*?)\"").matcher(documented.group(2));
            if (range.find() && !range.group(2).equals("65535")) {
                String ends = range.group(1) + " to " + range.group(2);
                assertTrue(text.contains(ends), documented.group(3) + " lacks " + ends + ":" + text);
            }
        }
        int freeNames = 2; // recipients, recipientFiles
        assertEquals(Key.all().size() + freeNames, keys);
    }
}
