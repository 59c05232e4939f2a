package io.authwatch.rule;

import io.authwatch.auth.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the notifications of a rule are worded. What is null is worded as usual.
 *
 * @param sentence stands for the sentence that is the title and begins the text
 * @param title stands for the title
 * @param text stands for the whole text, but for what must not be missed
 */
public record Template(
        @Nullable Phrase sentence,
        @Nullable Phrase title,
        @Nullable Phrase text) {

    /** All that may stand between braces. */
    static final List<String> NAMES = Stream.concat(
                    Arrays.stream(Field.values()).map(Field::label),
                    Arrays.stream(Fact.values()).map(Fact::label))
            .toList();

    /** A text with places that are filled in. */
    public record Phrase(List<Piece> pieces) {
        public Phrase {
            pieces = List.copyOf(pieces);
        }

        /** The text; what is filled in is never looked at again. */
        public String fill(Function<Piece, String> filling) {
            StringBuilder text = new StringBuilder();
            pieces.forEach(
                    piece -> text.append(piece instanceof Literal literal ? literal.text() : filling.apply(piece)));
            return text.toString();
        }
    }

    /** One piece of a phrase. */
    public sealed interface Piece permits Literal, OfEvent, OfAlert {}

    /** It stays as it is. */
    public record Literal(String text) implements Piece {}

    /** A field of the event. */
    public record OfEvent(Field field) implements Piece {}

    /** Something that is known of the alert. */
    public record OfAlert(Fact fact) implements Piece {}

    /** What is known of an alert. */
    public enum Fact {
        /** The rule's name. */
        RULE,
        /** How many attempts made the rule fire, the latest time. */
        COUNT,
        /** The rule's window. */
        WITHIN,
        /** How often the rule fired since the last notification. */
        FOLLOWED,
        /** How often the rule fired for this alert. */
        TOTAL,
        /** What else made it fire. */
        WHY,
        /** The rule's priority. */
        PRIORITY,
        /** When it happened. */
        TIME;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Fact> named(String label) {
            return Arrays.stream(values())
                    .filter(fact -> fact.label().equals(label))
                    .findFirst();
        }
    }
}
