package io.authwatch.rule;

import java.time.Instant;

/**
 * Time in which somebody listened: it starts at zero with the program, and a gap between two looks counts as at most five
 * minutes. So neither a restart, nor a suspended machine, nor a clock that is set makes a host look silent.
 */
final class WatchedTime {
    private static final long STEP_MILLIS_MAX = 300_000;

    private final SteadyTime steady = new SteadyTime();
    private long before;
    private boolean started;
    private long watched;

    /** Takes note of the clock and answers the watched milliseconds. */
    long advance(Instant now) {
        long at = steady.advance(now);
        watched += started ? Math.min(at - before, STEP_MILLIS_MAX) : 0;
        before = at;
        started = true;
        return watched;
    }
}
