package io.authwatch.alert;

import java.util.Locale;

/** Why a firing was not pushed: a closed list, and the {@code reason} label of the metric. */
public enum Suppression {
    /** Its key is cooling down: it is counted, and told in the summary. */
    COOLDOWN,
    /** Its host is muted. */
    MUTED,
    /** Another rule with a higher priority told the same event, and named this one. */
    OUTRANKED,
    /** A silence covers it: it is counted, and told when the silence ends. */
    SILENCE,
    /** Its rule is told as a digest: it is counted there. */
    DIGEST,
    /** Its rule fires on many keys at once: it is counted in the incident. */
    STORM,
    /** It was written long before it arrived: it is counted in the digest of what was missed. */
    LATE,
    /** Somebody acknowledged its alert: it is counted. */
    ACKNOWLEDGED;

    /** The label, lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
