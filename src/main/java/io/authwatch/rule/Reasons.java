package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says for people why a rule does or does not match an event. Repeats the rule's words, never the event's. */
final class Reasons {
    private Reasons() {}

    /** What the file's rule says, {@code inForce} being what it is for this host, or null if it is off here. */
    static Verdict verdict(DeclaredRule declared, @Nullable Rule inForce, boolean muted, AuthEvent event) {
        if (inForce == null) {
            String where = declared.fields() == null ? "switched off" : "switched off for this host";
            return new Verdict(declared.name(), false, where);
        }
        if (inForce.absent() != null) {
            String time = Durations.text(inForce.absent());
            return new Verdict(declared.name(), false, "no line matches: fires where a host says nothing for " + time);
        }
        String against = against(inForce, event);
        return against == null
                ? new Verdict(inForce.name(), true, inFavour(inForce, muted, event))
                : new Verdict(inForce.name(), false, against);
    }

    /** The same of an event that {@code ignore} calls boring: no rule matches it. */
    static Verdict ignored(Verdict verdict, String place) {
        return verdict.matched() ? new Verdict(verdict.name(), false, "ignored by logcheck: " + place) : verdict;
    }

    private static @Nullable String against(Rule rule, AuthEvent event) {
        FieldTest failing = rule.when().failing(event);
        if (failing != null) {
            boolean missing = event.get(failing.field()) == null;
            String label = failing.field().label();
            return missing
                    ? "no " + label + " in this event, when wants " + failing.written()
                    : label + " is not " + failing.written();
        }
        Condition unless = rule.unless();
        return unless != null && unless.matches(event) ? "unless: " + unless : null;
    }

    private static String inFavour(Rule rule, boolean muted, AuthEvent event) {
        StringBuilder reason = new StringBuilder(rule.when().toString());
        reason.append("; ")
                .append(event.count() == 0 ? "counts nothing, another line tells this attempt" : fires(rule));
        String key = rule.per().parts().isEmpty()
                ? "everything together"
                : rule.per().toString();
        reason.append(" per ").append(key);
        reason.append(told(rule)).append(gates(rule));
        return reason.append(muted ? "; this host is muted, nothing is pushed" : "")
                .toString();
    }

    private static String fires(Rule rule) {
        if (rule.firesAtOnce()) {
            return "fires at once";
        }
        KeyPart distinct = rule.distinct();
        String what = distinct == null ? "" : " different " + distinct;
        return "fires at " + rule.count() + what + " within " + Durations.text(rule.within());
    }

    private static String told(Rule rule) {
        Duration digest = rule.digest();
        return digest == null
                ? ", told again after " + Durations.text(rule.repeat())
                : ", told together every " + Durations.text(digest);
    }

    /** What else must hold, and what takes matches back. */
    private static String gates(Rule rule) {
        StringBuilder gates = new StringBuilder();
        Novelty first = rule.first();
        if (first != null) {
            gates.append("; only ").append(why(first));
            gates.append(first.learn().isZero() ? "" : ", learns " + Durations.text(first.learn()) + " first");
        }
        After after = rule.after();
        if (after != null) {
            gates.append("; only within ")
                    .append(Durations.text(after.within()))
                    .append(" after ");
            gates.append(after.rule()).append(", same ").append(KeyPart.listed(after.same()));
        }
        Hours hours = rule.hours();
        gates.append(hours == null ? "" : "; " + hours);
        Forgive forgive = rule.forgive();
        if (forgive != null) {
            gates.append("; forgiven by ").append(forgive.when());
            gates.append(" of the same ").append(KeyPart.listed(forgive.same()));
        }
        return gates.toString();
    }

    /** What else than its count made a rule fire, for people. */
    static String why(Rule rule, String whyAfter) {
        List<String> why = new ArrayList<>();
        KeyPart distinct = rule.distinct();
        if (distinct != null) {
            why.add("each with another " + distinct);
        }
        Novelty first = rule.first();
        if (first != null) {
            why.add(why(first));
        }
        if (!whyAfter.isEmpty()) {
            why.add(whyAfter);
        }
        return String.join(", ", why);
    }

    private static String why(Novelty first) {
        String of = first.of().parts().isEmpty() ? "at all" : "per " + first.of();
        return "first time in " + Durations.text(first.remember()) + " " + of;
    }
}
