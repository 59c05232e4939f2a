package io.authwatch.alert;

import io.authwatch.rule.Priority;
import java.util.Locale;

/** Why something is pushed. */
public enum PushKind {
    /** The first sign, told at once. */
    FIRST(Priority.EMERGENCY),
    /** What followed during the cool-down, told at its end. */
    SUMMARY(Priority.EMERGENCY),
    /** Something new during the cool-down, told at once. */
    BREAK_OUT(Priority.EMERGENCY),
    /** All that a rule gathered since its digest began. */
    DIGEST(Priority.EMERGENCY),
    /** One rule fires on many keys: told once for all of them. */
    INCIDENT(Priority.EMERGENCY),
    /** An incident changed its shape. Never an emergency: who acknowledged the first one knows. */
    INCIDENT_UPDATE(Priority.HIGH),
    /** An incident is over. */
    INCIDENT_END(Priority.NORMAL),
    /** A silence is over, and this is what it held back. */
    SILENCE_END(Priority.NORMAL),
    /** What senders held back while they could not reach us. */
    WHILE_AWAY(Priority.NORMAL);

    private final Priority loudest;

    PushKind(Priority loudest) {
        this.loudest = loudest;
    }

    /** The priority of a push of this kind for an alert of {@code priority}. */
    public Priority capped(Priority priority) {
        return priority.code() > loudest.code() ? loudest : priority;
    }

    /** Lower case, words joined by hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
