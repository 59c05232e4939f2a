package io.authwatch.pipeline;

import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.rule.OwnRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which notifications about Authwatch itself are still to be sent, and how many of the others were given up: what keeps
 * an outage from making messages about itself.
 */
final class OwnRows {
    private final Map<String, Set<String>> waiting = new HashMap<>();
    private long deadLetters;

    /** Takes note of a row as it is now. */
    void saw(Notification row) {
        if (!OwnRules.isOne(row.rule())) {
            deadLetters += row.state() == NotificationState.FAILED ? 1 : 0;
        } else if (row.state() == NotificationState.PENDING) {
            waiting.computeIfAbsent(row.rule(), rule -> new HashSet<>()).add(row.id());
        } else {
            waiting.getOrDefault(row.rule(), new HashSet<>()).remove(row.id());
        }
    }

    /** Whether one of a rule is still to be sent. */
    boolean isWaiting(String rule) {
        return !waiting.getOrDefault(rule, Set.of()).isEmpty();
    }

    /** Notifications that were given up since the start, and tell of something else than Authwatch itself. */
    long deadLetters() {
        return deadLetters;
    }
}
