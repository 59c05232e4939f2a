package io.authwatch.notify;

import io.authwatch.rule.StateCell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of the notifications that are still to be sent. It lives in memory; the rows it answers are for the
 * ledger, which is what survives. Owned by one thread: the writer's.
 *
 * <p>The order that keeps the promise: {@link #add} before the commit that makes the notification durable, {@link #due}
 * after it; {@link #delivered} before the commit that tells how it ended. A crash in between repeats at most what was
 * in flight. At a start {@link #recovered} takes what the ledger holds.
 */
public final class Outbox {
    private final RetryPolicy policy;
    private final Limits limits;
    private final Channel channel;
    private final OutboxQueue queue = new OutboxQueue();
    private final Receipts receipts = new Receipts();
    private final Budget budget;

    /**
     * How much at most.
     *
     * @param pending notifications, in flight or not; further ones push out less important ones, visibly
     * @param inFlight sends at once
     */
    public record Limits(int pending, int inFlight) {
        /**
         * 10,000 pending: the free quota of a month, so more could not be sent anyway. 2 in flight: as many connections
         * as Pushover allows (pushover.net/api, "Being friendly to our API").
         */
        public static final Limits DEFAULT = new Limits(10_000, 2);
    }

    /** An outbox that sends all there is: for a notifier without a quota. */
    public Outbox(RetryPolicy policy, Limits limits) {
        this(policy, limits, QuotaSettings.NONE);
    }

    /** An outbox that spends a quota as {@code quota} says. */
    public Outbox(RetryPolicy policy, Limits limits, QuotaSettings quota) {
        this.policy = policy;
        this.limits = limits;
        this.channel = new Channel(policy);
        this.budget = new Budget(quota);
    }

    /**
     * Takes a notification that was just decided.
     *
     * @return the rows to commit: the notification as it is now, and if there was no room, what had to give way as
     *     {@link NotificationState#FAILED}; that may be the notification itself
     */
    public List<Notification> add(Notification decided) {
        Budget.Verdict verdict = budget.admit(decided, queue.size());
        if (verdict == Budget.Verdict.SHOW) {
            return List.of(Budget.show(decided));
        }
        Notification gone = pending() < limits.pending() ? null : evictFor(decided);
        if (gone == decided) {
            return List.of(full(decided));
        }
        Notification row = verdict == Budget.Verdict.HOLD ? budget.hold(decided) : queue.add(decided);
        return gone == null ? List.of(row) : List.of(row, full(gone));
    }

    /** Makes room; answers what had to go, which is {@code decided} itself if nothing matters less. */
    private Notification evictFor(Notification decided) {
        Notification held = QuotaPurse.always(decided.priority()) ? budget.evict() : null;
        Notification evicted = held != null ? held : queue.evictBelow(decided.priority());
        return evicted == null ? decided : evicted;
    }

    private Notification full(Notification row) {
        return row.givenUp(
                DeliveryReason.OUTBOX_FULL, "the outbox is full: " + limits.pending() + " notifications are pending");
    }

    /** Takes a row that an earlier run of the program left; it was admitted then, so it always finds room. */
    public void recovered(Notification row) {
        boolean held = row.reason() == DeliveryReason.ALLOWANCE && budget.recovered(row);
        if (row.state() == NotificationState.SENT) {
            receipts.recovered(row);
        } else if (!held) {
            queue.add(row);
            if (row.reason() == DeliveryReason.QUOTA) {
                channel.restore(row);
            }
        }
    }

    /**
     * Lets time pass, before the commit: what was held back is let go or told in a digest, and what is to be told of
     * the quota is told.
     *
     * @return the rows to commit; those still to be sent are in the outbox
     */
    public List<Notification> settle(Instant now) {
        Budget.Settled settled = budget.settle(queue.size(), now);
        settled.send().forEach(queue::add);
        return settled.rows();
    }

    /** What is to be sent now, first things first; it counts as in flight until {@link #delivered}. */
    public List<Notification> due(Instant now) {
        queue.ripen(now, policy);
        int width = channel.width(now, limits.inFlight());
        List<Notification> due = new ArrayList<>();
        while (queue.inFlight() < width) {
            Notification next = queue.take();
            if (next == null) {
                break;
            }
            due.add(next);
        }
        return due;
    }

    /**
     * One attempt ended.
     *
     * @param id the notification's, as {@link #due} answered it
     * @param now when the attempt ended
     * @return the row to commit
     * @throws IllegalArgumentException if it was not in flight
     */
    public Notification delivered(String id, Delivery delivery, Instant now) {
        Notification sent = queue.land(id);
        if (sent == null) {
            throw new IllegalArgumentException("notification " + id + " is not in flight");
        }
        budget.ended(sent, delivery, queue.size(), now);
        Notification row = receipts.landed(channel.ended(sent, delivery, now), now);
        return row.state() == NotificationState.PENDING ? queue.add(row) : row;
    }

    /**
     * Nobody needs these alerts' notifications any more: what waits is not sent, and what rings is stopped.
     *
     * @param alerts the alerts' ids
     * @param why one line for people
     * @return the rows to commit, each {@link NotificationState#CANCELLED}
     */
    public List<Notification> cancel(Set<String> alerts, String why, Instant now) {
        List<Notification> gone = new ArrayList<>(queue.remove(alerts));
        gone.forEach(row -> budget.withdrawn(row, queue.size(), now));
        gone.addAll(budget.remove(alerts));
        gone.addAll(receipts.stop(alerts, now));
        receipts.withdraw(queue.inFlightOf(alerts));
        return gone.stream()
                .map(row -> row.ended(NotificationState.CANCELLED, why))
                .toList();
    }

    /** What is to be asked of the notifier beside the sends, or null; one at a time, until {@link #answered}. */
    public @Nullable Errand errand(Instant now) {
        Hold hold = channel.hold();
        boolean unwelcome = hold != null && hold.cause().unwelcome() && now.isBefore(hold.until());
        return unwelcome ? null : receipts.errand(now);
    }

    /** An errand ended. Answers the rows to commit: what was asked about, if it changed, and that nobody answered it. */
    public List<Notification> answered(Errand.Report report, Instant now) {
        Notification row = receipts.answered(report, now);
        if (row == null) {
            return List.of();
        }
        List<Notification> rows = new ArrayList<>(List.of(row));
        if (row.state() == NotificationState.EXPIRED) {
            rows.addAll(add(Warnings.unanswered(row, now)));
        }
        return rows;
    }

    /**
     * Whether to ask the notifier for its quota now: from time to time while nothing is sent for want of it, or for a
     * refused token. Having said yes, it says no for a while.
     */
    public boolean asksQuota(Instant now) {
        return channel.asksQuota(now) || (channel.hold() == null && budget.asksQuota(now));
    }

    /** The notifier told its quota, outside of a send. */
    public void told(Quota quota, Instant now) {
        budget.told(quota, queue.size(), now);
        if (channel.told(quota, now)) {
            queue.quotaIsBack(now);
        }
    }

    /** When {@link #due} or {@link #errand} may answer something by time alone, or null. */
    public @Nullable Instant nextDue() {
        Hold hold = channel.hold();
        Instant errand = hold != null && hold.cause().unwelcome() ? null : receipts.nextDue();
        int width = hold == null ? limits.inFlight() : 1;
        Instant earliest = queue.earliest();
        if (queue.inFlight() >= width || earliest == null) {
            return errand;
        }
        Instant send = hold != null && hold.until().isAfter(earliest) ? hold.until() : earliest;
        return errand != null && errand.isBefore(send) ? errand : send;
    }

    /** How many are still to be sent, those in flight and those held back included. */
    public int pending() {
        return queue.size() + budget.held();
    }

    /** When the oldest of them was decided, or null if there is none. */
    public @Nullable Instant oldest() {
        Instant queued = queue.oldest();
        Instant held = budget.oldest();
        return queued == null || (held != null && held.isBefore(queued)) ? held : queued;
    }

    /** The same of those that are not held back for the quota's sake. */
    public @Nullable Instant oldestDue() {
        return queue.oldest();
    }

    /** The alerts of what rings, as far as we know, and is such a notification. */
    public Set<String> ringing(Predicate<Notification> such) {
        return receipts.alerts(such);
    }

    /** How many emergencies ring as far as we know. */
    public int ringing() {
        return receipts.size();
    }

    /** When the quota will be used up if all go on as they do, or null if not before its reset. */
    public @Nullable Instant projected(Instant now) {
        return budget.projected(now);
    }

    /** The cells that changed since the last call: state that no log entry leads to. */
    public List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(receipts.cancellations().drain());
        cells.addAll(budget.drain());
        return cells;
    }

    /** Takes over a cell of an earlier run; cells of others are left alone. */
    public void restore(StateCell cell) {
        receipts.cancellations().restore(cell);
        budget.restore(cell);
    }

    /** Why nothing is sent, or null; past its time one notification at a time is tried. */
    public @Nullable Hold hold() {
        return channel.hold();
    }
}
