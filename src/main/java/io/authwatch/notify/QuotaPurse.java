package io.authwatch.notify;

import io.authwatch.notify.QuotaAccount.Funds;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Priority;
import io.authwatch.rule.StateCell;
import io.authwatch.rule.SteadyTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The month's quota as three purses: what is loud always goes, what is normal goes while there is allowance, what is low
 * goes while there is plenty.
 *
 * <pre>
 *   remaining ─┬─ reserve        emergency, high: to the last message
 *              └─ free ÷ time to the reset = allowance an hour ──▶ bucket ─┬─ normal: while it holds a send
 *                                                                          └─ low: while it stays half full
 * </pre>
 *
 * <p>The bucket holds a burst (a day's allowance unless configured otherwise) and is full at the start of a month, so
 * that the first sign goes at once. The allowance is worked out anew from each word about the quota: whoever spends more,
 * others included, makes it smaller, and so it lasts. Knows no clock and no storage; its state is one cell.
 */
public final class QuotaPurse {
    /** The kind of its cells. */
    public static final String KIND = "quota";

    /** Hours that are added to those until the reset, so that at the month's end the reserve is still whole. */
    private static final double SLACK_HOURS = 24;

    private static final double HOUR_MILLIS = 3_600_000;
    /** The bucket's level is kept in thousandths. */
    private static final double LEVEL_UNIT = 1_000;
    /** A reset that lies this much later than the one before is another month's. */
    private static final Duration NEXT_MONTH = Duration.ofDays(1);

    private static final byte VERSION = 1;

    private final QuotaSettings settings;
    private final QuotaAccount account;
    private final QuotaAlarm alarm = new QuotaAlarm();
    private final SteadyTime time = new SteadyTime();
    /** Sends, so that a change of what one costs never makes more of them. */
    private double level;

    private long levelAt;
    /** The reset before which the bucket was filled, or null if it never was. */
    private @Nullable Instant filledFor;

    private boolean changed;

    /** A full purse; nothing was told yet. */
    public QuotaPurse(QuotaSettings settings) {
        this.settings = settings;
        this.account = new QuotaAccount(settings);
    }

    /** Whether a priority is sent as long as anything is left. */
    static boolean always(Priority priority) {
        return priority.code() >= Priority.HIGH.code();
    }

    /**
     * Takes what one send costs, if this priority may have it.
     *
     * @param queued sends that were let through and not answered yet
     */
    boolean takes(Priority priority, int queued, Instant now) {
        double capacity = refill(queued, now);
        if (always(priority)) {
            level = Math.max(0, level - 1);
            changed = true;
            return true;
        }
        double stays = priority == Priority.NORMAL ? 0 : capacity / 2;
        return takes(1, stays, queued, now);
    }

    /** Takes what {@code sends} sends of normal priority cost, if half the bucket still stays after them. */
    boolean takesAll(int sends, int queued, Instant now) {
        refill(queued, now);
        return takes(sends, sends, queued, now);
    }

    private boolean takes(int sends, double stays, int queued, Instant now) {
        if (level - sends < stays || free(queued, now) < sends * account.cost()) {
            return false;
        }
        level -= sends;
        changed = true;
        return true;
    }

    /** A send that was taken for ended without being counted: its cost goes back. */
    void givesBack(int queued, Instant now) {
        double capacity = refill(queued, now);
        level = Math.min(capacity, level + 1);
        changed = true;
    }

    private long free(int queued, Instant now) {
        Funds funds = account.funds(now);
        return funds.remaining() - funds.reserve() - queued * account.cost();
    }

    /** Messages an hour under the allowance. */
    double perHour(int queued, Instant now) {
        double hours = Duration.between(now, account.funds(now).reset()).toMillis() / HOUR_MILLIS;
        return Math.max(0, free(queued, now)) / (Math.max(0, hours) + SLACK_HOURS);
    }

    /** Lets the bucket fill; answers what it holds at most. */
    private double refill(int queued, Instant now) {
        long at = time.advance(now);
        double perHour = perHour(queued, now) / account.cost();
        double burst = Math.max(1, perHour * settings.burst().toMillis() / HOUR_MILLIS);
        double capacity = Math.max(0, Math.min((double) free(queued, now) / account.cost(), burst));
        Instant reset = account.funds(now).reset();
        if (filledFor == null || reset.isAfter(filledFor.plus(NEXT_MONTH))) {
            level = capacity;
            filledFor = reset;
            changed = true;
        } else {
            level = Math.min(capacity, level + perHour * (at - levelAt) / HOUR_MILLIS);
        }
        levelAt = at;
        return capacity;
    }

    /**
     * The notifier told the quota.
     *
     * @param sent the priority of the accepted send whose answer told it, or null if it was asked for or not accepted
     * @param queued sends that were let through and not answered yet
     */
    void told(Quota quota, @Nullable Priority sent, int queued, Instant now) {
        refill(queued, now);
        boolean allowed = sent != null && !always(sent);
        if (account.told(quota, sent != null, allowed, now, time.advance(now))) {
            filledFor = null;
        }
        changed = true;
    }

    /** A send was accepted without a word about the quota. */
    void spentUntold(Priority sent, Instant now) {
        account.spentUntold(!always(sent), time.advance(now));
        changed = true;
    }

    /** When the quota was told last, or {@link Instant#EPOCH}. */
    Instant toldAt() {
        return account.toldAt();
    }

    /** When the quota will be used up if all go on as in the last 24 hours; null if not before its reset. */
    public @Nullable Instant projected(Instant now) {
        Quota told = account.told(now);
        if (told == null) {
            return null;
        }
        Spending spending = account.spending();
        long at = time.peek(now);
        double allowed = spending.underAllowance(at) / 24.0;
        double others = spending.total(at) / 24.0 - allowed;
        // What the allowance lets through shrinks with it, whatever went through in a burst.
        double perHour = others + Math.min(allowed, perHour(0, now));
        if (perHour <= 0) {
            return null;
        }
        double hours = Math.max(0, told.remaining()) / perHour;
        double hoursLeft = Duration.between(now, account.funds(now).reset()).toMillis() / HOUR_MILLIS;
        return hours < hoursLeft ? now.plusMillis((long) (hours * HOUR_MILLIS)) : null;
    }

    /** What is to be told about the quota now, each once a month. */
    List<Notification> warnings(Instant now) {
        Quota told = account.told(now);
        if (told == null) {
            return List.of();
        }
        long at = time.peek(now);
        List<Notification> warnings =
                alarm.due(told, account.spending().total(at), account.spending().byUs(at), projected(now), now);
        changed |= !warnings.isEmpty();
        return warnings;
    }

    /** Its cells, if anything changed since the last call. */
    List<StateCell> drain() {
        if (!changed) {
            return List.of();
        }
        changed = false;
        // Cut, not rounded: a restart never makes a send of what is not quite one.
        CellWriter to =
                new CellWriter(VERSION).number((long) (level * LEVEL_UNIT)).number(levelAt);
        to.number(filledFor == null ? Long.MIN_VALUE : filledFor.getEpochSecond());
        account.write(to);
        alarm.write(to);
        List<StateCell> cells = new ArrayList<>(time.drain(KIND));
        cells.add(new StateCell(KIND, KIND, "", to.octets()));
        return cells;
    }

    /** Takes over a cell of an earlier run; cells of another kind are left alone. */
    void restore(StateCell cell) {
        if (!cell.kind().equals(KIND) || cell.gone()) {
            return;
        }
        if (SteadyTime.isTime(cell)) {
            time.restore(cell);
            return;
        }
        CellReader from = new CellReader(cell, VERSION);
        level = from.number() / LEVEL_UNIT;
        levelAt = from.number();
        long filled = from.number();
        filledFor = filled == Long.MIN_VALUE ? null : Instant.ofEpochSecond(filled);
        account.read(from);
        alarm.read(from);
    }
}
