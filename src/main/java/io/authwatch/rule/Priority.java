package io.authwatch.rule;

import java.util.Locale;
import java.util.Optional;

/** How loud a notification is; the codes are Pushover's (pushover.net/api, priority). */
public enum Priority {
    /** No notification at all, only a badge. */
    LOWEST(-2),
    /** Shown without sound. */
    LOW(-1),
    /** Sound and vibration as the device is set. */
    NORMAL(0),
    /** Bypasses quiet hours. */
    HIGH(1),
    /** Repeated until somebody acknowledges it. */
    EMERGENCY(2);

    private final int code;

    Priority(int code) {
        this.code = code;
    }

    /** -2 to 2. */
    public int code() {
        return code;
    }

    /** The name in rule files and in the API, lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The priority of a label, or of a code written as a number; empty if there is none. */
    public static Optional<Priority> named(String text) {
        for (Priority priority : values()) {
            if (priority.label().equals(text) || Integer.toString(priority.code).equals(text)) {
                return Optional.of(priority);
            }
        }
        return Optional.empty();
    }
}
