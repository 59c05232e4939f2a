package io.authwatch.alert;

import java.util.List;

/**
 * Over which values of one dimension firings spread.
 *
 * @param times how many firings had a value at all
 * @param distinct how many different values; at least so many if there were more
 * @param more whether there were more different values than are told apart
 * @param top the most frequent values, the most frequent first
 */
public record Spread(long times, long distinct, boolean more, List<Top> top) {
    /** Values that are named at most. */
    public static final int TOP_MAX = 5;

    public Spread {
        top = List.copyOf(top);
    }

    /**
     * A value and how often it occurred.
     *
     * @param value a text from a log line, not made safe yet
     * @param atLeast how often, at least
     * @param exact whether it was not more often
     */
    public record Top(String value, long atLeast, boolean exact) {}
}
