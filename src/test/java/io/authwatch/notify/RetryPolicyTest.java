package io.authwatch.notify;

import static io.authwatch.notify.Notifications.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private final RetryPolicy lowest = new RetryPolicy(dice(0));
    private final RetryPolicy highest = new RetryPolicy(dice(Long.MAX_VALUE));

    @Test
    void backOff_doublesFromFiveSecondsToFourMinutes() {
        long[] seconds = {5, 10, 20, 40, 80, 160, 240, 240, 240};
        for (int attempt = 1; attempt <= seconds.length; attempt++) {
            assertEquals(
                    Duration.ofSeconds(seconds[attempt - 1]), waited(lowest, attempt, DeliveryReason.SERVER_ERROR));
        }
        assertEquals(Duration.ofSeconds(240), waited(lowest, Integer.MAX_VALUE, DeliveryReason.TIMEOUT));
    }

    @Test
    void jitter_addsUpToAQuarterAndNeverPassesTheCeiling() {
        assertEquals(Duration.ofMillis(6_249), waited(highest, 1, DeliveryReason.UNREACHABLE));
        assertEquals(Duration.ofMillis(299_999), waited(highest, 50, DeliveryReason.UNREACHABLE));
    }

    @Test
    void anyAttempt_waitsBetweenTheFloorAndItsLongest() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RetryPolicy policy = new RetryPolicy(random);
        for (int i = 0; i < 20_000; i++) {
            DeliveryReason reason = DeliveryReason.values()[random.nextInt(DeliveryReason.values().length)];
            Instant told = random.nextBoolean() ? null : NOON.plusSeconds(random.nextInt(10_000_000) - 5_000_000);
            Duration wait = Duration.between(NOON, policy.notBefore(random.nextInt(100), reason, told, NOON));
            String which = "seed " + seed + ": " + reason + ", told " + told + ", waits " + wait;
            assertFalse(wait.compareTo(RetryPolicy.FLOOR) < 0, which);
            assertFalse(wait.compareTo(policy.longest(reason)) > 0, which);
        }
    }

    @Test
    void rateLimited_waitsLongerAndAsToldUpToAnHour() {
        assertEquals(Duration.ofSeconds(60), waited(lowest, 1, DeliveryReason.RATE_LIMITED));
        assertEquals(Duration.ofSeconds(120), waited(lowest, 2, DeliveryReason.RATE_LIMITED));
        assertEquals(NOON.plusSeconds(600), rateLimited(NOON.plusSeconds(600)));
        assertEquals(NOON.plusSeconds(60), rateLimited(NOON.plusSeconds(6)));
        assertEquals(NOON.plusSeconds(3600), rateLimited(NOON.plusSeconds(999_999)));
    }

    @Test
    void quota_waitsForItsResetAndUpToAMinuteMore() {
        Instant reset = Instant.parse("2026-12-01T06:00:00Z");
        assertEquals(reset, quota(lowest, reset));
        assertEquals(reset.plusMillis(59_999), quota(highest, reset));
    }

    @Test
    void quotaWithAResetInThePastOrUnknownOrFarOff_isBounded() {
        assertEquals(NOON.plusSeconds(60), quota(lowest, NOON.minusSeconds(3600)));
        assertEquals(NOON.plus(Duration.ofHours(1)), quota(lowest, null));
        assertEquals(NOON.plus(Duration.ofDays(32)), quota(lowest, NOON.plus(Duration.ofDays(400))));
        assertTrue(RetryPolicy.QUOTA_CEILING.compareTo(Duration.ofDays(31)) > 0);
    }

    private static Duration waited(RetryPolicy policy, int attempt, DeliveryReason reason) {
        return Duration.between(NOON, policy.notBefore(attempt, reason, null, NOON));
    }

    private Instant rateLimited(Instant told) {
        return lowest.notBefore(1, DeliveryReason.RATE_LIMITED, told, NOON);
    }

    private static Instant quota(RetryPolicy policy, Instant told) {
        return policy.notBefore(1, DeliveryReason.QUOTA, told, NOON);
    }

    /** Dice that always fall on {@code face}, or on their highest. */
    static RandomGenerator dice(long face) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return face;
            }

            @Override
            public long nextLong(long bound) {
                return Math.min(face, bound - 1);
            }
        };
    }
}
