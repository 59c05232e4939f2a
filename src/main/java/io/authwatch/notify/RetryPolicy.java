package io.authwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to try again. Pure: the clock and the dice come from outside.
 *
 * <pre>
 *  attempt         1      2      3      4     5      6      7 …
 *  wait at least   5 s   10 s   20 s   40 s  80 s  160 s  240 s     and up to a quarter more, by the dice
 *  rate limited   60 s  120 s  240 s   …                            or what the other side asked for, if longer
 *  quota                                                            its reset, and up to a minute more
 * </pre>
 */
public final class RetryPolicy {
    /** The least time between the end of an attempt and the next (pushover.net/api, "Being friendly to our API"). */
    public static final Duration FLOOR = Duration.ofSeconds(5);
    /** The longest wait after an ordinary failure: an alert that is told later than that is worth little. */
    public static final Duration CEILING = Duration.ofMinutes(5);
    /** The first wait after being told to slow down; no vendor page names one. */
    public static final Duration RATE_LIMITED_FLOOR = Duration.ofSeconds(60);
    /** The longest wait that somebody else may ask for. */
    public static final Duration TOLD_CEILING = Duration.ofHours(1);
    /** The wait for a quota whose reset is unknown. */
    public static final Duration QUOTA_UNTOLD = Duration.ofHours(1);
    /** The shortest wait for a quota: where the clocks differ, its reset may look past. */
    public static final Duration QUOTA_FLOOR = Duration.ofSeconds(60);
    /** The longest wait for a quota: it starts anew on the first of each month (pushover.net/api, "Limitations"). */
    public static final Duration QUOTA_CEILING = Duration.ofDays(32);

    /** The ceiling without its jitter. */
    private static final Duration BACK_OFF_MAX = Duration.ofMinutes(4);

    private static final int JITTER_DIVISOR = 4;
    /** More doublings than lead from the floor to the ceiling. */
    private static final int DOUBLINGS_MAX = 10;

    private static final Duration QUOTA_JITTER = Duration.ofSeconds(60);

    private final RandomGenerator dice;

    public RetryPolicy(RandomGenerator dice) {
        this.dice = dice;
    }

    /**
     * The earliest next attempt.
     *
     * @param attempt which attempt failed, from 1
     * @param reason how
     * @param told when the other side said to come back, or null
     * @param ended when the attempt ended
     */
    public Instant notBefore(int attempt, DeliveryReason reason, @Nullable Instant told, Instant ended) {
        if (reason == DeliveryReason.QUOTA) {
            return quotaReset(told, ended);
        }
        Duration floor = reason == DeliveryReason.RATE_LIMITED ? RATE_LIMITED_FLOOR : FLOOR;
        Instant own = ended.plus(backOff(floor, attempt));
        return told == null ? own : earlier(later(own, told), ended.plus(longest(reason)));
    }

    /** The longest wait there is after {@code reason}: what lies further ahead was computed on another clock. */
    public Duration longest(@Nullable DeliveryReason reason) {
        if (reason == DeliveryReason.QUOTA) {
            return QUOTA_CEILING.plus(QUOTA_JITTER);
        }
        return reason == DeliveryReason.RATE_LIMITED ? TOLD_CEILING : CEILING;
    }

    private Instant quotaReset(@Nullable Instant told, Instant ended) {
        Instant reset = told == null ? ended.plus(QUOTA_UNTOLD) : later(told, ended.plus(QUOTA_FLOOR));
        return earlier(reset, ended.plus(QUOTA_CEILING)).plusMillis(dice.nextLong(QUOTA_JITTER.toMillis()));
    }

    private Duration backOff(Duration floor, int attempt) {
        int doublings = Math.max(0, Math.min(attempt - 1, DOUBLINGS_MAX));
        long millis = Math.min(floor.toMillis() << doublings, BACK_OFF_MAX.toMillis());
        return Duration.ofMillis(millis + dice.nextLong(millis / JITTER_DIVISOR));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
