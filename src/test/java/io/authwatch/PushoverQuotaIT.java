package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.LoginAlerts;
import io.authwatch.testkit.Rest;
import io.authwatch.testkit.Scrape;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The message quota is used up: nothing is sent before its reset, not even by a new start, and nothing is lost. */
class PushoverQuotaIT {
    /** Longer than the least wait for a quota, so that it is the reset that is waited for. */
    private static final Duration RESET_IN = Duration.ofSeconds(65);
    /** The reset, the jitter of a minute, and a loaded machine. */
    private static final Duration SENT_WITHIN = RESET_IN.plusSeconds(60 + 30);

    @TempDir
    Path temp;

    @Test
    void spentQuota_isWaitedForUntilItsReset_andNothingIsLost() throws Exception {
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = start(pushover)) {
            Instant reset = Instant.now().plus(RESET_IN).truncatedTo(ChronoUnit.SECONDS);
            pushover.quota(10_000, 0, reset);
            LoginAlerts.raise(authwatch, "ann", "ben");
            assertHeld(authwatch, pushover, reset);
            Instant nextReset = reset.plus(30, ChronoUnit.DAYS);
            pushover.quota(10_000, 10_000, nextReset);
            LoginAlerts.raise(authwatch, "cid");
            Awaitility.await()
                    .atMost(SENT_WITHIN)
                    .until(() -> pushover.accepted().size() == 3);
            for (FakePushover.Recorded sent : pushover.accepted()) {
                assertFalse(sent.arrived().isBefore(reset), () -> "sent " + sent.arrived() + ", reset " + reset);
            }
            assertEquals(4, pushover.recorded().size(), "one was refused, three accepted");
            LoginAlerts.await(authwatch, "cid", "state", "sent");
            assertEquals(List.of("ann", "ben", "cid"), LoginAlerts.users(authwatch, "sent"));
            assertQuota(authwatch, 9_997, nextReset);
            assertEquals(3, Rest.await(authwatch, 3).decided());
        }
    }

    @Test
    void spentQuota_holdsAcrossKills_untilPushoverTellsThatThereIsSome() throws Exception {
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = start(pushover)) {
            Instant reset = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
            pushover.quota(10_000, 0, reset);
            LoginAlerts.raise(authwatch, "ann", "ben");
            assertHeld(authwatch, pushover, reset);

            authwatch.kill();
            authwatch.start();
            LoginAlerts.raise(authwatch, "cid");
            Rest.await(authwatch, 1);
            Awaitility.await().until(() -> pushover.asked() == 2);
            assertHeld(authwatch, pushover, reset);
            assertEquals(List.of("ann", "ben", "cid"), LoginAlerts.users(authwatch, "pending"));

            authwatch.kill();
            pushover.quota(10_000, 9_000, reset);
            authwatch.start();
            assertEquals(List.of("ann", "ben", "cid"), LoginAlerts.users(pushover.awaitAccepted(3)));
            assertEquals(3, pushover.asked());
            assertEquals(4, pushover.recorded().size(), "one was refused, three accepted");
            Awaitility.await().until(() -> LoginAlerts.users(authwatch, "sent").size() == 3);
            assertQuota(authwatch, 8_997, reset);
            Rest.await(authwatch, 0);
        }
    }

    private AuthwatchProcess start(FakePushover pushover) {
        return new AuthwatchProcess(temp)
                .withRules(LoginAlerts.RULES)
                .sendingTo(pushover)
                .start();
    }

    /** One attempt was made and no more, and all can see why. */
    private static void assertHeld(AuthwatchProcess authwatch, FakePushover pushover, Instant reset) {
        JsonNode tried = LoginAlerts.await(authwatch, "ann", "result", "quota");
        assertEquals("pending", tried.get("state").asText());
        assertEquals(1, tried.get("attempts").asInt());
        assertEquals("the message quota is used up", tried.get("detail").asText());
        Instant notBefore = Instant.parse(tried.get("notBefore").asText());
        assertFalse(notBefore.isBefore(reset), () -> "not before " + notBefore + ", reset " + reset);
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .until(() -> pushover.recorded().size() == 1);
        assertQuota(authwatch, -1, reset);
        assertEquals(200, authwatch.api().status(authwatch.management("/q/health/ready")));
    }

    private static void assertQuota(AuthwatchProcess authwatch, long remaining, Instant reset) {
        Scrape scrape = authwatch.metrics();
        assertEquals(remaining, scrape.sum("authwatch_pushover_quota_remaining"));
        assertEquals(10_000, scrape.sum("authwatch_pushover_quota_limit"));
        assertEquals(reset.getEpochSecond(), scrape.sum("authwatch_pushover_quota_reset_timestamp_seconds"));
    }
}
