package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force for one kind of host.
 *
 * @param rules in file order, without those that are off here
 * @param absent those of them that fire where the host says nothing
 * @param muted whether nothing is pushed
 * @param index finds those that may match an event
 * @param forgivers those of them that may forgive for one
 */
record HostRules(List<Rule> rules, List<Rule> absent, boolean muted, RuleIndex index, List<Rule> forgivers) {

    /** Works out what it is asked by. */
    HostRules(List<Rule> rules, List<Rule> absent, boolean muted) {
        this(rules, absent, muted, new RuleIndex(rules), forgivers(rules));
    }

    private static List<Rule> forgivers(List<Rule> rules) {
        return rules.stream().filter(rule -> rule.forgive() != null).toList();
    }

    /** Applies entries in file order, so that the later wins. */
    static HostRules of(List<DeclaredRule> declared, List<HostEntry> entries) {
        List<Rule> rules = new ArrayList<>();
        for (DeclaredRule rule : declared) {
            RuleFields fields = rule.fields();
            boolean on = fields != null;
            for (HostEntry entry : entries) {
                Optional<RuleFields> override = entry.rules().get(rule.name());
                if (override != null && fields != null) {
                    on = override.isPresent();
                    fields = override.isPresent() ? override.get().over(fields) : fields;
                }
                fields = fields == null ? null : routed(fields, entry, override);
            }
            if (on && fields != null) {
                rules.add(fields.rule(rule.name()));
            }
        }
        List<Rule> absent = rules.stream().filter(rule -> rule.absent() != null).toList();
        return new HostRules(List.copyOf(rules), absent, muted(entries));
    }

    /** Where the entry sends all rules, unless it sends this one elsewhere. */
    private static RuleFields routed(RuleFields fields, HostEntry entry, @Nullable Optional<RuleFields> override) {
        List<String> to = entry.to();
        boolean own = override != null
                && override.flatMap(o -> Optional.ofNullable(o.to())).isPresent();
        return to == null || own ? fields : fields.withTo(to);
    }

    private static boolean muted(List<HostEntry> entries) {
        boolean muted = false;
        for (HostEntry entry : entries) {
            Boolean mute = entry.mute();
            muted = mute == null ? muted : mute;
        }
        return muted;
    }

    /** The rule of a name, or null if it is off here, or unknown. */
    @Nullable
    Rule named(String name) {
        for (Rule rule : rules) {
            if (rule.name().equals(name)) {
                return rule;
            }
        }
        return null;
    }

    /** The rules that match, in file order. */
    List<Rule> matching(AuthEvent event) {
        List<Rule> matching = List.of();
        for (int place : index.candidates(event)) {
            Rule rule = rules.get(place);
            if (rule.matches(event)) {
                matching = matching.isEmpty() ? new ArrayList<>(2) : matching;
                matching.add(rule);
            }
        }
        return matching;
    }

    /** The rules whose matches an event makes good, in file order. */
    List<Rule> forgiving(AuthEvent event) {
        List<Rule> forgiving = List.of();
        for (Rule rule : forgivers) {
            Forgive forgive = rule.forgive();
            if (forgive != null && forgive.when().matches(event)) {
                forgiving = forgiving.isEmpty() ? new ArrayList<>(2) : forgiving;
                forgiving.add(rule);
            }
        }
        return forgiving;
    }
}
