package io.authwatch.pipeline;

import java.time.Instant;

/**
 * Keeps the history bounded in a flood: above {@code perSecondMax} events of a second that no rule wants, one in n is
 * kept, and stands for n. What a rule wants is always logged.
 */
final class Thinning {
    private final int perSecondMax;
    private long second;
    private long seen;
    private long thinned;

    Thinning(int perSecondMax) {
        this.perSecondMax = perSecondMax;
    }

    /** The weight that the next event is kept with, or 0: not kept, an earlier or later one stands for it. */
    int weight(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            seen = 0;
        }
        long n = 1 + seen++ / perSecondMax;
        boolean kept = seen % n == 0;
        thinned += kept ? 0 : 1;
        return kept ? (int) Math.min(n, Integer.MAX_VALUE) : 0;
    }

    /** Events since the start for which another one stands. */
    long thinned() {
        return thinned;
    }
}
