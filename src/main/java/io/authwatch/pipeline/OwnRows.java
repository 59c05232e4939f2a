package io.authwatch.pipeline;

import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertState;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.rule.OwnRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

    /** Whether it is told by the outbox itself, about the quota: then nothing decided on it before. */
    static boolean isWarning(Notification row) {
        return OwnRules.isOne(row.rule()) && row.alert().equals(row.id());
    }

    /** The alert of such a one, so that it is shown where the others are. */
    static Alert alert(Notification warning) {
        return new Alert(
                warning.alert(),
                warning.rule(),
                List.of(SelfNotice.NO_KEY),
                warning.priority(),
                AlertState.CLOSED,
                warning.host(),
                warning.created(),
                warning.created(),
                1,
                0,
                0,
                warning.title());
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
