package io.authwatch.notify;

import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertState;
import io.authwatch.alert.Push;
import io.authwatch.alert.PushKind;
import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.Priority;
import io.authwatch.rule.RuleFile;
import io.authwatch.wire.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Pushes and their events for tests: sshd on web-17, stamped two seconds before they arrived. */
final class Pushes {
    static final Instant RECEIVED = Instant.parse("2026-11-23T12:01:07Z");
    static final Instant STAMPED = Instant.parse("2026-11-23T12:01:05Z");
    static final Instant NOW = Instant.parse("2026-11-23T12:01:08Z");
    /** Knows one rule with a window. */
    static final Wording WORDING = new Wording(
            RuleFile.read("rules.yaml", "rules: {guessing: {when: {action: login}, count: 5, within: 2m}}")::rule);

    private Pushes() {}

    static Notification write(String rule, AuthEvent event) {
        return WORDING.write(first(rule, event, 1, List.of()), "7f3a9c01-1", NOW);
    }

    static Push first(String rule, AuthEvent event, long inWindow, List<String> alsoRules) {
        return push(PushKind.FIRST, rule, event, inWindow, alsoRules, 0, RECEIVED);
    }

    static Push push(
            PushKind kind,
            String rule,
            AuthEvent event,
            long inWindow,
            List<String> also,
            long followed,
            Instant since) {
        Alert alert = new Alert(
                "7f3a9c01",
                rule,
                List.of("web-17"),
                Priority.HIGH,
                AlertState.OPEN,
                "web-17",
                RECEIVED,
                RECEIVED,
                1,
                0,
                1,
                "summary");
        return new Push(kind, alert, event, inWindow, "", also, followed, since, Duration.ofHours(1));
    }

    static Attributes login(String user, String source) {
        return Attributes.of(Field.USER, user).with(Field.SOURCE, source);
    }

    static AuthEvent event(AuthAction action, Outcome outcome, Attributes attributes) {
        return of(STAMPED, Input.TCP, true, action, outcome, false, attributes);
    }

    static AuthEvent stamped(Instant stamped) {
        return of(stamped, Input.TCP, true, AuthAction.LOGIN, Outcome.SUCCESS, false, login("root", "203.0.113.9"));
    }

    static AuthEvent with(AuthEvent event, Input input, boolean verified) {
        return of(STAMPED, input, verified, event.action(), event.outcome(), false, event.attributes());
    }

    static AuthEvent suspicious(AuthEvent event) {
        return of(STAMPED, Input.TCP, true, event.action(), event.outcome(), true, event.attributes());
    }

    static AuthEvent of(
            Instant stamped,
            Input input,
            boolean verified,
            AuthAction action,
            Outcome outcome,
            boolean suspicious,
            Attributes attributes) {
        return new AuthEvent(
                1,
                RECEIVED,
                stamped,
                input,
                "web-17",
                "192.0.2.7",
                verified,
                4,
                6,
                "sshd",
                "812",
                action,
                outcome,
                1,
                suspicious,
                attributes,
                "text",
                "<38>text");
    }

    static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }
}
