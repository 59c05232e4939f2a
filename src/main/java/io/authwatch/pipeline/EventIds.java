package io.authwatch.pipeline;

import java.time.Instant;

/**
 * Numbers events: unique, rising, and near the microseconds since 1970, so that they rise across restarts too, even if
 * the last ones were not kept.
 */
final class EventIds {
    private long next = 1;

    /** Goes on after the highest id that was ever kept. */
    void after(long last) {
        next = Math.max(next, last + 1);
    }

    /** The first of {@code count} ids in a row. */
    long reserve(int count, Instant now) {
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        long first = Math.max(next, micros);
        next = first + count;
        return first;
    }
}
