package io.authwatch.notify;

import java.time.Duration;

/**
 * How the message quota is to be spent.
 *
 * @param limit messages a month, until the notifier tells it; 1 and up
 * @param reservePercent the share of the limit that only {@code high} and {@code emergency} may spend, 0 to 90
 * @param burst the time whose allowance may be spent at once
 * @param digestEvery the least time that what is held back waits for its digest
 * @param warns whether it is told when little is left
 */
public record QuotaSettings(long limit, int reservePercent, Duration burst, Duration digestEvery, boolean warns) {
    /** There is no quota: everything is sent, and nothing that is told of one counts. */
    public static final QuotaSettings NONE = new QuotaSettings(Long.MAX_VALUE, 0, Duration.ZERO, Duration.ZERO);

    /** A tenth is kept for what matters; a day's allowance may go at once; digests are an hour apart. */
    public static final QuotaSettings DEFAULT =
            new QuotaSettings(Quota.FREE_LIMIT, 10, Duration.ofDays(1), Duration.ofHours(1));

    /** Settings that tell when little is left. */
    public QuotaSettings(long limit, int reservePercent, Duration burst, Duration digestEvery) {
        this(limit, reservePercent, burst, digestEvery, true);
    }
}
