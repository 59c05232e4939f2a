package io.authwatch.auth;

import java.util.Locale;
import java.util.Optional;

/** How it ended: ECS {@code event.outcome}. The order is part of the log's format: append, never reorder. */
public enum Outcome {
    SUCCESS,
    FAILURE,
    UNKNOWN;

    private static final Outcome[] BY_CODE = values();

    /** The ECS value, lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome of an ordinal that the log holds. */
    public static Outcome of(int ordinal) {
        return BY_CODE[ordinal];
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
