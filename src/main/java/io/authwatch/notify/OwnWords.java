package io.authwatch.notify;

import io.authwatch.alert.Alert;
import io.authwatch.alert.Push;
import io.authwatch.alert.PushKind;
import io.authwatch.alert.SafeText;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.rule.Rule;
import io.authwatch.rule.Template;
import io.authwatch.rule.Template.OfAlert;
import io.authwatch.rule.Template.OfEvent;
import io.authwatch.rule.Template.Phrase;
import io.authwatch.rule.Template.Piece;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The words of a rule's {@code message}, filled in for one push. What comes from a log line is made safe and capped, and
 * what is filled in is never looked at again.
 */
final class OwnWords {
    /** Stands for what an event has not. */
    private static final String MISSING = "-";
    /** Code points of a name. */
    private static final int NAME_MAX = 64;
    /** Code points of a command line or of the whole log text. */
    private static final int TEXT_MAX = 160;

    private final Push push;
    private final @Nullable Rule rule;
    private final @Nullable Template template;
    private final Instant happened;

    OwnWords(Push push, @Nullable Rule rule, Instant happened) {
        boolean ofOneEvent = push.kind() == PushKind.FIRST || push.kind() == PushKind.SUMMARY;
        this.push = push;
        this.rule = rule;
        this.template = rule == null || !ofOneEvent ? null : rule.message();
        this.happened = happened;
    }

    /** The title, or null if it is worded as usual. */
    @Nullable
    String title() {
        Template own = template;
        return own == null ? null : filled(own.title() != null ? own.title() : own.sentence());
    }

    /** The sentence at the head of the text, or null if it is worded as usual. */
    @Nullable
    String sentence() {
        Template own = template;
        return own == null ? null : filled(own.sentence());
    }

    /** The whole text, or null if it is worded as usual. */
    @Nullable
    String text() {
        Template own = template;
        return own == null ? null : filled(own.text());
    }

    private @Nullable String filled(@Nullable Phrase phrase) {
        return phrase == null ? null : phrase.fill(this::value);
    }

    private String value(Piece piece) {
        if (piece instanceof OfEvent ofEvent) {
            return value(push.event(), ofEvent.field());
        }
        return piece instanceof OfAlert ofAlert ? value(ofAlert.fact()) : MISSING;
    }

    private static String value(AuthEvent event, Field field) {
        boolean isLong = field == Field.COMMAND || field == Field.MESSAGE;
        String value = event.get(field);
        String safe = value == null || value.isEmpty() ? MISSING : SafeText.of(value, isLong ? TEXT_MAX : NAME_MAX);
        return safe.isBlank() ? "(blank)" : safe;
    }

    private String value(Template.Fact fact) {
        Alert alert = push.alert();
        return switch (fact) {
            case RULE -> SafeText.of(alert.rule(), NAME_MAX);
            case COUNT -> Long.toString(push.inWindow());
            case WITHIN -> rule == null || rule.within().isZero() ? MISSING : Times.length(rule.within());
            case FOLLOWED -> Long.toString(push.followed());
            case TOTAL -> Long.toString(alert.count());
            case WHY -> push.why().isEmpty() ? MISSING : SafeText.of(push.why(), TEXT_MAX);
            case PRIORITY -> alert.priority().label();
            case TIME -> Times.utc(happened);
        };
    }
}
