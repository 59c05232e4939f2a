package io.authwatch.notify;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the quota: what the notifier told last, and before that, or after the month it spoke of, what the
 * calendar lets expect. Others spend from the same account, so only what is told counts.
 */
final class QuotaAccount {
    /** "00:00:00 Central Time" on the first of each month is when it starts anew (pushover.net/api, "Limitations"). */
    private static final ZoneId CENTRAL = ZoneId.of("America/Chicago");
    /** No month is longer; a reset further ahead was told by another clock. */
    private static final Duration MONTH_MAX = Duration.ofDays(32);
    /** A drop since an older word holds too much of what others spent to learn from. */
    private static final Duration LEARNS_WITHIN = Duration.ofMinutes(6);
    /** The least share of the month's quota that is expected to be left where nothing was told. */
    private static final double LEFT_MIN = .1;

    private final QuotaSettings settings;
    private SendCost cost = new SendCost();
    private final Spending spending = new Spending();
    private @Nullable Quota told;
    private Instant toldAt = Instant.EPOCH;
    /** What was spent since, as far as we know it without being told. */
    private long untold;

    QuotaAccount(QuotaSettings settings) {
        this.settings = settings;
    }

    /**
     * What is there to spend.
     *
     * @param remaining messages left; can be below zero
     * @param reserve those of them that only what matters may spend
     * @param reset when it starts anew
     */
    record Funds(long remaining, long reserve, Instant reset) {}

    Funds funds(Instant now) {
        Quota known = told;
        if (known == null || !now.isBefore(known.reset())) {
            long limit = known == null ? settings.limit() : known.limit();
            long left = (long) (limit * monthLeft(now)) - (known == null ? untold : 0);
            return new Funds(left, reserve(left), nextReset(now));
        }
        boolean far = known.reset().isAfter(now.plus(MONTH_MAX));
        long left = known.remaining() - untold;
        return new Funds(left, reserve(known.limit()), far ? nextReset(now) : known.reset());
    }

    private long reserve(long limit) {
        return limit * settings.reservePercent() / 100;
    }

    private static Instant nextReset(Instant now) {
        ZonedDateTime today = now.atZone(CENTRAL).truncatedTo(ChronoUnit.DAYS);
        return today.withDayOfMonth(1).plusMonths(1).toInstant();
    }

    private static double monthLeft(Instant now) {
        Instant end = nextReset(now);
        Instant start = end.atZone(CENTRAL).minusMonths(1).toInstant();
        double left = (double) now.until(end, ChronoUnit.SECONDS) / start.until(end, ChronoUnit.SECONDS);
        return Math.max(LEFT_MIN, left);
    }

    /** What the notifier told last, if the month that it spoke of goes on, else null. */
    @Nullable
    Quota told(Instant now) {
        Quota known = told;
        return known == null || !now.isBefore(known.reset()) ? null : known;
    }

    /** When it was told, or {@link Instant#EPOCH}. */
    Instant toldAt() {
        return toldAt;
    }

    /**
     * The notifier told the quota.
     *
     * @param ours whether by its answer to a send that it counted
     * @param allowed whether that send was one under the allowance
     * @param steadyMillis a time that never goes back
     * @return whether there is much more than was known: it is the first word, another month began, or some was bought
     */
    boolean told(Quota quota, boolean ours, boolean allowed, Instant now, long steadyMillis) {
        Quota before = told;
        boolean sameMonth = before != null && sameMonth(before.reset(), quota.reset());
        long fell = before != null && sameMonth ? Math.max(0, before.remaining() - untold - quota.remaining()) : 0;
        Duration since = Duration.between(toldAt, now);
        if (ours && sameMonth && !since.isNegative() && since.compareTo(LEARNS_WITHIN) <= 0) {
            cost.learn(fell);
        }
        long byUs = ours ? cost.median() : 0;
        spending.add(steadyMillis, Math.max(fell, byUs), byUs, allowed ? byUs : 0);
        told = quota;
        toldAt = now;
        untold = 0;
        boolean filled =
                before == null || quota.remaining() - before.remaining() > Math.max(cost.median(), quota.limit() / 100);
        if (filled && before != null) {
            // What others spent beside a send may have passed for its price: beyond what is free, nothing would ever be
            // sent again, nor learnt.
            cost = new SendCost();
        }
        return filled;
    }

    private static boolean sameMonth(Instant a, Instant b) {
        return Duration.between(a, b).abs().compareTo(Duration.ofDays(1)) < 0;
    }

    /** A send was accepted, and its answer told no quota. */
    void spentUntold(boolean allowed, long steadyMillis) {
        long price = cost.median();
        spending.add(steadyMillis, price, price, allowed ? price : 0);
        untold += price;
    }

    /** Messages that one send costs. */
    long cost() {
        return cost.median();
    }

    Spending spending() {
        return spending;
    }

    void write(CellWriter to) {
        Quota known = told;
        to.number(known == null ? 0 : 1);
        if (known != null) {
            to.number(known.limit())
                    .number(known.remaining())
                    .number(known.reset().getEpochSecond());
            to.number(toldAt.getEpochSecond()).number(untold);
        }
        cost.write(to);
        spending.write(to);
    }

    void read(CellReader from) {
        if (from.number() == 1) {
            told = new Quota(from.number(), from.number(), Instant.ofEpochSecond(from.number()));
            toldAt = Instant.ofEpochSecond(from.number());
            untold = from.number();
        }
        cost.read(from);
        spending.read(from);
    }
}
