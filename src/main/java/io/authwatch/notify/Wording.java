package io.authwatch.notify;

import io.authwatch.alert.Alert;
import io.authwatch.alert.Push;
import io.authwatch.alert.PushKind;
import io.authwatch.alert.SafeText;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.rule.Priority;
import io.authwatch.wire.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alert to notification: every sentence that people read is here or in {@link Headline}.
 *
 * <pre>
 *  root was refused on web-17 from 203.0.113.9 (5 within 2m)          title
 *
 *  root was refused on web-17 from 203.0.113.9                        message: what happened,
 *  Method password, reason bad-credentials, port 51413                how,
 *  At 2026-11-23 12:01:05 UTC                                         when,
 *  Rule guessing: 5 within 2m                                         why this was sent,
 *  Also root-guessing                                                 what else fired,
 *  Quiet until 13:01 UTC, what follows is counted                     what comes next,
 *  Sender 192.0.2.7 by udp: unverified sender                         how far to trust it,
 *  Alert 7f3a9c01                                                     what to ask for
 * </pre>
 *
 * <p>A phone shows the title and about 100 characters, so the title says who, what, where and from where. A line that
 * has no room is left out as a whole, the least important first.
 */
public final class Wording {
    /** Code points of a title (pushover.net/api, title). */
    public static final int TITLE_MAX = 250;
    /** Code points of a message (pushover.net/api, message: "1024 4-byte UTF-8 characters"). */
    public static final int MESSAGE_MAX = 1024;
    /** How long after its own timestamp a message may arrive before that is worth a word. */
    public static final Duration LATE = Duration.ofMinutes(10);

    /** Code points of a name in the title: three of them and their sentence are what a lock screen shows. */
    private static final int TITLE_NAME_MAX = 39;
    /** Code points of a name in the message. */
    private static final int NAME_MAX = 64;
    /** Code points of a command line. */
    private static final int COMMAND_MAX = 160;
    /** How many other rules are named. */
    private static final int RULES_MAX = 5;

    private final RuleWindows windows;

    public Wording(RuleWindows windows) {
        this.windows = windows;
    }

    /**
     * Writes a notification.
     *
     * @param push what is due
     * @param id the notification's id
     * @param now when it was decided
     */
    public Notification write(Push push, String id, Instant now) {
        Alert alert = push.alert();
        return Notification.pending(
                id,
                alert.id(),
                alert.rule(),
                alert.host(),
                alert.priority(),
                title(push, now),
                message(push, now),
                happened(push.event()),
                now);
    }

    /** A notification that tells nothing but that the way to a person works. */
    public Notification test(String id, Instant now) {
        String title = "Authwatch test";
        String message = "If you can read this, Authwatch reaches you.\nSent " + Times.utc(now);
        return Notification.pending(id, "test", "test", "-", Priority.NORMAL, title, message, now, now);
    }

    private String title(Push push, Instant now) {
        String count = push.kind() == PushKind.SUMMARY ? followed(push, now) : inWindow(push);
        String suffix = count.isEmpty() ? "" : " (" + count + ")";
        return cut(Headline.of(push.event(), TITLE_NAME_MAX), TITLE_MAX - suffix.length()) + suffix;
    }

    private static String cut(String text, int codePointsMax) {
        boolean fits = text.codePointCount(0, text.length()) <= codePointsMax;
        return fits ? text : text.substring(0, text.offsetByCodePoints(0, codePointsMax - 1)) + "…";
    }

    private String message(Push push, Instant now) {
        AuthEvent event = push.event();
        Lines lines = new Lines(MESSAGE_MAX);
        lines.add(0, Headline.of(event, NAME_MAX));
        lines.add(3, suspicion(event));
        lines.add(6, how(event));
        lines.add(7, labelled("Command: ", event.get(Field.COMMAND), COMMAND_MAX));
        lines.add(2, "At " + Times.utc(happened(event)) + (event.stamped() == null ? " (arrival)" : ""));
        lines.add(5, clock(event));
        lines.add(1, why(push));
        lines.add(4, push.followed() > 0 ? sentence(followed(push, now)) : "");
        lines.add(8, alsoRules(push.alsoRules()));
        lines.add(10, quiet(push.repeat(), now));
        lines.add(event.verified() ? 9 : 3, sender(event));
        lines.add(0, "Alert " + SafeText.of(push.alert().id(), NAME_MAX));
        return lines.text();
    }

    /** The sender's word, unless it lies ahead of the arrival: then nobody should have to look for it in the future. */
    private static Instant happened(AuthEvent event) {
        Instant at = event.at();
        return at.isAfter(event.received().plus(LATE)) ? event.received() : at;
    }

    private static String suspicion(AuthEvent event) {
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

    private static String how(AuthEvent event) {
        StringBuilder text = new StringBuilder();
        part(text, "method", event.get(Field.METHOD));
        part(text, "key", event.get(Field.KEY));
        part(text, "reason", event.get(Field.REASON));
        part(text, "service", event.get(Field.SERVICE));
        part(text, "tty", event.get(Field.TTY));
        part(text, "port", event.get(Field.PORT));
        return sentence(text.toString());
    }

    private static void part(StringBuilder text, String label, @Nullable String value) {
        if (value != null) {
            text.append(text.length() > 0 ? ", " : "").append(label).append(' ').append(SafeText.of(value, NAME_MAX));
        }
    }

    private static String clock(AuthEvent event) {
        Instant stamped = event.stamped();
        if (stamped == null) {
            return "";
        }
        Duration late = Duration.between(stamped, event.received());
        if (late.compareTo(LATE) > 0) {
            return "Late: arrived " + Times.length(late) + " after that, at " + Times.utc(event.received());
        }
        return late.negated().compareTo(LATE) > 0
                ? "The sender's clock is " + Times.length(late.negated()) + " ahead: it stamped " + Times.utc(stamped)
                : "";
    }

    private String why(Push push) {
        String rule = "Rule " + SafeText.of(push.alert().rule(), NAME_MAX);
        String count = inWindow(push);
        String reasons = push.why().isEmpty() || count.isEmpty() ? count + push.why() : count + ", " + push.why();
        return reasons.isEmpty() ? rule : rule + ": " + reasons;
    }

    private String inWindow(Push push) {
        if (push.inWindow() <= 1) {
            return "";
        }
        Duration within = windows.within(push.alert().rule(), push.alert().host());
        return within == null ? push.inWindow() + " times" : push.inWindow() + " within " + Times.length(within);
    }

    private static String followed(Push push, Instant now) {
        return push.followed() + " more since " + Times.since(push.since(), now);
    }

    private static String alsoRules(List<String> rules) {
        if (rules.isEmpty()) {
            return "";
        }
        List<String> named = rules.stream()
                .limit(RULES_MAX)
                .map(rule -> SafeText.of(rule, NAME_MAX))
                .toList();
        int unnamed = rules.size() - named.size();
        return "Also " + String.join(", ", named) + (unnamed > 0 ? " and " + unnamed + " more" : "");
    }

    private static String quiet(Duration repeat, Instant now) {
        return repeat.isZero() ? "" : "Quiet until " + Times.since(now.plus(repeat), now) + ", what follows is counted";
    }

    private static String sender(AuthEvent event) {
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

    private static String labelled(String label, @Nullable String value, int codePointsMax) {
        return value == null ? "" : label + SafeText.of(value, codePointsMax);
    }

    private static String sentence(String text) {
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
