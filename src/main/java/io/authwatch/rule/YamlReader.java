package io.authwatch.rule;

import io.authwatch.rule.YamlNode.Broken;
import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 text → nodes with positions. Works on the parser's events and not on its nodes, so that scalars stay the text
 * that was written, an alias is known where it stands, and the depth is bounded before anything recurses.
 */
final class YamlReader {
    private final Faults faults;
    private final Iterator<Event> events;

    private YamlReader(String text, Faults faults) {
        this.faults = faults;
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(RuleLimits.FILE_OCTETS_MAX)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The one document of {@code text}; null if there is none, or if it is no YAML, which is told as a fault. */
    static @Nullable YamlNode read(String text, Faults faults) {
        try {
            return new YamlReader(text, faults).document();
        } catch (MarkedYamlEngineException e) {
            syntaxFault(text, e, faults);
        } catch (ReaderException e) {
            place(text, e.getPosition(), faults, "this character is not allowed in YAML: " + codePoint(e));
        } catch (YamlEngineException e) {
            faults.at(1, 1, "not valid YAML: " + firstLine(e.getMessage()));
        }
        return null;
    }

    private @Nullable YamlNode document() {
        YamlNode root = null;
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (documents++ > 0) {
                        faults.at(line(event), column(event), "a second document: a rule file is one document");
                        return root;
                    }
                }
                case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
                default -> root = node(event, 0);
            }
        }
        return root;
    }

    private YamlNode node(Event event, int depth) {
        if (event instanceof AliasEvent alias) {
            String name = "*" + alias.getAlias().getValue();
            faults.at(
                    line(event),
                    column(event),
                    "'" + name + "' is an alias, and aliases are not allowed: a text that begins with * needs quotes,"
                            + " as in \"" + name + "\"");
            return new Broken(line(event), column(event));
        }
        decorated((NodeEvent) event);
        if (event instanceof ScalarEvent scalar) {
            return new Scalar(line(event), column(event), scalar.getValue(), scalar.isPlain());
        }
        if (depth == RuleLimits.DEPTH_MAX) {
            throw new TooDeep(event);
        }
        return event.getEventId() == Event.ID.SequenceStart ? sequence(event, depth) : mapping(event, depth);
    }

    private void decorated(NodeEvent event) {
        if (event.getAnchor().isPresent()) {
            faults.at(
                    line(event), column(event), "anchors (&name) are not allowed: write the value out, or use a list");
        }
        Optional<String> tag =
                event instanceof ScalarEvent scalar ? scalar.getTag() : ((CollectionStartEvent) event).getTag();
        if (tag.isPresent()) {
            faults.at(
                    line(event), column(event), "tags (!name) are not allowed: a text that begins with ! needs quotes");
        }
    }

    private Sequence sequence(Event start, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new Sequence(line(start), column(start), items);
    }

    private Mapping mapping(Event start, int depth) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Scalar> seen = new HashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            YamlNode key = node(event, depth + 1);
            YamlNode value = node(events.next(), depth + 1);
            if (!(key instanceof Scalar scalar)) {
                if (!(key instanceof Broken)) {
                    faults.at(key, "a key must be a word, not " + key.kind());
                }
                continue;
            }
            Scalar first = seen.putIfAbsent(scalar.text(), scalar);
            if (first == null) {
                entries.add(new Entry(scalar, value));
            } else {
                faults.at(scalar, scalar.kind() + " stands here a second time, first at line " + first.line());
            }
        }
        return new Mapping(line(start), column(start), entries);
    }

    private static void syntaxFault(String text, MarkedYamlEngineException e, Faults faults) {
        Optional<Mark> start = e.getContextMark().filter(mark -> startsWithStar(text, mark));
        Optional<Mark> mark = start.or(e::getProblemMark).or(e::getContextMark);
        faults.at(
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1,
                start.isPresent()
                        ? "a text that begins with * needs quotes, as in \"*\" or \"*-web\""
                        : "not valid YAML: " + firstLine(e.getProblem()));
    }

    private static boolean startsWithStar(String text, Mark mark) {
        int at = text.offsetByCodePoints(0, Math.min(mark.getIndex(), text.codePointCount(0, text.length())));
        return at < text.length() && text.charAt(at) == '*';
    }

    private static void place(String text, int codePoints, Faults faults, String message) {
        int at = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        faults.at(line, column, message);
    }

    private static String codePoint(ReaderException e) {
        return String.format("U+%04X", e.getCodePoint());
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static int column(Event event) {
        return event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }

    /** Ends the reading: nothing sensible nests that deep, and a reader must not recurse as deep as a stranger asks. */
    private static final class TooDeep extends MarkedYamlEngineException {
        private static final long serialVersionUID = 1;

        TooDeep(Event event) {
            super(
                    null,
                    Optional.empty(),
                    "lists and mappings nest deeper than " + RuleLimits.DEPTH_MAX,
                    event.getStartMark());
        }
    }
}
