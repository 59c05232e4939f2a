package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The stateful half of a decision: which of the matching rules fire. Its state apart, a pure function. */
public final class Judge {
    private final RuleState state;

    /** Judges with this state, which nobody else changes. */
    public Judge(RuleState state) {
        this.state = state;
    }

    /**
     * The rules that fire, in file order. A rule fires at its {@code count}-th match within {@code within}, and at each
     * further one while the window still holds that many. The window is closed at both ends: matches that are exactly
     * {@code within} apart are in it together.
     *
     * @param now when the decision is given; windows count on this, never on what the sender wrote
     */
    public List<Firing> judge(Match match, Instant now) {
        AuthEvent event = match.event();
        int weight = event.count();
        state.advance(now);
        if (weight == 0) {
            return List.of();
        }
        List<Firing> firings = new ArrayList<>(match.rules().size());
        for (Rule rule : match.rules()) {
            List<String> key = rule.per().key(event);
            long inWindow = rule.firesAtOnce() ? weight : state.match(rule, key, weight);
            if (inWindow >= rule.count()) {
                firings.add(new Firing(rule, key, inWindow, event, match.muted(), ""));
            }
        }
        return firings;
    }
}
