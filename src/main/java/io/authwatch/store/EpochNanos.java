package io.authwatch.store;

import java.time.Instant;

/**
 * Instants as the ledger's columns keep them: nanoseconds since 1970, UTC. What lies outside of 1677 to 2262, which only
 * a sender's wrong clock can say, becomes the nearest that fits.
 */
final class EpochNanos {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final Instant FIRST = instant(Long.MIN_VALUE);
    private static final Instant LAST = instant(Long.MAX_VALUE);

    private EpochNanos() {}

    static long of(Instant instant) {
        if (instant.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        if (instant.isAfter(LAST)) {
            return Long.MAX_VALUE;
        }
        // One second later and back, for the seconds of FIRST alone are below what fits.
        long seconds = instant.getEpochSecond();
        return seconds < 0
                ? (seconds + 1) * NANOS_PER_SECOND + (instant.getNano() - NANOS_PER_SECOND)
                : seconds * NANOS_PER_SECOND + instant.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
