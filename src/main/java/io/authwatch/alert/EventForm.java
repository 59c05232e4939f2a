package io.authwatch.alert;

import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.wire.Input;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The part of an event that a summary may need, and its form in a checkpoint. */
final class EventForm {
    /** What a text keeps, in code points: no channel shows more. */
    static final int TEXT_MAX = 1_024;

    private static final Input[] INPUTS = Input.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

    private EventForm() {}

    /** The event without its original, its texts cut. */
    static AuthEvent trimmed(AuthEvent event) {
        Attributes attributes = event.attributes();
        for (int i = 0; i < Field.count(); i++) {
            String value = attributes.get(Field.of(i));
            if (value != null && !value.equals(cut(value))) {
                attributes = attributes.with(Field.of(i), cut(value));
            }
        }
        return event(event, attributes, cut(event.host()), cut(event.message()));
    }

    private static AuthEvent event(AuthEvent event, Attributes attributes, String host, String message) {
        return new AuthEvent(
                event.id(),
                event.received(),
                event.stamped(),
                event.input(),
                host,
                event.peer(),
                event.verified(),
                event.facility(),
                event.severity(),
                event.program(),
                event.pid(),
                event.action(),
                event.outcome(),
                event.count(),
                event.suspicious(),
                attributes,
                message,
                "");
    }

    private static String cut(String text) {
        if (text.codePointCount(0, text.length()) <= TEXT_MAX) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, TEXT_MAX));
    }

    static void write(AuthEvent event, CellWriter to) {
        to.number(event.id());
        writeTime(event.received(), to);
        Instant stamped = event.stamped();
        to.number(stamped == null ? 0 : 1);
        if (stamped != null) {
            writeTime(stamped, to);
        }
        to.number(event.input().ordinal()).text(event.host()).text(event.peer());
        to.number(event.verified() ? 1 : 0).number(event.facility()).number(event.severity());
        to.text(event.program()).text(event.pid());
        to.number(event.action().ordinal()).number(event.outcome().ordinal());
        to.number(event.count()).number(event.suspicious() ? 1 : 0);
        to.number(Field.count());
        for (int i = 0; i < Field.count(); i++) {
            to.text(event.attributes().get(Field.of(i)));
        }
        to.text(event.message());
    }

    static AuthEvent read(CellReader from) {
        return new AuthEvent(
                from.number(),
                readTime(from),
                from.number() == 0 ? null : readTime(from),
                INPUTS[(int) from.number()],
                from.text(),
                from.text(),
                from.number() == 1,
                (int) from.number(),
                (int) from.number(),
                from.textOrNull(),
                from.textOrNull(),
                AuthAction.of((int) from.number()),
                OUTCOMES[(int) from.number()],
                (int) from.number(),
                from.number() == 1,
                readAttributes(from),
                from.text(),
                "");
    }

    private static Attributes readAttributes(CellReader from) {
        Attributes attributes = Attributes.NONE;
        long count = from.number();
        for (int i = 0; i < count; i++) {
            @Nullable String value = from.textOrNull();
            attributes = value == null ? attributes : attributes.with(Field.of(i), value);
        }
        return attributes;
    }

    static void writeTime(Instant time, CellWriter to) {
        to.number(time.getEpochSecond()).number(time.getNano());
    }

    static Instant readTime(CellReader from) {
        return Instant.ofEpochSecond(from.number(), from.number());
    }
}
