package io.authwatch.rule;

import io.authwatch.rule.TestCase.Expected;
import io.authwatch.rule.TestCase.Line;
import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.YamlNode.Sequence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code tests}, at the top of a file and under its rules.
 *
 * <pre>
 *  - {line: "sshd[1]: Accepted password for root from 192.0.2.7 port 22 ssh2", host: web-1, fires: [root-login]}
 *  - {lines: [{line: "…", times: 5}, {line: "…", after: 10m}], at: 2026-11-23T03:00:00Z, fires: true}
 *  - {lines: ["…", {after: 2h}], fires: [silent]}
 * </pre>
 */
final class TestsReader {
    /** What a test may say. */
    static final List<String> KEYS = List.of("line", "lines", "times", "after", "host", "at", "fires");
    /** What one of several lines may say. */
    static final List<String> LINE_KEYS = List.of("line", "times", "after", "host");

    /** When a test plays that does not say: a Monday, at noon. */
    private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");

    private final Nodes nodes;
    private final Set<String> rules;
    private final List<TestCase> tests = new ArrayList<>();
    private int lines;

    /** For a file with these rules. */
    TestsReader(Nodes nodes, Set<String> rules) {
        this.nodes = nodes;
        this.rules = rules;
    }

    /** The tests of a section, or none if it is null; {@code rule} is the rule it stands under, or null. */
    void section(@Nullable YamlNode section, @Nullable String rule) {
        Sequence sequence = section == null ? null : nodes.sequence(section, "'tests'");
        if (section == null || sequence == null) {
            return;
        }
        for (YamlNode item : sequence.items()) {
            if (tests.size() == RuleLimits.TESTS_MAX) {
                nodes.faults().at(item, "more than " + RuleLimits.TESTS_MAX + " tests in the file");
                return;
            }
            Mapping mapping = nodes.mapping(item, "a test");
            TestCase test = mapping == null ? null : test(mapping, rule);
            if (test != null) {
                tests.add(test);
            }
        }
    }

    /** All that were read, in file order. */
    List<TestCase> all() {
        return tests;
    }

    private @Nullable TestCase test(Mapping mapping, @Nullable String rule) {
        Draft whole = draft(mapping, KEYS, "a test", new Draft());
        if ((whole.text == null) == (whole.several == null)) {
            nodes.faults().at(mapping, "a test needs either 'line' or 'lines'");
            return null;
        }
        Entry fires = entry(mapping, "fires");
        Expected expected = fires == null ? null : expected(fires.value(), rule);
        if (fires == null) {
            nodes.faults().at(mapping, "a test has no 'fires'");
        }
        List<Line> all = whole.several == null ? List.of(whole.line()) : several(whole.several, whole);
        count(all, mapping);
        return expected == null || fires == null || all.isEmpty()
                ? null
                : new TestCase(rule, whole.at, List.copyOf(all), expected, fires.value());
    }

    private List<Line> several(Sequence sequence, Draft whole) {
        List<Line> all = new ArrayList<>();
        if (sequence.items().isEmpty()) {
            nodes.faults().at(sequence, "'lines' is an empty list: nothing would be tested");
        }
        for (YamlNode item : sequence.items()) {
            Draft own = new Draft();
            own.after = whole.after;
            own.host = whole.host;
            own.times = whole.times;
            if (item instanceof Mapping mapping) {
                draft(mapping, LINE_KEYS, "one of 'lines'", own);
            } else {
                own.text = text(item);
            }
            if (own.text != null) {
                all.add(own.line());
            } else if (item instanceof Mapping mapping && !all.isEmpty() && isSilence(mapping)) {
                all.add(Line.silence(own.after));
            } else if (item instanceof Mapping) {
                nodes.faults().at(item, "one of 'lines' has no 'line'");
            }
        }
        return all;
    }

    private static boolean isSilence(Mapping mapping) {
        return mapping.entries().size() == 1 && entry(mapping, "after") != null;
    }

    private void count(List<Line> all, Mapping place) {
        boolean within = lines <= RuleLimits.TEST_LINES_MAX;
        lines += all.stream().mapToInt(Line::times).sum();
        if (within && lines > RuleLimits.TEST_LINES_MAX) {
            nodes.faults().at(place, "more than " + RuleLimits.TEST_LINES_MAX + " lines in the tests of the file");
        }
    }

    private Draft draft(Mapping mapping, List<String> known, String where, Draft draft) {
        for (Entry entry : mapping.entries()) {
            YamlNode value = entry.value();
            switch (known.contains(entry.name()) ? entry.name() : "") {
                case "line" -> draft.text = text(value);
                case "lines" -> draft.several = nodes.sequence(value, "'lines'");
                case "times" ->
                    draft.times = orElse(nodes.number(value, "'times'", 1, RuleLimits.TEST_LINES_MAX), draft.times);
                case "after" -> draft.after = orElse(nodes.duration(value, "'after'"), draft.after);
                case "host" -> draft.host = text(nodes.text(value, "'host' of a test"));
                case "at" -> draft.at = at(value);
                case "fires" -> {
                    // read where its place is known
                }
                default -> nodes.faults().at(entry.key(), Words.unknown("key", entry.name(), " in " + where, known));
            }
        }
        return draft;
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private @Nullable String text(YamlNode node) {
        return text(nodes.text(node, "'line' of a test"));
    }

    private static @Nullable String text(@Nullable Scalar scalar) {
        return scalar == null ? null : scalar.text();
    }

    private Instant at(YamlNode node) {
        Scalar scalar = nodes.text(node, "'at'");
        try {
            return scalar == null ? BEGIN : OffsetDateTime.parse(scalar.text()).toInstant();
        } catch (DateTimeException e) {
            nodes.faults().at(node, node.kind() + " is no time: write it as 2026-11-23T03:00:00Z or …+01:00");
            return BEGIN;
        }
    }

    private @Nullable Expected expected(YamlNode node, @Nullable String rule) {
        if (node instanceof Scalar scalar) {
            boolean truth = scalar.text().equals("true") || scalar.text().equals("false");
            if (rule != null && truth) {
                return new TestCase.Own(scalar.text().equals("true"));
            }
            String own = rule == null ? "" : ", true or false";
            nodes.faults().at(node, "'fires' must be a list of rules such as [a, b]" + own + ", not " + node.kind());
            return null;
        }
        Sequence sequence = nodes.sequence(node, "'fires'");
        List<String> names = new ArrayList<>();
        for (YamlNode item : sequence == null ? List.<YamlNode>of() : sequence.items()) {
            Scalar name = nodes.text(item, "a rule in 'fires'");
            if (name != null && !rules.contains(name.text())) {
                nodes.faults().at(item, Words.unknown("rule", name.text(), " in 'fires'", rules));
            } else if (name != null) {
                names.add(name.text());
            }
        }
        return sequence == null ? null : new TestCase.All(names);
    }

    private static @Nullable Entry entry(Mapping mapping, String name) {
        for (Entry entry : mapping.entries()) {
            if (entry.name().equals(name)) {
                return entry;
            }
        }
        return null;
    }

    /** What a test or one of its lines says, as it is found. */
    private static final class Draft {
        private @Nullable String text;
        private @Nullable Sequence several;
        private @Nullable String host;
        private Duration after = Duration.ZERO;
        private Instant at = BEGIN;
        private int times = 1;

        Line line() {
            return new Line(after, host, text == null ? "" : text, times);
        }
    }
}
