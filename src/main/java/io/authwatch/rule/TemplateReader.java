package io.authwatch.rule;

import io.authwatch.auth.Field;
import io.authwatch.rule.Template.Fact;
import io.authwatch.rule.Template.OfAlert;
import io.authwatch.rule.Template.OfEvent;
import io.authwatch.rule.Template.Phrase;
import io.authwatch.rule.Template.Piece;
import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code message}: one sentence, or a title and a text of their own.
 *
 * <pre>
 *  message: "{user} on {host} from {source} ({count})"      the sentence, in the title and at the head of the text
 *  message: {title: "{user} on {host}", text: "…"}          each by itself
 *  {{ and }} are a brace
 * </pre>
 */
final class TemplateReader {
    /** The keys of the long form. */
    static final List<String> KEYS = List.of("title", "text");

    private final Nodes nodes;

    TemplateReader(Nodes nodes) {
        this.nodes = nodes;
    }

    @Nullable
    Template template(YamlNode node) {
        if (!(node instanceof Mapping mapping)) {
            Phrase sentence = phrase(node, "'message'", "");
            return sentence == null ? null : new Template(sentence, null, null);
        }
        if (mapping.entries().isEmpty()) {
            nodes.faults().at(node, "'message' is empty: it needs 'title' or 'text'");
        }
        Phrase title = null;
        Phrase text = null;
        for (Entry entry : mapping.entries()) {
            switch (entry.name()) {
                case "title" -> title = phrase(entry.value(), "'title' of 'message'", "");
                case "text" -> text = phrase(entry.value(), "'text' of 'message'", "\n");
                default -> nodes.faults().at(entry.key(), Words.unknown("key", entry.name(), " in 'message'", KEYS));
            }
        }
        return new Template(null, title, text);
    }

    private @Nullable Phrase phrase(YamlNode node, String what, String allowed) {
        Scalar scalar = nodes.text(node, what);
        if (scalar == null) {
            return null;
        }
        if (scalar.text().isBlank()) {
            nodes.faults().at(node, what + " is blank");
            return null;
        }
        if (steers(scalar.text(), allowed)) {
            nodes.faults().at(node, what + " must not hold control characters" + (allowed.isEmpty() ? "" : " but LF"));
            return null;
        }
        return phrase(scalar, what);
    }

    private @Nullable Phrase phrase(Scalar scalar, String what) {
        String text = scalar.text();
        List<Piece> pieces = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '{' && c != '}') {
                words.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == c) {
                words.append(c);
                at++;
            } else {
                int close = c == '{' ? text.indexOf('}', at) : -1;
                Piece piece =
                        close < 0 ? unbalanced(scalar, what, c) : piece(scalar, text.substring(at + 1, close), what);
                if (piece == null) {
                    return null;
                }
                pieces.add(new Template.Literal(words.toString()));
                pieces.add(piece);
                words.setLength(0);
                at = close;
            }
        }
        pieces.add(new Template.Literal(words.toString()));
        return new Phrase(pieces);
    }

    private @Nullable Piece unbalanced(Scalar scalar, String what, char brace) {
        nodes.faults()
                .at(
                        scalar,
                        what + " has a '" + brace + "' without its partner: a brace itself is written twice, '" + brace
                                + brace + "'");
        return null;
    }

    private @Nullable Piece piece(Scalar scalar, String name, String what) {
        Optional<Piece> field = Field.named(name).map(OfEvent::new);
        Optional<Piece> piece = field.or(() -> Fact.named(name).map(OfAlert::new));
        if (piece.isEmpty()) {
            nodes.faults().at(scalar, Words.unknown("field", name, " in " + what, Template.NAMES));
        }
        return piece.orElse(null);
    }

    /** Whether a text holds what steers a display, {@code allowed} apart. */
    static boolean steers(String text, String allowed) {
        return text.codePoints().anyMatch(c -> allowed.indexOf(c) < 0 && steers(c));
    }

    private static boolean steers(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
