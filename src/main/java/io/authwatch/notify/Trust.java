package io.authwatch.notify;

import io.authwatch.alert.SafeText;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.wire.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The lines that say how far an event is to be trusted. */
final class Trust {
    /** Code points of a name. */
    private static final int NAME_MAX = 64;

    private Trust() {}

    /** What is odd about the event, or an empty text. */
    static String suspicion(AuthEvent event) {
        if (!event.suspicious()) {
            return "";
        }
        String user = event.get(Field.USER);
        return user != null && holdsLogSyntax(user)
                ? "Suspicious: the login name holds log syntax"
                : "Suspicious: the line is ambiguous, or holds what no honest client sends";
    }

    private static boolean holdsLogSyntax(String user) {
        String text = user.toLowerCase(Locale.ROOT);
        return List.of(" from ", " port ", "rhost=", "user=", "command=", "\\", "\n").stream()
                .anyMatch(text::contains);
    }

    /** What its times do not agree about, or an empty text. */
    static String clock(AuthEvent event) {
        Instant stamped = event.stamped();
        if (stamped == null) {
            return "";
        }
        Duration late = Duration.between(stamped, event.received());
        if (late.compareTo(Wording.LATE) > 0) {
            return "Late: arrived " + Times.length(late) + " after that, at " + Times.utc(event.received());
        }
        return late.negated().compareTo(Wording.LATE) > 0
                ? "The sender's clock is " + Times.length(late.negated()) + " ahead: it stamped " + Times.utc(stamped)
                : "";
    }

    /** By which way it came, and whether its sender is more than a claim. */
    static String sender(AuthEvent event) {
        if (event.isOwn()) {
            return "";
        }
        if (event.input() == Input.FILE || event.input() == Input.JOURNAL) {
            return "Read from " + SafeText.of(event.peer(), NAME_MAX);
        }
        String sender = "Sender " + SafeText.of(event.peer(), NAME_MAX) + " by "
                + event.input().label();
        return event.verified() ? sender : sender + ": unverified sender";
    }
}
