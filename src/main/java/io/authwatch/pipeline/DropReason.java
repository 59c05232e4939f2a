package io.authwatch.pipeline;

import java.util.Locale;

/** Why a received message was not decided on; the {@code reason} label of the metric. */
public enum DropReason {
    /** Longer than a frame may be, on a stream whose framing is lost by it. */
    OVERSIZE,
    /** Its sender is not among the allowed ones. */
    SENDER,
    /** Its sender is faster than it may be. */
    RATE,
    /** The writer is behind, and a datagram cannot be held back. */
    OVERLOAD,
    /** Not in the form that its source promises: an entry of the journal that is no JSON object. */
    UNREADABLE;

    /** The label, lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
