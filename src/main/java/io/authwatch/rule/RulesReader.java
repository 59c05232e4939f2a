package io.authwatch.rule;

import io.authwatch.auth.Field;
import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import java.time.Duration;
import java.util.HashMap;
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
    private final RuleChecks checks;
    private final Map<String, Mapping> mappings = new HashMap<>();

    RulesReader(Nodes nodes, FieldsReader fields) {
        this.nodes = nodes;
        this.fields = fields;
        this.checks = new RuleChecks(nodes);
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
            if (OwnRules.isOne(entry.name())) {
                nodes.faults().at(entry.key(), "a name that begins with '" + OwnRules.PREFIX + "' is Authwatch's own");
            }
            rules.put(entry.name(), new DeclaredRule(entry.name(), declared(entry, defaults)));
        }
        new AfterChecks(nodes, rules, mappings).check();
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
        if (AbsentChecks.isAbsent(mapping)) {
            return new AbsentChecks(nodes).rule(mapping, own, where).over(defaults);
        }
        if (mapping.value(RuleKey.WHEN.label()) == null) {
            nodes.faults().at(entry.key(), where + " has no 'when'");
        }
        checks.check(entry.key(), mapping, own, own, where);
        mappings.put(entry.name(), mapping);
        return own.over(defaults);
    }
}
