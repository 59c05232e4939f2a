package io.authwatch.rule;

import io.authwatch.rule.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses an {@code after} that can never come: of a rule that is unknown, or off, or of itself in the end. */
final class AfterChecks {
    private final Nodes nodes;
    private final Map<String, DeclaredRule> rules;
    private final Map<String, Mapping> mappings;
    private final Set<String> inCircles = new HashSet<>();

    /**
     * @param rules all of the file, by name
     * @param mappings where each of them stands
     */
    AfterChecks(Nodes nodes, Map<String, DeclaredRule> rules, Map<String, Mapping> mappings) {
        this.nodes = nodes;
        this.rules = rules;
        this.mappings = mappings;
    }

    void check() {
        for (DeclaredRule rule : rules.values()) {
            String earlier = earlier(rule.name());
            String fault = earlier == null ? null : fault(rule.name(), earlier);
            if (fault != null) {
                nodes.faults().at(place(rule.name()), fault);
            }
        }
    }

    /** The rule that a rule comes after, or null. */
    private @Nullable String earlier(String rule) {
        DeclaredRule declared = rules.get(rule);
        RuleFields fields = declared == null ? null : declared.fields();
        After after = fields == null ? null : fields.after();
        return after == null ? null : after.rule();
    }

    private @Nullable String fault(String rule, String earlier) {
        DeclaredRule declared = rules.get(earlier);
        if (declared == null) {
            return Words.unknown("rule", earlier, " in 'after'", rules.keySet());
        }
        if (earlier.equals(rule)) {
            return "rule '" + rule + "' cannot come after itself";
        }
        RuleFields fields = declared.fields();
        if (fields == null) {
            return "rule '" + earlier + "' is switched off, so that '" + rule + "' would never fire";
        }
        if (fields.absent() != null) {
            return "rule '" + earlier + "' waits for silence, and nothing comes after an 'absent' rule";
        }
        Integer count = fields.count();
        if (count != null && count > Shape.COUNT_MAX) {
            return "rule '" + earlier + "' counts to " + count + ", one that others come after at most to "
                    + Shape.COUNT_MAX;
        }
        return circle(rule);
    }

    private @Nullable String circle(String rule) {
        List<String> way = new ArrayList<>(List.of(rule));
        for (String next = earlier(rule); next != null && !inCircles.contains(next); next = earlier(next)) {
            boolean seen = way.contains(next);
            way.add(next);
            if (next.equals(rule)) {
                inCircles.addAll(way);
                return "'after' goes round in a circle, so that none of them would ever fire: "
                        + String.join(" after ", way);
            }
            if (seen) {
                return null;
            }
        }
        return null;
    }

    private YamlNode place(String rule) {
        Mapping mapping = mappings.get(rule);
        YamlNode after = mapping == null ? null : mapping.value(RuleKey.AFTER.label());
        YamlNode name = after instanceof Mapping named ? named.value("rule") : null;
        if (name == null) {
            throw new IllegalStateException("rule '" + rule + "' comes after none");
        }
        return name;
    }
}
