package io.authwatch.auth;

import java.util.Locale;
import java.util.Optional;

/** How it ended: ECS {@code event.outcome}. */
public enum Outcome {
    SUCCESS,
    FAILURE,
    UNKNOWN;

    /** The ECS value, lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome of an ECS value; empty if there is none. */
    public static Optional<Outcome> named(String label) {
        for (Outcome outcome : values()) {
            if (outcome.label().equals(label)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
