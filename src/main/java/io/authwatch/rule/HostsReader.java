package io.authwatch.rule;

import io.authwatch.auth.Field;
import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code hosts}: what is different for some of them. */
final class HostsReader {
    /** What an entry may say. */
    static final List<String> KEYS = List.of("match", "rules", "mute", "to");

    private final Nodes nodes;
    private final FieldsReader fields;
    private final ConditionReader conditions;
    private final RecipientsReader recipients;
    private final Map<String, DeclaredRule> rules;
    private final RuleChecks checks;
    private final OverrideChecks shared;

    HostsReader(
            Nodes nodes,
            FieldsReader fields,
            ConditionReader conditions,
            RecipientsReader recipients,
            Map<String, DeclaredRule> rules) {
        this.nodes = nodes;
        this.fields = fields;
        this.conditions = conditions;
        this.recipients = recipients;
        this.rules = rules;
        this.checks = new RuleChecks(nodes);
        this.shared = new OverrideChecks(nodes, rules);
    }

    List<HostEntry> entries(@Nullable YamlNode section) {
        List<HostEntry> entries = new ArrayList<>();
        Sequence sequence = section == null ? null : nodes.sequence(section, "'hosts'");
        if (section == null || sequence == null) {
            return entries;
        }
        if (sequence.items().size() > RuleLimits.HOST_ENTRIES_MAX) {
            nodes.faults().at(section, "more than " + RuleLimits.HOST_ENTRIES_MAX + " entries in 'hosts'");
            return entries;
        }
        for (YamlNode item : sequence.items()) {
            Mapping mapping = nodes.mapping(item, "an entry of 'hosts'");
            HostEntry entry = mapping == null ? null : entry(mapping);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private @Nullable HostEntry entry(Mapping mapping) {
        FieldTest match = null;
        Map<String, Optional<RuleFields>> overrides = Map.of();
        Boolean mute = null;
        List<String> to = null;
        for (Entry entry : mapping.entries()) {
            switch (entry.name()) {
                case "match" -> match = conditions.test(Field.HOST, entry.value(), "'match'");
                case "rules" -> overrides = overrides(entry.value());
                case "mute" -> mute = mute(entry.value());
                case "to" -> to = recipients.to(entry.value());
                default -> fields.unknownKey(entry.key(), KEYS, "an entry of 'hosts'");
            }
        }
        if (match == null) {
            nodes.faults().at(mapping, "an entry of 'hosts' has no 'match'");
            return null;
        }
        return new HostEntry(match, overrides, mute, to);
    }

    private @Nullable Boolean mute(YamlNode node) {
        Scalar scalar = nodes.text(node, "'mute'");
        String text = scalar == null ? "" : scalar.text();
        if (scalar != null && !text.equals("true") && !text.equals("false")) {
            nodes.faults().at(node, "'mute' must be true or false, not " + node.kind());
        }
        return scalar == null ? null : text.equals("true");
    }

    private Map<String, Optional<RuleFields>> overrides(YamlNode node) {
        Map<String, Optional<RuleFields>> overrides = new LinkedHashMap<>();
        Mapping mapping = nodes.mapping(node, "'rules' of a host");
        if (mapping == null) {
            return overrides;
        }
        for (Entry entry : mapping.entries()) {
            DeclaredRule rule = rules.get(entry.name());
            if (rule == null) {
                nodes.faults().at(entry.key(), Words.unknown("rule", entry.name(), "", rules.keySet()));
            } else if (Nodes.isOff(entry.value())) {
                overrides.put(entry.name(), Optional.empty());
            } else {
                override(entry, rule).ifPresent(own -> overrides.put(entry.name(), Optional.of(own)));
            }
        }
        return overrides;
    }

    private Optional<RuleFields> override(Entry entry, DeclaredRule rule) {
        String where = "rule '" + Words.capped(entry.name()) + "' of a host";
        if (!(entry.value() instanceof Mapping mapping)) {
            nodes.mapping(entry.value(), where + ", unless it is off,");
            return Optional.empty();
        }
        RuleFields base = rule.fields();
        if (base == null) {
            nodes.faults().at(entry.key(), where + " is switched off in 'rules': there is nothing to change");
            return Optional.empty();
        }
        RuleFields own = fields.fields(mapping, RuleKey.OVERRIDE, where);
        new AbsentChecks(nodes).override(mapping, base, where);
        checks.check(entry.key(), mapping, own, base, where);
        shared.check(entry.key(), rule.name(), own, base, where);
        return Optional.of(own);
    }
}
