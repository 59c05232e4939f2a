package io.authwatch.alert;

import java.time.Duration;

/**
 * What the alerts are bounded by, and when a storm is one.
 *
 * @param open alerts that cool down at once: 10,000 are about 20 MB
 * @param stormKeys a rule that would push for so many different keys within {@link #stormSpan} is a storm: 2 and up
 * @param stormSpan the span
 * @param late how long after its own time a message may arrive before it is late
 */
public record AlertLimits(int open, int stormKeys, Duration stormSpan, Duration late) {
    /** As the program has it unless it is told otherwise. */
    public static final AlertLimits DEFAULT = new AlertLimits(10_000, 5, Duration.ofMinutes(5), Duration.ofMinutes(10));

    /** The same with another limit of open alerts, 1 and up. */
    public AlertLimits withOpen(int others) {
        return new AlertLimits(others, stormKeys, stormSpan, late);
    }

    /** The same with another measure of a storm. */
    public AlertLimits withStorms(int keys, Duration span) {
        return new AlertLimits(open, keys, span, late);
    }

    /** The same without storms. */
    public AlertLimits withoutStorms() {
        return new AlertLimits(open, Integer.MAX_VALUE, stormSpan, late);
    }

    /** The same with another lateness. */
    public AlertLimits withLate(Duration other) {
        return new AlertLimits(open, stormKeys, stormSpan, other);
    }
}
