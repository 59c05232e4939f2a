package io.authwatch.pipeline;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.Absence;
import io.authwatch.rule.Durations;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Rule;
import io.authwatch.rule.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of somebody's silence, and of its end, an event in our own words and a firing of its rule. */
final class Quiet {
    /** The host of a sentence that is about more than one. */
    static final String NO_HOST = "-";
    /** Second part of the key where somebody is heard again: it has a cool-down of its own. */
    private static final String BACK = "heard again";

    private Quiet() {}

    static AuthEvent event(long id, Absence absence, Instant now) {
        boolean host = absence.kind() == Absence.Kind.HOST_GONE || absence.kind() == Absence.Kind.HOST_BACK;
        return OwnEvent.of(id, host ? absence.subject() : NO_HOST, sentence(absence, now), now);
    }

    private static String sentence(Absence absence, Instant now) {
        Duration silent = absence.silent();
        String time =
                Durations.text(silent.truncatedTo(silent.toMinutes() > 0 ? ChronoUnit.MINUTES : ChronoUnit.SECONDS));
        Instant since = now.minus(silent).truncatedTo(ChronoUnit.SECONDS);
        String subject = absence.subject();
        return switch (absence.kind()) {
            case HOST_GONE -> subject + " is silent: nothing for " + time + ", since " + since;
            case HOST_BACK -> subject + " is heard again after " + time;
            case SENDER_GONE ->
                "Relay " + subject + " is silent: nothing of its " + absence.hosts() + " hosts for " + time + ", since "
                        + since;
            case SENDER_BACK -> "Relay " + subject + " is heard again after " + time;
            case ALL_GONE ->
                "Nothing from any of " + absence.hosts() + " hosts for " + time + ", since " + since
                        + ": Authwatch may be deaf";
            case ALL_BACK -> "Something is received again after " + time;
        };
    }

    /** The firing, or null if the rule is gone or off for that host. */
    static @Nullable Firing firing(RuleSet rules, Absence absence, AuthEvent event) {
        Rule rule = rules.rule(absence.rule(), event.host());
        if (rule == null) {
            return null;
        }
        boolean back = absence.kind().back();
        List<String> key = back ? List.of(absence.subject(), BACK) : List.of(absence.subject());
        return new Firing(back ? rule.quieter() : rule, key, 1, event, rules.muted(event.host()), "");
    }
}
