package io.authwatch.rule;

import io.authwatch.auth.Field;
import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code defaults} and {@code rules}. */
final class RulesReader {
    /** What holds where a file has no defaults. */
    static final RuleFields DEFAULTS = new RuleFields(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new Per(List.of(new KeyPart(Field.HOST), new KeyPart(Field.USER), new KeyPart(Field.SOURCE))),
            Duration.ofHours(1),
            null,
            Priority.NORMAL,
            null,
            null);

    private final Nodes nodes;
    private final FieldsReader fields;

    RulesReader(Nodes nodes, FieldsReader fields) {
        this.nodes = nodes;
        this.fields = fields;
    }

    RuleFields defaults(@Nullable YamlNode section) {
        Mapping mapping = section == null ? null : nodes.mapping(section, "'defaults'");
        return mapping == null
                ? DEFAULTS
                : fields.fields(mapping, RuleKey.DEFAULTS, "'defaults'").over(DEFAULTS);
    }

    /** The rules by name, in file order, with the defaults applied. */
    Map<String, DeclaredRule> rules(YamlNode section, RuleFields defaults) {
        Map<String, DeclaredRule> rules = new LinkedHashMap<>();
        Mapping mapping = nodes.mapping(section, "'rules'");
        if (mapping == null) {
            return rules;
        }
        if (mapping.entries().isEmpty()) {
            nodes.faults().at(section, "'rules' is empty: nothing would ever be told");
        }
        if (mapping.entries().size() > RuleLimits.RULES_MAX) {
            nodes.faults().at(section, "more than " + RuleLimits.RULES_MAX + " rules");
            return rules;
        }
        for (Entry entry : mapping.entries()) {
            nodes.name(entry.key(), "rule");
            rules.put(entry.name(), new DeclaredRule(entry.name(), declared(entry, defaults)));
        }
        return rules;
    }

    private @Nullable RuleFields declared(Entry entry, RuleFields defaults) {
        if (Nodes.isOff(entry.value())) {
            return null;
        }
        String where = "rule '" + Words.capped(entry.name()) + "'";
        Mapping mapping = nodes.mapping(entry.value(), where);
        if (mapping == null) {
            return null;
        }
        RuleFields own = fields.fields(mapping, RuleKey.ALL, where);
        if (names(mapping).contains(RuleKey.ABSENT.label())) {
            return absent(mapping, own, where).over(defaults);
        }
        if (names(mapping).stream().noneMatch(RuleKey.WHEN.label()::equals)) {
            nodes.faults().at(entry.key(), where + " has no 'when'");
        }
        checkWindow(entry.key(), mapping, own, where);
        return own.over(defaults);
    }

    /** An {@code absent} rule: it waits for what does not happen, so nothing of an event can be asked for. */
    private RuleFields absent(Mapping mapping, RuleFields own, String where) {
        for (Entry entry : mapping.entries()) {
            boolean known = RuleKey.named(entry.name()).isPresent();
            if (known && !RuleKey.WITH_ABSENT.contains(entry.name())) {
                nodes.faults()
                        .at(
                                entry.key(),
                                where + " has 'absent', beside which there is no '" + entry.name() + "' (but: "
                                        + Words.listed(RuleKey.WITH_ABSENT) + ")");
            } else if (entry.name().equals(RuleKey.PER.label()) && !Per.HOST.equals(own.per())) {
                nodes.faults().at(entry.value(), where + " has 'absent', so its 'per' can only be [host]");
            }
        }
        return own.per(Per.HOST);
    }

    private void checkWindow(Scalar name, Mapping mapping, RuleFields own, String where) {
        List<String> names = names(mapping);
        boolean counts = own.count() != null && own.count() > 1;
        if (counts && !names.contains(RuleKey.WITHIN.label())) {
            nodes.faults().at(name, where + " has a 'count' but no 'within'");
        }
        if (names.contains(RuleKey.WITHIN.label()) && !names.contains(RuleKey.COUNT.label())) {
            nodes.faults().at(name, where + " has a 'within' but no 'count'");
        }
    }

    private static List<String> names(Mapping mapping) {
        List<String> names = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            names.add(entry.name());
        }
        return names;
    }
}
