package io.authwatch.ops;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Outcome;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Quota;
import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.Happenings;
import io.authwatch.testkit.Peers;
import io.authwatch.testkit.WebProfile;
import io.authwatch.wire.Input;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WebProfile.class)
class MetricsTest {
    /** The contract, section 2.4: name, type, label names. */
    private static final List<String> GOLDEN = List.of(
            "authwatch_alerts_total counter [rule]",
            "authwatch_connections gauge [input]",
            "authwatch_connections_refused_total counter [input]",
            "authwatch_decision_seconds histogram [le]",
            "authwatch_events_total counter [action, outcome]",
            "authwatch_file_lag_bytes gauge [file]",
            "authwatch_file_rotations_total counter []",
            "authwatch_file_truncations_total counter []",
            "authwatch_heartbeats_total counter [result]",
            "authwatch_hosts_contradicted_total counter [input]",
            "authwatch_input_troubles_total counter [input]",
            "authwatch_limit_hits_total counter [limit]",
            "authwatch_messages_cut_total counter [input]",
            "authwatch_messages_dropped_total counter [input, reason]",
            "authwatch_messages_ignored_total counter [reason]",
            "authwatch_messages_quarantined_total counter [input]",
            "authwatch_messages_received_total counter [input]",
            "authwatch_notifications_suppressed_total counter [reason]",
            "authwatch_notifications_total counter [notifier, result]",
            "authwatch_notify_seconds histogram [le]",
            "authwatch_outbox_oldest_seconds gauge []",
            "authwatch_outbox_pending gauge []",
            "authwatch_pushover_quota_limit gauge []",
            "authwatch_pushover_quota_projected_exhaustion_timestamp_seconds gauge []",
            "authwatch_pushover_quota_remaining gauge []",
            "authwatch_pushover_quota_reset_timestamp_seconds gauge []",
            "authwatch_relp_repeated_total counter []",
            "authwatch_rules_load_failures_total counter []",
            "authwatch_rules_loaded_timestamp_seconds gauge []",
            "authwatch_senders_limited_total counter [input]",
            "authwatch_tls_certificate_expiry_timestamp_seconds gauge [role]",
            "authwatch_udp_kernel_drops_total counter []");

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    Happenings happenings;

    @Test
    void metrics_areThoseOfTheContract() {
        happenings.fileLag("/var/log/auth.log", 7);
        happenings.certificate("server", Instant.now(), Duration.ZERO);
        Map<String, String> found = new TreeMap<>();
        Matcher type = Pattern.compile("# TYPE (authwatch\\w+) (\\w+)").matcher(scrape());
        while (type.find()) {
            found.put(type.group(1), type.group(2));
        }
        String scrape = scrape();
        assertEquals(
                GOLDEN,
                found.entrySet().stream()
                        .map(family ->
                                family.getKey() + " " + family.getValue() + " " + labels(scrape, family.getKey()))
                        .toList());
    }

    @Test
    void everySeries_belongsToAFamilyOfTheContract() {
        for (String name : sampleNames(scrape())) {
            String family = name.replaceFirst("_(bucket|count|sum)$", "");
            assertTrue(
                    GOLDEN.stream()
                            .anyMatch(golden -> golden.startsWith(family + " ") || golden.startsWith(name + " ")),
                    name + " is not in the contract");
        }
    }

    @Test
    void enumerableSeries_areThereFromTheStart() {
        String scrape = scrape();
        for (Input input : Input.values()) {
            assertTrue(scrape.contains("authwatch_messages_received_total{input=\"" + input.label() + "\",}"));
            for (DropReason reason : DropReason.values()) {
                assertTrue(scrape.contains("authwatch_messages_dropped_total{input=\"" + input.label() + "\",reason=\""
                        + reason.label() + "\",}"));
            }
        }
        for (AuthAction action : AuthAction.values()) {
            for (Outcome outcome : Outcome.values()) {
                assertTrue(scrape.contains("authwatch_events_total{action=\"" + action.label() + "\",outcome=\""
                        + outcome.label() + "\",}"));
            }
        }
        for (DeliveryReason reason : DeliveryReason.values()) {
            assertTrue(scrape.contains(
                    "authwatch_notifications_total{notifier=\"pushover\",result=\"" + reason.label() + "\",}"));
        }
        assertTrue(scrape.contains("authwatch_notifications_suppressed_total{reason=\"cooldown\",}"));
        assertTrue(scrape.contains("authwatch_messages_ignored_total{reason=\"facility\",}"));
        assertTrue(scrape.contains("authwatch_connections{input=\"tcp\",}"));
    }

    @Test
    void happenings_areCounted() {
        double received = value("authwatch_messages_received_total{input=\"journal\",}");
        happenings.received(Input.JOURNAL, 5);
        happenings.decided(AuthAction.LOCKOUT, Outcome.FAILURE, 3);
        happenings.dropped(Input.JOURNAL, DropReason.RATE, 2);
        happenings.decisionTook(Duration.ofMillis(3), 4);
        happenings.kernelDrops(9);
        happenings.kernelDrops(4);
        happenings.connectionOpened(Input.RELP, "192.0.2.1");
        happenings.repeated(Input.RELP, 6);
        happenings.heartbeat(true, "status 200");
        happenings.messageCut(Input.RELP, "192.0.2.1");
        happenings.certificate("ca", Instant.ofEpochSecond(1_800_000_001), Duration.ZERO);
        happenings.certificate("ca", Instant.ofEpochSecond(1_800_000_002), Duration.ZERO);
        happenings.quota(new Quota(10_000, -1, Instant.ofEpochSecond(1_800_000_000)));
        happenings.rulesLoaded("rules.yaml", 3, Instant.ofEpochSecond(1_700_000_000));
        assertEquals(received + 5, value("authwatch_messages_received_total{input=\"journal\",}"));
        assertEquals(3, value("authwatch_events_total{action=\"lockout\",outcome=\"failure\",}"));
        assertEquals(2, value("authwatch_messages_dropped_total{input=\"journal\",reason=\"rate\",}"));
        assertEquals(6, value("authwatch_relp_repeated_total"));
        assertEquals(1, value("authwatch_heartbeats_total{result=\"taken\",}"));
        assertEquals(0, value("authwatch_heartbeats_total{result=\"failed\",}"));
        assertEquals(1, value("authwatch_messages_cut_total{input=\"relp\",}"));
        assertEquals(1_800_000_002, value("authwatch_tls_certificate_expiry_timestamp_seconds{role=\"ca\",}"));
        assertEquals(4, value("authwatch_decision_seconds_bucket{le=\"0.005\",}"));
        assertEquals(0, value("authwatch_decision_seconds_bucket{le=\"0.0025\",}"));
        assertEquals(4, value("authwatch_decision_seconds_count"));
        assertEquals(.012, value("authwatch_decision_seconds_sum"), 1e-9);
        assertEquals(9, value("authwatch_udp_kernel_drops_total"));
        assertEquals(1, value("authwatch_connections{input=\"relp\",}"));
        assertEquals(-1, value("authwatch_pushover_quota_remaining"));
        assertEquals(1.8e9, value("authwatch_pushover_quota_reset_timestamp_seconds"));
        assertEquals(1.7e9, value("authwatch_rules_loaded_timestamp_seconds"));
    }

    @Test
    void whatTheWriterTellsEachTurn_isShown() {
        // The program's own writer tells the same gauges its own figures, whenever it takes a turn.
        Awaitility.await().untilAsserted(() -> {
            happenings.quotaProjected(Instant.ofEpochSecond(1_790_000_000));
            happenings.outbox(2, Instant.now().minusSeconds(100));
            String scrape = scrape();
            assertEquals(1.79e9, value(scrape, "authwatch_pushover_quota_projected_exhaustion_timestamp_seconds"));
            assertEquals(2, value(scrape, "authwatch_outbox_pending"));
            assertEquals(100, value(scrape, "authwatch_outbox_oldest_seconds"), 30);
        });
    }

    @Test
    void strangeLabels_areBounded() {
        for (int i = 0; i < 1_500; i++) {
            happenings.alerted("rule-" + i);
            happenings.suppressed("reason-" + i, 1);
            happenings.delivered("notifier-" + i, "id", DeliveryReason.SENT, null);
            happenings.fileLag("/log/" + i, 1);
        }
        String scrape = scrape();
        assertTrue(value("authwatch_alerts_total{rule=\"other\",}") > 900);
        long series = scrape.lines().filter(line -> !line.startsWith("#")).count();
        assertTrue(series < 3_000, series + " series");
        assertTrue(scrape.length() < 1 << 20, scrape.length() + " octets");
    }

    @Test
    void promtool_acceptsTheScrape() throws IOException, InterruptedException {
        Path promtool = Peers.program("promtool", "prometheus");
        Path scrape = Files.writeString(Files.createTempFile("scrape", ".txt"), scrape());
        Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .redirectInput(scrape.toFile())
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, check.waitFor(), said);
        Files.delete(scrape);
    }

    private String scrape() {
        return given().get(management.resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private double value(String series) {
        return value(scrape(), series);
    }

    private static double value(String scrape, String series) {
        return scrape.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series + " is missing"));
    }

    private static TreeSet<String> sampleNames(String scrape) {
        TreeSet<String> names = new TreeSet<>();
        Matcher sample = Pattern.compile("(?m)^(authwatch\\w+)").matcher(scrape);
        while (sample.find()) {
            names.add(sample.group(1));
        }
        return names;
    }

    private static TreeSet<String> labels(String scrape, String family) {
        TreeSet<String> labels = new TreeSet<>();
        Matcher sample =
                Pattern.compile("(?m)^" + family + "(?:_bucket)?\\{(.*)} ").matcher(scrape);
        while (sample.find()) {
            Matcher label = Pattern.compile("(\\w+)=\"").matcher(sample.group(1));
            while (label.find()) {
                labels.add(label.group(1));
            }
        }
        return labels;
    }
}
