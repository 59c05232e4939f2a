package io.authwatch.notify;

import io.authwatch.notify.Delivery.Later;
import io.authwatch.notify.Delivery.Refused;
import io.authwatch.notify.Delivery.Sent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    public Outbox(RetryPolicy policy, Limits limits) {
        this.policy = policy;
        this.limits = limits;
        this.channel = new Channel(policy);
    }

    /**
     * Takes a notification that was just decided.
     *
     * @return the rows to commit: the notification, and if there was no room, what had to give way as
     *     {@link NotificationState#FAILED}; that may be the notification itself
     */
    public List<Notification> add(Notification decided) {
        if (queue.size() < limits.pending()) {
            queue.add(decided);
            return List.of(decided);
        }
        String detail = "the outbox is full: " + limits.pending() + " notifications are pending";
        Notification evicted = queue.evictBelow(decided.priority());
        if (evicted == null) {
            return List.of(decided.givenUp(DeliveryReason.OUTBOX_FULL, detail));
        }
        queue.add(decided);
        return List.of(decided, evicted.givenUp(DeliveryReason.OUTBOX_FULL, detail));
    }

    /** Takes a pending row that an earlier run of the program left; it was admitted then, so it always finds room. */
    public void recovered(Notification pending) {
        queue.add(pending);
        if (pending.reason() == DeliveryReason.QUOTA) {
            channel.restore(pending.notBefore(), detailOf(pending));
        }
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
        if (delivery instanceof Sent accepted) {
            return accepted(sent, accepted, now);
        }
        return delivery instanceof Refused refused ? refused(sent, refused, now) : later(sent, (Later) delivery, now);
    }

    private Notification accepted(Notification row, Sent sent, Instant now) {
        channel.sent(sent.quota(), now);
        boolean dry = sent.reason() == DeliveryReason.DRY_RUN;
        NotificationState state = dry ? NotificationState.DRY_RUN : NotificationState.SENT;
        return row.after(state, row.notBefore(), sent.reason(), sent.info(), sent.request(), sent.receipt());
    }

    private Notification refused(Notification row, Refused refused, Instant now) {
        channel.refused(refused.reason(), refused.detail(), refused.quota(), now);
        return row.after(NotificationState.FAILED, row.notBefore(), refused.reason(), refused.detail(), null, null);
    }

    private Notification later(Notification row, Later later, Instant now) {
        Instant notBefore = policy.notBefore(row.attempts() + 1, later.reason(), later.notBefore(), now);
        channel.failed(later.reason(), later.detail(), notBefore, later.notBefore(), now);
        Notification pending =
                row.after(NotificationState.PENDING, notBefore, later.reason(), later.detail(), null, null);
        queue.add(pending);
        return pending;
    }

    /**
     * Whether to ask the notifier for its quota now: from time to time while nothing is sent for want of it, or for a
     * refused token. Having said yes, it says no for a while.
     */
    public boolean asksQuota(Instant now) {
        return channel.asksQuota(now);
    }

    /** The notifier told its quota, outside of a send. */
    public void told(Quota quota, Instant now) {
        if (channel.told(quota, now)) {
            queue.quotaIsBack(now);
        }
    }

    /** When {@link #due} may answer something, or null if only a delivery or a new notification can change that. */
    public @Nullable Instant nextDue() {
        Hold hold = channel.hold();
        int width = hold == null ? limits.inFlight() : 1;
        Instant earliest = queue.earliest();
        if (queue.inFlight() >= width || earliest == null) {
            return null;
        }
        return hold != null && hold.until().isAfter(earliest) ? hold.until() : earliest;
    }

    /** How many are still to be sent, those in flight included. */
    public int pending() {
        return queue.size();
    }

    /** When the oldest of them was decided, or null if there is none. */
    public @Nullable Instant oldest() {
        return queue.oldest();
    }

    /** Why nothing is sent, or null; past its time one notification at a time is tried. */
    public @Nullable Hold hold() {
        return channel.hold();
    }

    private static String detailOf(Notification row) {
        String detail = row.detail();
        return detail == null ? "the message quota is used up" : detail;
    }
}
