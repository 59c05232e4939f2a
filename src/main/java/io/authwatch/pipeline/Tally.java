package io.authwatch.pipeline;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Outcome;

/** How many messages of a turn ended in which event; one place for each action and outcome. */
final class Tally {
    private static final int OUTCOMES = Outcome.values().length;

    private final int[] counts = new int[AuthAction.values().length * OUTCOMES];

    void count(AuthAction action, Outcome outcome) {
        counts[action.ordinal() * OUTCOMES + outcome.ordinal()]++;
    }

    /** Tells each count that is not zero. */
    void tell(Happenings happenings) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                happenings.decided(AuthAction.of(i / OUTCOMES), Outcome.of(i % OUTCOMES), counts[i]);
            }
        }
    }
}
