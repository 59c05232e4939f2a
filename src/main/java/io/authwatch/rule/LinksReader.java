package io.authwatch.rule;

import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code forgive} and {@code after}: what links an event to earlier ones that are the {@code same} in some parts. */
final class LinksReader {
    private static final String SAME = "same";
    private static final List<String> AFTER_KEYS = List.of("rule", "within", SAME);

    private final Nodes nodes;
    private final ConditionReader conditions;
    private final KeyPartReader parts;

    LinksReader(Nodes nodes, ConditionReader conditions, KeyPartReader parts) {
        this.nodes = nodes;
        this.conditions = conditions;
        this.parts = parts;
    }

    /** A condition, and {@code same} beside its fields; or null. */
    @Nullable
    Forgive forgive(YamlNode node) {
        Mapping mapping = nodes.mapping(node, "'forgive'");
        if (mapping == null) {
            return null;
        }
        List<Entry> fields = mapping.entries().stream()
                .filter(entry -> !entry.name().equals(SAME))
                .toList();
        Condition when =
                conditions.condition("forgive", new Mapping(mapping.line(), mapping.column(), List.copyOf(fields)));
        List<KeyPart> same = same(mapping, "'forgive'");
        return when == null || same == null ? null : new Forgive(when, same);
    }

    /** A rule's name, {@code within} and {@code same}; or null. */
    @Nullable
    After after(YamlNode node) {
        Mapping mapping = nodes.mapping(node, "'after'");
        if (mapping == null) {
            return null;
        }
        Scalar rule = null;
        Duration within = null;
        for (Entry entry : mapping.entries()) {
            switch (entry.name()) {
                case "rule" -> rule = nodes.text(entry.value(), "'rule' in 'after'");
                case "within" -> within = nodes.duration(entry.value(), "'within' in 'after'");
                case SAME -> {}
                default ->
                    nodes.faults().at(entry.key(), Words.unknown("key", entry.name(), " in 'after'", AFTER_KEYS));
            }
        }
        mustHave(mapping, "rule", "'after'");
        mustHave(mapping, "within", "'after'");
        List<KeyPart> same = same(mapping, "'after'");
        return rule == null || within == null || same == null ? null : new After(rule.text(), within, same);
    }

    private @Nullable List<KeyPart> same(Mapping mapping, String where) {
        YamlNode node = mustHave(mapping, SAME, where);
        return node == null ? null : parts.some(node, "'same' in " + where);
    }

    private @Nullable YamlNode mustHave(Mapping mapping, String name, String where) {
        YamlNode value = mapping.value(name);
        if (value == null) {
            nodes.faults().at(mapping, where + " has no '" + name + "'");
        }
        return value;
    }
}
