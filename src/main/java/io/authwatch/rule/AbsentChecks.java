package io.authwatch.rule;

import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;

/** What stands beside {@code absent}: a rule waits for an event, or for the lack of one, and nothing of both. */
final class AbsentChecks {
    private final Nodes nodes;

    AbsentChecks(Nodes nodes) {
        this.nodes = nodes;
    }

    /** Whether a rule waits for the lack of messages. */
    static boolean isAbsent(Mapping mapping) {
        return mapping.value(RuleKey.ABSENT.label()) != null;
    }

    /** An {@code absent} rule: nothing of an event can be asked for, and its key is the host. */
    RuleFields rule(Mapping mapping, RuleFields own, String where) {
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

    /** A host's override: no host makes one of the other. */
    void override(Mapping mapping, RuleFields base, String where) {
        boolean absent = base.absent() != null;
        for (Entry entry : mapping.entries()) {
            boolean without =
                    !RuleKey.WITH_ABSENT.contains(entry.name()) || entry.name().equals(RuleKey.PER.label());
            if (absent && without && RuleKey.named(entry.name()).isPresent()) {
                nodes.faults().at(entry.key(), where + " has 'absent', and cannot change '" + entry.name() + "'");
            } else if (!absent && entry.name().equals(RuleKey.ABSENT.label())) {
                nodes.faults().at(entry.key(), where + " has a 'when', beside which there is no 'absent'");
            }
        }
    }
}
