package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell a person now.
 *
 * @param kind why
 * @param alert the alert as it stands after this push
 * @param event the latest event; but in a first sign or a break-out without its original, its texts cut to 1,024 code
 *     points
 * @param inWindow how many attempts made the rule fire, the latest time
 * @param why what else made the rule fire, for people, such as {@code first time in 90 d}; may be empty
 * @param alsoRules the other rules that fired for the event, in file order
 * @param followed firings since the last notification that this one tells beside the event; 0 in a first one
 * @param since when that notification was; in a first one, now
 * @param repeat the rule's cool-down: before its end there will be no other; zero if nothing cools down
 * @param gathered what is told as one, or null if it is one event and what followed it
 */
public record Push(
        PushKind kind,
        Alert alert,
        AuthEvent event,
        long inWindow,
        String why,
        List<String> alsoRules,
        long followed,
        Instant since,
        Duration repeat,
        @Nullable Gathered gathered) {

    /** One event, and what followed it. */
    public Push(
            PushKind kind,
            Alert alert,
            AuthEvent event,
            long inWindow,
            String why,
            List<String> alsoRules,
            long followed,
            Instant since,
            Duration repeat) {
        this(kind, alert, event, inWindow, why, alsoRules, followed, since, repeat, null);
    }

    /**
     * Its number among the pushes of its alert: rising, not in a row, the same after a replay. How often the alert's rule
     * had fired; the last one of an incident, which may have nothing new to tell, is one more.
     */
    public long number() {
        return kind == PushKind.INCIDENT_END ? alert.count() + 1 : alert.count();
    }

    /** How loud it is. */
    public Priority priority() {
        return kind.capped(alert.priority());
    }
}
