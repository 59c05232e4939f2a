package io.authwatch.source;

import java.time.Duration;

/**
 * What one UDP sender may bring while there is not room for all: as much as every one would have had of what came in the
 * window before, had they had the same. One thread.
 *
 * <pre>
 *   window         10 000 of a, 100 of each of b to k        share = 11 000 / 11 = 1 000
 *   the next       a: 1 000 taken, the rest dropped; b to k: all
 * </pre>
 */
final class FairShare {
    static final long WINDOW_NANOS = Duration.ofMillis(100).toNanos();
    /** Everybody may bring so many in a window. */
    static final int LEAST = 10;

    private long window = Long.MIN_VALUE;
    private long datagrams;
    private int senders;
    private long share = LEAST;

    /** A datagram came. */
    void came(UdpSender sender, long now) {
        long current = Math.floorDiv(now, WINDOW_NANOS);
        if (current != window) {
            share = current == window + 1 && senders > 0 ? Math.max(LEAST, datagrams / senders) : LEAST;
            window = current;
            datagrams = 0;
            senders = 0;
        }
        if (sender.window != window) {
            sender.window = window;
            sender.datagrams = 0;
            senders++;
        }
        sender.datagrams++;
        datagrams++;
    }

    /** Whether what a sender brought in this window, the latest included, is more than its share. */
    boolean isOver(UdpSender sender) {
        return sender.datagrams > share;
    }
}
