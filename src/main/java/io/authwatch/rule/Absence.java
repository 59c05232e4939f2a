package io.authwatch.rule;

import java.time.Duration;

/**
 * Who says nothing any more, or is heard again.
 *
 * @param rule the name of the {@code absent} rule
 * @param kind what it is
 * @param subject the host's name or the sender's address; {@code *} for all of them
 * @param hosts how many hosts it is about
 * @param silent for how long nothing was heard; time in which nobody listened is not in it
 */
public record Absence(String rule, Kind kind, String subject, int hosts, Duration silent) {
    /** Stands for all hosts together. */
    public static final String ALL = "*";

    /** What is gone or back. The order is part of the ledger's format: append, never reorder. */
    public enum Kind {
        /** One host. */
        HOST_GONE,
        HOST_BACK,
        /** All hosts behind one sender, a relay. */
        SENDER_GONE,
        SENDER_BACK,
        /** All that was ever heard: most likely it is us who hear nothing. */
        ALL_GONE,
        ALL_BACK;

        /** Whether something is heard again. */
        public boolean back() {
            return this == HOST_BACK || this == SENDER_BACK || this == ALL_BACK;
        }
    }
}
