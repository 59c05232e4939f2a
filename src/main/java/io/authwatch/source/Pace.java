package io.authwatch.source;

import java.time.Duration;

/**
 * How fast one sender is: so many messages a second, and a second's worth at once. Kept as the one time until which what
 * came so far would take at that pace (the generic cell rate algorithm, ITU-T I.371). Any thread.
 */
final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long nanosEach;
    private boolean begun;
    private long paidUntil;

    /** At most {@code perSecondMax} messages a second; 0: any. */
    Pace(int perSecondMax) {
        this.nanosEach = perSecondMax == 0 ? 0 : Math.max(1, SECOND / perSecondMax);
    }

    /** Whether the next message would come too early. */
    synchronized boolean isOver(long now) {
        return nanosEach > 0 && begun && paidUntil - now > SECOND - nanosEach;
    }

    /** So many messages came. */
    synchronized void took(int messages, long now) {
        if (nanosEach > 0) {
            paidUntil = (begun && paidUntil - now > 0 ? paidUntil : now) + messages * nanosEach;
            begun = true;
        }
    }
}
