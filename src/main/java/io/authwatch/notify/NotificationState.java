package io.authwatch.notify;

import java.util.Locale;

/** Where a notification stands. The order is part of the ledger's format: append, never reorder. */
public enum NotificationState {
    /** In the outbox, to be sent. */
    PENDING,
    /** Accepted by the notifier. */
    SENT,
    /** Refused for good; shown, never sent again. */
    FAILED,
    /** Written to the log for want of a token. */
    DRY_RUN,
    /** Held back for the quota's sake, and told by a digest; final. */
    DIGESTED,
    /** Not sent for the quota's sake: shown, and nothing else; final. */
    SHOWN,
    /** An emergency that somebody acknowledged; final. */
    ACKNOWLEDGED,
    /** An emergency that nobody acknowledged while it rang; final. */
    EXPIRED,
    /** Nobody needs it any more: it was not sent, or stopped ringing; final. */
    CANCELLED;

    /** The name in the API, lower case with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
