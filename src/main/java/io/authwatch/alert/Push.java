package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something to tell a person now.
 *
 * @param kind why
 * @param alert the alert as it stands after this push
 * @param event the latest event; in a summary without its original, its texts cut to 1,024 code points
 * @param inWindow how many attempts made the rule fire, the latest time
 * @param why what else made the rule fire, for people, such as {@code first time in 90 d}; may be empty
 * @param alsoRules the other rules that fired for the event, in file order
 * @param followed firings since the last notification that this one tells; 0 in a first one
 * @param since when that notification was; in a first one, now
 * @param repeat the rule's cool-down: before its end there will be no other
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
        Duration repeat) {}
