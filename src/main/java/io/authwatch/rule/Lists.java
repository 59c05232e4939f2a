package io.authwatch.rule;

import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file's named lists. A member gets its meaning where the list is used: as a user, an address, a host … */
final class Lists {
    private final Map<String, List<Scalar>> members = new LinkedHashMap<>();
    private final Map<String, Scalar> names = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    /** Reads the section, or nothing if there is none. */
    static Lists read(@Nullable YamlNode section, Nodes nodes) {
        Lists lists = new Lists();
        Mapping mapping = section == null ? null : nodes.mapping(section, "'lists'");
        if (mapping == null) {
            return lists;
        }
        if (mapping.entries().size() > RuleLimits.LISTS_MAX) {
            nodes.faults().at(mapping, "more than " + RuleLimits.LISTS_MAX + " lists");
        }
        for (Entry entry : mapping.entries()) {
            lists.add(entry, nodes);
        }
        return lists;
    }

    private void add(Entry entry, Nodes nodes) {
        nodes.name(entry.key(), "list");
        List<Scalar> texts = new ArrayList<>();
        members.put(entry.name(), texts);
        names.put(entry.name(), entry.key());
        Sequence sequence = nodes.sequence(entry.value(), "list '" + Words.capped(entry.name()) + "'");
        if (sequence == null) {
            return;
        }
        if (sequence.items().size() > RuleLimits.LIST_MEMBERS_MAX) {
            nodes.faults().at(sequence, "more than " + RuleLimits.LIST_MEMBERS_MAX + " members in a list");
            return;
        }
        for (YamlNode item : sequence.items()) {
            Scalar text = nodes.text(item, "a member of list '" + Words.capped(entry.name()) + "'");
            if (text != null) {
                texts.add(text);
            }
        }
    }

    /** The members of a list, or null if there is no such list; marks it as used. */
    @Nullable
    List<Scalar> use(String name) {
        List<Scalar> found = members.get(name);
        if (found != null) {
            used.add(name);
        }
        return found;
    }

    Set<String> names() {
        return names.keySet();
    }

    /** Lists that no condition names: mostly a name that was mistyped there. */
    void warnOfUnused(Faults warnings) {
        for (Map.Entry<String, Scalar> name : names.entrySet()) {
            if (!used.contains(name.getKey()) && !warnings.full()) {
                warnings.at(name.getValue(), "list '" + Words.capped(name.getKey()) + "' is used by no rule");
            }
        }
    }
}
