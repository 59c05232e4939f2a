package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.Answers;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.LoginAlerts;
import io.authwatch.testkit.Rest;
import io.authwatch.testkit.Scrape;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushover refuses connections, hangs, answers 5xx, and is back each time: all is told once, and repeated slowly. */
class PushoverOutageIT {
    /** The vendor's: no sooner than this after the last attempt. */
    private static final Duration REPEAT_MIN = Duration.ofSeconds(5);

    private static final Duration ENDS_MAX = Duration.ofSeconds(40);
    private static final DateTimeFormatter LOGGED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

    @TempDir
    Path temp;

    @Test
    void refusedHangingAndFailing_loseNothing_andAreRepeatedNoSoonerThanAfterFiveSeconds() throws Exception {
        int port = portOfOneThatStopped();
        try (AuthwatchProcess authwatch = new AuthwatchProcess(temp)
                .with("PUSHOVER_URL", "http://127.0.0.1:" + port)
                .with("PUSHOVER_TOKEN", FakePushover.TOKEN)
                .with("PUSHOVER_USER", FakePushover.USER)
                .with("AUTHWATCH_STORM_ENABLED", "false")
                .withRules(LoginAlerts.RULES)
                .start()) {
            LoginAlerts.raise(authwatch, "ann", "ben");
            assertWaiting(authwatch, "ann", "unreachable", "the connection was refused");
            try (FakePushover pushover = FakePushover.start(port)) {
                assertTold(pushover, "ann", "ben");
                hang(authwatch, pushover);
                assertTold(pushover, "ann", "ben", "cid", "dan");
                pushover.next(Answers.status(500), Answers.status(500));
                LoginAlerts.raise(authwatch, "eve", "fay");
                assertWaiting(authwatch, "eve", "server-error", "Pushover answered 500");
                assertTold(pushover, "ann", "ben", "cid", "dan", "eve", "fay");
                assertAtRest(authwatch, pushover);
                assertRepeatedSlowly(failures(authwatch), pushover.recorded());
            }
        }
    }

    /** Its classes are loaded by now, so that it starts well before the first repeat. */
    private static int portOfOneThatStopped() {
        try (FakePushover pushover = FakePushover.start()) {
            return pushover.port();
        }
    }

    private static void hang(AuthwatchProcess authwatch, FakePushover pushover) throws Exception {
        int before = pushover.recorded().size();
        pushover.next(Answers.hang());
        LoginAlerts.raise(authwatch, "cid", "dan");
        pushover.await(before + 1);
        assertHealthy(authwatch);
        assertWaiting(authwatch, "cid", "timeout", "no answer within 15 s; it may have arrived");
        assertEquals(before + 1, pushover.recorded().size(), "one attempt at a time while nobody answers");
    }

    /** One was tried, and it and the other wait, visibly; the probes do not mind. */
    private static void assertWaiting(AuthwatchProcess authwatch, String user, String result, String detail) {
        Awaitility.await().atMost(ENDS_MAX).until(() -> notDelivered(authwatch, result) > 0);
        JsonNode tried = LoginAlerts.await(authwatch, user, "result", result);
        assertEquals("pending", tried.get("state").asText());
        assertTrue(tried.get("attempts").asInt() > 0);
        assertEquals(detail, tried.get("detail").asText());
        assertEquals(2, LoginAlerts.users(authwatch, "pending").size());
        assertEquals(2, authwatch.metrics().sum("authwatch_outbox_pending"));
        assertHealthy(authwatch);
    }

    private static void assertHealthy(AuthwatchProcess authwatch) {
        assertEquals(200, authwatch.api().status(authwatch.management("/q/health/live")));
        assertEquals(200, authwatch.api().status(authwatch.management("/q/health/ready")));
    }

    /** Each once: no more, no fewer. */
    private static void assertTold(FakePushover pushover, String... users) {
        Awaitility.await()
                .atMost(ENDS_MAX)
                .untilAsserted(() -> assertEquals(List.of(users), LoginAlerts.users(pushover.accepted())));
    }

    private static void assertAtRest(AuthwatchProcess authwatch, FakePushover pushover) {
        LoginAlerts.await(authwatch, "fay", "state", "sent");
        LoginAlerts.await(authwatch, "eve", "state", "sent");
        Scrape scrape = Rest.await(authwatch, 6);
        assertEquals(6, scrape.decided(), scrape::account);
        assertEquals(0, scrape.sum("authwatch_outbox_pending"));
        assertEquals(0, scrape.sum("authwatch_outbox_oldest_seconds"));
        assertEquals(6, scrape.sum("authwatch_notifications_total", "notifier=\"pushover\"", "result=\"sent\""));
        assertEquals(1, notDelivered(authwatch, "timeout"));
        assertEquals(2, notDelivered(authwatch, "server-error"));
        assertEquals(
                failures(authwatch).size(),
                notDelivered(authwatch, "unreachable") + 3,
                "every failure is counted, and logged");
        assertEquals(LoginAlerts.users(pushover.accepted()), LoginAlerts.users(authwatch, "sent"));
        int attempts = authwatch.api().notifications().stream()
                .mapToInt(notification -> notification.get("attempts").asInt())
                .sum();
        assertEquals(6 + failures(authwatch).size(), attempts);
    }

    private static double notDelivered(AuthwatchProcess authwatch, String result) {
        return authwatch
                .metrics()
                .sum("authwatch_notifications_total", "notifier=\"pushover\"", "result=\"" + result + "\"");
    }

    private static void assertRepeatedSlowly(List<Instant> failures, List<FakePushover.Recorded> attempts) {
        for (Instant failed : failures) {
            // The log cuts its times to milliseconds.
            Instant after = failed.plusMillis(1);
            List<Instant> next = attempts.stream()
                    .map(FakePushover.Recorded::arrived)
                    .filter(after::isBefore)
                    .toList();
            assertFalse(next.isEmpty(), () -> "nothing was sent after the failure at " + failed);
            Duration waited = Duration.between(failed, next.get(0));
            System.out.println("failed at " + failed + ", sent again after " + waited);
            assertTrue(waited.compareTo(REPEAT_MIN) >= 0, () -> "sent " + waited + " after the failure at " + failed);
        }
        Duration second = Duration.between(failures.get(failures.size() - 1), last(attempts, 2));
        assertTrue(second.compareTo(REPEAT_MIN.multipliedBy(2)) >= 0, () -> "the second repeat came after " + second);
    }

    private static Instant last(List<FakePushover.Recorded> attempts, int fromTheEnd) {
        return attempts.get(attempts.size() - fromTheEnd).arrived();
    }

    /** When each attempt that failed had ended, as the log tells it. */
    private static List<Instant> failures(AuthwatchProcess authwatch) {
        return authwatch
                .output()
                .lines()
                .filter(line -> line.contains("A notification was not delivered"))
                .map(line -> LocalDateTime.parse(line.substring(0, 23), LOGGED)
                        .atZone(ZoneId.systemDefault())
                        .toInstant())
                .toList();
    }
}
