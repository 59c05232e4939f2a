package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.StateCell;
import java.util.Comparator;

/**
 * What storms together: one rule's successes, and the rest of what makes it fire. So a success is never lost in a storm of
 * failures, and successes of a whole fleet are a storm of their own.
 */
record StormKey(String rule, boolean success) implements Comparable<StormKey> {
    private static final String SUCCESS = "success";
    private static final String OTHER = "other";

    static StormKey of(String rule, AuthEvent event) {
        return new StormKey(rule, event.outcome() == Outcome.SUCCESS);
    }

    /** The key of a cell whose key ends with {@link #outcome}. */
    static StormKey of(StateCell cell) {
        return new StormKey(cell.rule(), cell.key().endsWith(SUCCESS));
    }

    String outcome() {
        return success ? SUCCESS : OTHER;
    }

    @Override
    public int compareTo(StormKey other) {
        return Comparator.comparing(StormKey::rule)
                .thenComparing(StormKey::success)
                .compare(this, other);
    }
}
