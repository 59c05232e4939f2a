package io.authwatch.notify;

import io.authwatch.alert.Alert;
import io.authwatch.alert.Gathered;
import io.authwatch.alert.Push;
import io.authwatch.alert.PushKind;
import io.authwatch.alert.SafeText;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.rule.Priority;
import io.authwatch.rule.Recipient;
import io.authwatch.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 *
 * <p>Where a rule has words of its own ({@code message}), they stand for the first sentence, or for the whole text; then
 * what must not be missed stays: what is suspicious or late, what followed, other rules, an unverified sender, the alert.
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
    /** Code points of a sentence of our own. */
    private static final int OWN_MAX = 600;
    /** How many other rules are named. */
    private static final int RULES_MAX = 5;

    private final RulesInForce rules;

    public Wording(RulesInForce rules) {
        this.rules = rules;
    }

    /**
     * Writes the notifications of a push, one a recipient.
     *
     * @param push what is due
     * @param id the id of the one to who is told of everything; others have their name behind it
     * @param now when it was decided
     * @return at least one
     */
    public List<Notification> writeAll(Push push, String id, Instant now) {
        Routing routing = Routing.of(rule(push), rules);
        List<Notification> all = new ArrayList<>();
        if (routing.toDefault()) {
            all.add(write(push, id, now, routing.note()));
        }
        Notification plain = write(push, id, now);
        for (Recipient recipient : routing.keyed()) {
            all.add(Routing.addressed(plain, recipient, TITLE_MAX));
        }
        return all;
    }

    /**
     * Writes a notification, whoever it goes to.
     *
     * @param push what is due
     * @param id the notification's id
     * @param now when it was decided
     */
    public Notification write(Push push, String id, Instant now) {
        return write(push, id, now, "");
    }

    private Notification write(Push push, String id, Instant now, String note) {
        Alert alert = push.alert();
        OwnWords own = new OwnWords(push, rule(push), happened(push.event()));
        return Notification.pending(
                id,
                alert.id(),
                alert.rule(),
                alert.host(),
                push.priority(),
                title(push, own, now),
                message(push, own, note, now),
                happened(push.event()),
                now);
    }

    private @Nullable Rule rule(Push push) {
        return rules.rule(push.alert().rule(), push.alert().host());
    }

    /** A notification that tells nothing but that the way to a person works. */
    public Notification test(String id, Instant now) {
        String title = "Authwatch test";
        String message = "If you can read this, Authwatch reaches you.\nSent " + Times.utc(now);
        return Notification.pending(id, "test", "test", "-", Priority.NORMAL, title, message, now, now);
    }

    private String title(Push push, OwnWords own, Instant now) {
        Gathered gathered = push.gathered();
        if (gathered != null) {
            return Lines.cut(GatheredWording.title(push, gathered), TITLE_MAX);
        }
        String title = own.title();
        String counted = title == null ? inWindow(push) : "";
        String count = push.kind() == PushKind.SUMMARY ? followed(push, now) : counted;
        String suffix = count.isEmpty() ? "" : " (" + count + ")";
        String words = title == null ? Headline.of(push.event(), TITLE_NAME_MAX) : title;
        return Lines.cut(words, TITLE_MAX - suffix.length()) + suffix;
    }

    private String message(Push push, OwnWords own, String note, Instant now) {
        Gathered gathered = push.gathered();
        if (gathered != null) {
            return GatheredWording.message(push, gathered, now);
        }
        AuthEvent event = push.event();
        String text = own.text();
        String sentence = own.sentence();
        String alert = "Alert " + SafeText.of(push.alert().id(), NAME_MAX);
        Lines lines = new Lines(MESSAGE_MAX);
        String usual = event.isOwn() ? SafeText.of(event.message(), OWN_MAX) : Headline.of(event, NAME_MAX);
        String head = text != null ? text : sentence != null ? sentence : usual;
        lines.add(0, Lines.cut(head, MESSAGE_MAX - 1 - alert.length()));
        lines.add(3, Trust.suspicion(event));
        if (text == null) {
            lines.add(6, how(event));
            lines.add(7, labelled("Command: ", event.get(Field.COMMAND), COMMAND_MAX));
            lines.add(2, "At " + Times.utc(happened(event)) + (event.stamped() == null ? " (arrival)" : ""));
        }
        lines.add(5, Trust.clock(event));
        lines.add(1, text == null ? why(push) : "");
        lines.add(4, push.followed() > 0 ? sentence(followed(push, now)) : "");
        lines.add(8, alsoRules(push.alsoRules()));
        lines.add(10, text == null ? quiet(push.repeat(), now) : "");
        lines.add(event.verified() ? 9 : 3, text == null || !event.verified() ? Trust.sender(event) : "");
        lines.add(1, note);
        lines.add(0, alert);
        return lines.text();
    }

    /** The sender's word, unless it lies ahead of the arrival: then nobody should have to look for it in the future. */
    private static Instant happened(AuthEvent event) {
        Instant at = event.at();
        return at.isAfter(event.received().plus(LATE)) ? event.received() : at;
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
        Rule rule = rule(push);
        return rule == null || rule.within().isZero()
                ? push.inWindow() + " times"
                : push.inWindow() + " within " + Times.length(rule.within());
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

    private static String labelled(String label, @Nullable String value, int codePointsMax) {
        return value == null ? "" : label + SafeText.of(value, codePointsMax);
    }

    private static String sentence(String text) {
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
