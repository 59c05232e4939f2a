package io.authwatch.rule;

import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses keys of one rule that make no sense together. What could not be read is told already, and not told again. */
final class RuleChecks {
    private final Nodes nodes;

    RuleChecks(Nodes nodes) {
        this.nodes = nodes;
    }

    /**
     * Checks a rule.
     *
     * @param name where it stands
     * @param mapping what it says itself
     * @param own the same, read
     * @param base what holds where it says nothing, of the rule itself; the same as {@code own} outside of {@code hosts}
     * @param where such as {@code rule 'guessing'}
     */
    void check(Scalar name, Mapping mapping, RuleFields own, RuleFields base, String where) {
        Set<RuleKey> said = said(mapping, base);
        RuleFields rule = own.over(base);
        window(name, said, rule, where);
        memory(name, said, rule, where);
        Set<RuleKey> ownKeys = said(mapping, own);
        if (ownKeys.contains(RuleKey.REPEAT) && said.contains(RuleKey.DIGEST)) {
            fault(name, where + " has both 'digest' and 'repeat': a digest is told at its own end");
        }
    }

    private void window(Scalar name, Set<RuleKey> said, RuleFields rule, String where) {
        Integer count = rule.count();
        boolean counts = count != null && count > 1;
        if (counts && !said.contains(RuleKey.WITHIN)) {
            fault(name, where + " has a 'count' but no 'within'");
        }
        if (said.contains(RuleKey.WITHIN) && !said.contains(RuleKey.COUNT)) {
            fault(name, where + " has a 'within' but no 'count'");
        }
        boolean readable = count != null || !said.contains(RuleKey.COUNT);
        for (RuleKey key : new RuleKey[] {RuleKey.DISTINCT, RuleKey.FORGIVE}) {
            if (said.contains(key) && readable && !counts) {
                fault(name, where + " has a '" + key.label() + "' but no 'count' of 2 or more");
            }
        }
        if (rule.forgive() != null && count != null && count > Shape.COUNT_MAX) {
            fault(name, where + " counts to " + count + ", with 'forgive' at most to " + Shape.COUNT_MAX);
        }
        values(name, rule, where);
    }

    private void values(Scalar name, RuleFields rule, String where) {
        KeyPart distinct = rule.distinct();
        Per per = rule.per();
        if (distinct != null && per != null) {
            boolean one = per.parts().contains(distinct) || per.parts().contains(new KeyPart(distinct.field()));
            if (one) {
                fault(
                        name,
                        where + " counts different " + distinct + ", but for each of its 'per' there is only one: "
                                + per);
            }
        }
    }

    private void memory(Scalar name, Set<RuleKey> said, RuleFields rule, String where) {
        for (RuleKey key : new RuleKey[] {RuleKey.REMEMBER, RuleKey.LEARN}) {
            if (said.contains(key) && !said.contains(RuleKey.FIRST)) {
                fault(name, where + " has a '" + key.label() + "' but no 'first'");
            }
        }
        Duration learn = rule.learn();
        Duration remember = rule.remember() == null ? RuleFields.REMEMBER : rule.remember();
        if (learn != null && remember != null && learn.compareTo(remember) > 0) {
            String spans =
                    "'learn' of " + Durations.text(learn) + " than its 'remember' of " + Durations.text(remember);
            fault(name, where + " has a longer " + spans + ": it would forget before it has learnt");
        }
    }

    private static Set<RuleKey> said(Mapping mapping, RuleFields base) {
        Set<RuleKey> said = EnumSet.noneOf(RuleKey.class);
        for (Entry entry : mapping.entries()) {
            RuleKey.named(entry.name()).ifPresent(said::add);
        }
        add(said, RuleKey.COUNT, base.count());
        add(said, RuleKey.WITHIN, base.within());
        add(said, RuleKey.DISTINCT, base.distinct());
        add(said, RuleKey.FORGIVE, base.forgive());
        add(said, RuleKey.FIRST, base.first());
        add(said, RuleKey.DIGEST, base.digest());
        return said;
    }

    private static void add(Set<RuleKey> said, RuleKey key, @Nullable Object value) {
        if (value != null) {
            said.add(key);
        }
    }

    private void fault(Scalar name, String message) {
        nodes.faults().at(name, message);
    }
}
