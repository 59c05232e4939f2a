package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
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
        if (event.count() == 0) {
            reason.append("; counts nothing, another line tells this attempt");
        } else if (rule.firesAtOnce()) {
            reason.append("; fires at once");
        } else {
            reason.append("; fires at ").append(rule.count()).append(" within ").append(Durations.text(rule.within()));
        }
        String key = rule.per().parts().isEmpty()
                ? "everything together"
                : rule.per().toString();
        reason.append(" per ").append(key);
        reason.append(", told again after ").append(Durations.text(rule.repeat()));
        return reason.append(muted ? "; this host is muted, nothing is pushed" : "")
                .toString();
    }
}
