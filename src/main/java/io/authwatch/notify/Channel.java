package io.authwatch.notify;

import io.authwatch.notify.Delivery.Later;
import io.authwatch.notify.Delivery.Refused;
import io.authwatch.notify.Delivery.Sent;
import io.authwatch.notify.Hold.Cause;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether anything may be sent at all. One failing notification holds the others too, so that a dead or angry server
 * meets one attempt at a time, and not one per notification.
 *
 * <pre>
 *          ┌──────────── accepted ─────────────┐
 *          ▼                                   │
 *        open ──no answer, 429, bad token──▶ held ──its time is over──▶ trying (one in flight)
 *          ▲     or 3 refusals in a row        ▲                           │        │
 *          │                                   └──────── the same ─────────┘        │
 *          └───────────────────────── accepted ────────────────────────────────────┘
 * </pre>
 */
final class Channel {
    /** How many refusals in a row hold the channel: a burst of 4xx gets the address blocked (pushover.net/api). */
    static final int REFUSALS_MAX = 3;
    /** The first hold after so many refusals; it doubles with each further one. */
    static final Duration REFUSALS_HOLD = Duration.ofMinutes(10);
    /** The hold after a refused token, and the longest after refusals. */
    static final Duration TOKEN_HOLD = Duration.ofHours(1);
    /** How often the notifier is asked for its quota while it is held for that: the answer is free. */
    static final Duration ASK_EVERY = Duration.ofMinutes(5);

    private final RetryPolicy policy;
    private @Nullable Hold hold;
    private int troubles;
    private int refusals;
    private @Nullable Instant askAt;

    Channel(RetryPolicy policy) {
        this.policy = policy;
    }

    /** How many may be in flight now, of at most {@code most}. */
    int width(Instant now, int most) {
        Hold held = hold;
        if (held == null) {
            return most;
        }
        Instant latest = now.plus(longest(held.cause()));
        if (held.until().isAfter(latest)) {
            held = new Hold(held.cause(), latest, held.detail());
            hold = held;
        }
        return now.isBefore(held.until()) ? 0 : 1;
    }

    @Nullable
    Hold hold() {
        return hold;
    }

    /** Holds the channel for a quota that an earlier run met. It may have been bought since: the notifier is asked at once. */
    void restore(Notification row) {
        String detail = row.detail();
        holdFor(Cause.QUOTA, row.notBefore(), detail == null ? "the message quota is used up" : detail);
        askAt = Instant.EPOCH;
    }

    /** One attempt ended: answers the row after it; pending if it is to be tried again. */
    Notification ended(Notification row, Delivery delivery, Instant now) {
        if (delivery instanceof Sent accepted) {
            return accepted(row, accepted, now);
        }
        return delivery instanceof Refused refused ? refused(row, refused, now) : later(row, (Later) delivery, now);
    }

    private Notification accepted(Notification row, Sent sent, Instant now) {
        sent(sent.quota(), now);
        boolean dry = sent.reason() == DeliveryReason.DRY_RUN;
        NotificationState state = dry ? NotificationState.DRY_RUN : NotificationState.SENT;
        return row.after(state, row.notBefore(), sent.reason(), sent.info(), sent.request(), sent.receipt());
    }

    private Notification refused(Notification row, Refused refused, Instant now) {
        refused(refused.reason(), refused.detail(), refused.quota(), now);
        return row.after(NotificationState.FAILED, row.notBefore(), refused.reason(), refused.detail(), null, null);
    }

    private Notification later(Notification row, Later later, Instant now) {
        Instant notBefore = policy.notBefore(row.attempts() + 1, later.reason(), later.notBefore(), now);
        failed(later.reason(), later.detail(), notBefore, later.notBefore(), now);
        return row.after(NotificationState.PENDING, notBefore, later.reason(), later.detail(), null, null);
    }

    /** Accepted. */
    private void sent(@Nullable Quota quota, Instant now) {
        troubles = 0;
        refusals = 0;
        if (hold != null && (!hold.cause().sticky() || !now.isBefore(hold.until()))) {
            hold = null;
        }
        holdIfSpent(quota, now);
    }

    /** Refused for good. The server lives, so this ends an outage. */
    private void refused(DeliveryReason reason, String detail, @Nullable Quota quota, Instant now) {
        troubles = 0;
        refusals++;
        if (hold != null && hold.cause() == Cause.OUTAGE) {
            hold = null;
        }
        if (reason == DeliveryReason.TOKEN_INVALID) {
            holdFor(Cause.TOKEN, now.plus(TOKEN_HOLD), detail);
        } else if (refusals >= REFUSALS_MAX) {
            int doublings = Math.min(refusals - REFUSALS_MAX, 3);
            Duration wait = REFUSALS_HOLD.multipliedBy(1L << doublings);
            holdFor(Cause.REFUSALS, now.plus(wait.compareTo(TOKEN_HOLD) < 0 ? wait : TOKEN_HOLD), detail);
        }
        holdIfSpent(quota, now);
    }

    /** Not now. {@code notBefore} is when the notification itself is tried again, {@code told} what was asked for. */
    private void failed(DeliveryReason reason, String detail, Instant notBefore, @Nullable Instant told, Instant now) {
        if (reason == DeliveryReason.QUOTA) {
            holdFor(Cause.QUOTA, notBefore, detail);
            return;
        }
        troubles++;
        Cause cause = reason == DeliveryReason.RATE_LIMITED ? Cause.RATE_LIMITED : Cause.OUTAGE;
        holdFor(cause, policy.notBefore(troubles, reason, told, now), detail);
    }

    /** Whether to ask the notifier for its quota; having said yes, it says no for a while. */
    boolean asksQuota(Instant now) {
        if (hold == null || !hold.cause().sticky()) {
            askAt = null;
            return false;
        }
        Duration every = hold.cause() == Cause.TOKEN ? TOKEN_HOLD.dividedBy(2) : ASK_EVERY;
        boolean due = askAt != null && (!now.isBefore(askAt) || askAt.isAfter(now.plus(every)));
        if (askAt == null || due) {
            askAt = now.plus(every);
        }
        return due;
    }

    /** The notifier told its quota; answers whether that ended a hold. */
    boolean told(Quota quota, Instant now) {
        if (quota.remaining() <= 0) {
            holdIfSpent(quota, now);
            return false;
        }
        boolean ends = hold != null && (hold.cause() == Cause.QUOTA || hold.cause() == Cause.TOKEN);
        if (ends) {
            hold = null;
        }
        return ends;
    }

    private void holdIfSpent(@Nullable Quota quota, Instant now) {
        if (quota != null && quota.remaining() <= 0) {
            Instant until = policy.notBefore(1, DeliveryReason.QUOTA, quota.reset(), now);
            holdFor(Cause.QUOTA, until, "the message quota is used up");
        }
    }

    /** The hold that lasts longer wins; one whose time is over has none left. */
    private void holdFor(Cause cause, Instant until, String detail) {
        if (hold == null || hold.until().isBefore(until)) {
            hold = new Hold(cause, until, detail);
        }
    }

    private Duration longest(Cause cause) {
        return switch (cause) {
            case QUOTA -> policy.longest(DeliveryReason.QUOTA);
            case OUTAGE -> RetryPolicy.CEILING;
            case RATE_LIMITED, TOKEN, REFUSALS -> TOKEN_HOLD;
        };
    }
}
