package io.authwatch.rule;

import io.authwatch.auth.Field;
import io.authwatch.rule.YamlNode.Broken;
import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code when} and {@code unless}, and what a field must be. */
final class ConditionReader {
    private static final List<String> FIELDS =
            Arrays.stream(Field.values()).map(Field::label).toList();
    /** How much of a long list of values people are shown. */
    private static final int WRITTEN_MAX = 8;

    private final Nodes nodes;
    private final Lists lists;
    private final LogcheckLists logcheck;

    ConditionReader(Nodes nodes, Lists lists, LogcheckLists logcheck) {
        this.nodes = nodes;
        this.lists = lists;
        this.logcheck = logcheck;
    }

    /** The condition at {@code node}, or null if it is none; {@code key} is {@code when} or {@code unless}. */
    @Nullable
    Condition condition(String key, YamlNode node) {
        Mapping mapping = nodes.mapping(node, "'" + key + "'");
        if (mapping == null) {
            return null;
        }
        if (mapping.entries().isEmpty()) {
            nodes.faults().at(node, "'" + key + "' is empty: an empty condition would match every event");
            return null;
        }
        List<FieldTest> tests = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            Optional<Field> field = Field.named(entry.name());
            if (field.isPresent()) {
                tests.add(test(field.get(), entry.value(), "'" + key + "'"));
            } else {
                nodes.faults().at(entry.key(), Words.unknown("field", entry.name(), " in '" + key + "'", FIELDS));
            }
        }
        return Condition.of(tests);
    }

    /** What a field must be: one text, list name, glob, network or regular expression, or a list of them. */
    FieldTest test(Field field, YamlNode node, String where) {
        String what = "'" + field.label() + "' in " + where;
        FieldValues values = new FieldValues(field, nodes.faults(), lists.names());
        List<String> written = new ArrayList<>();
        for (YamlNode item : items(node, what)) {
            if (field == Field.MESSAGE && item instanceof Mapping) {
                values.add(logcheck.read(item, what));
                written.add("what logcheck's rules match");
                continue;
            }
            Scalar value = nodes.text(item, what);
            if (value != null) {
                written.add(value.text());
                add(values, value);
            }
        }
        return values.test(written(written));
    }

    private List<YamlNode> items(YamlNode node, String what) {
        if (!(node instanceof Sequence sequence)) {
            return node instanceof Broken ? List.of() : List.of(node);
        }
        if (sequence.items().isEmpty()) {
            nodes.faults().at(node, what + " is an empty list, which nothing matches");
        }
        if (sequence.items().size() > RuleLimits.CONDITION_VALUES_MAX) {
            nodes.faults()
                    .at(
                            node,
                            what + " has more than " + RuleLimits.CONDITION_VALUES_MAX
                                    + " values: use a list of 'lists'");
            return List.of();
        }
        return sequence.items();
    }

    private void add(FieldValues values, Scalar value) {
        List<Scalar> members = lists.use(value.text());
        if (members == null) {
            values.add(value, "");
            return;
        }
        for (Scalar member : members) {
            values.add(member, " (list '" + Words.capped(value.text()) + "', used in line " + value.line() + ")");
        }
    }

    private static String written(List<String> values) {
        if (values.size() == 1) {
            return Words.capped(values.get(0));
        }
        String shown = String.join(
                ", ", values.stream().limit(WRITTEN_MAX).map(Words::capped).toList());
        return "one of " + shown + (values.size() > WRITTEN_MAX ? " …" : "");
    }
}
