package io.authwatch.notify;

import java.util.Locale;

/** Why a delivery ended as it did: a closed list, and the {@code result} label of the metric. */
public enum DeliveryReason {
    /** The notifier took it. */
    SENT,
    /** No token: written to the log and shown on the page instead. */
    DRY_RUN,
    /** The recipient is unknown or disabled; final. */
    RECIPIENT_INVALID,
    /** The token is refused; final for this notification. */
    TOKEN_INVALID,
    /** The request is refused for another reason; final. */
    REJECTED,
    /** The message quota is used up; later, after its reset. */
    QUOTA,
    /** Told to slow down; later. */
    RATE_LIMITED,
    /** The server said 5xx, or something that is no answer; later. */
    SERVER_ERROR,
    /** No answer in time; later, and it may have arrived. */
    TIMEOUT,
    /** No connection; later. */
    UNREACHABLE,
    /** The outbox had no room for it, so it was never sent; shown. */
    OUTBOX_FULL,
    /** Sent at once it would have cost what others need before the month is over: in a digest later, or only shown. */
    ALLOWANCE;

    /** The label, lower case with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
