package io.authwatch.alert;

import java.util.Locale;

/** Why a firing was not pushed: a closed list, and the {@code reason} label of the metric. */
public enum Suppression {
    /** Its key is cooling down: it is counted, and told in the summary. */
    COOLDOWN,
    /** Its host is muted. */
    MUTED,
    /** Another rule with a higher priority told the same event, and named this one. */
    OUTRANKED;

    /** The label, lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
