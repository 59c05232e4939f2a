package io.authwatch.rule;

import io.authwatch.rule.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses an override of a host that would change what hosts share, or mix the keys of two hosts. */
final class OverrideChecks {
    private final Nodes nodes;
    private final Map<String, DeclaredRule> rules;

    /**
     * @param rules all of the file, by name
     */
    OverrideChecks(Nodes nodes, Map<String, DeclaredRule> rules) {
        this.nodes = nodes;
        this.rules = rules;
    }

    /** Checks what a host changes of a rule. */
    void check(Scalar name, String rule, RuleFields own, RuleFields base, String where) {
        Per per = base.per();
        if (per != null && per.hostAt() < 0) {
            changes(name, where, windowKeys(own), "hosts share its windows, for its 'per' lacks 'host'");
        }
        memory(name, own, base, where);
        if (own.after() != null) {
            fault(name, where + " cannot change 'after': what fired on one host may be followed on another");
        }
        keepsHost(name, own.per(), per, where, RuleKey.PER);
        Integer count = own.count();
        if (count != null && count > Shape.COUNT_MAX && followed(rule)) {
            fault(name, where + " counts to " + count + ", one that others come after at most to " + Shape.COUNT_MAX);
        }
    }

    private void memory(Scalar name, RuleFields own, RuleFields base, String where) {
        Per first = base.first();
        if (first == null) {
            changes(name, where, keys(own.first(), RuleKey.FIRST), "the rule itself has none");
        } else if (first.hostAt() < 0) {
            List<String> keys = keys(own.first(), RuleKey.FIRST);
            keys.addAll(keys(own.remember(), RuleKey.REMEMBER));
            keys.addAll(keys(own.learn(), RuleKey.LEARN));
            changes(name, where, keys, "hosts share what it has seen, for its 'first' lacks 'host'");
        } else {
            keepsHost(name, own.first(), first, where, RuleKey.FIRST);
        }
    }

    private static List<String> windowKeys(RuleFields own) {
        List<String> keys = keys(own.hours(), RuleKey.HOURS);
        keys.addAll(keys(own.count(), RuleKey.COUNT));
        keys.addAll(keys(own.within(), RuleKey.WITHIN));
        keys.addAll(keys(own.distinct(), RuleKey.DISTINCT));
        keys.addAll(keys(own.forgive(), RuleKey.FORGIVE));
        keys.addAll(keys(own.first(), RuleKey.FIRST));
        return keys;
    }

    private static List<String> keys(@Nullable Object value, RuleKey key) {
        return new ArrayList<>(value == null ? List.of() : List.of("'" + key.label() + "'"));
    }

    private void changes(Scalar name, String where, List<String> keys, String why) {
        if (!keys.isEmpty()) {
            fault(name, where + " cannot change " + String.join(", ", keys) + ": " + why);
        }
    }

    /** Keys of two hosts must never meet: the host keeps its place in the key. */
    private void keepsHost(Scalar name, @Nullable Per own, @Nullable Per base, String where, RuleKey key) {
        if (own != null && base != null && (base.hostAt() < 0 || base.hostAt() != own.hostAt())) {
            String change = " cannot change '" + key.label() + "' to one without 'host' in the same place: ";
            fault(name, where + change + base);
        }
    }

    private boolean followed(String rule) {
        for (DeclaredRule other : rules.values()) {
            RuleFields fields = other.fields();
            After after = fields == null ? null : fields.after();
            if (after != null && after.rule().equals(rule)) {
                return true;
            }
        }
        return false;
    }

    private void fault(Scalar name, String message) {
        nodes.faults().at(name, message);
    }
}
