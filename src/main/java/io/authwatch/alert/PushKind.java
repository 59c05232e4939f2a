package io.authwatch.alert;

import java.util.Locale;

/** Why something is pushed. */
public enum PushKind {
    /** The first sign, told at once. */
    FIRST,
    /** What followed during the cool-down, told at its end. */
    SUMMARY;

    /** Lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
