package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stateful half of a decision: which of the matching rules fire. Its state apart, a pure function.
 *
 * <pre>
 *   match ──▶ hours ──▶ after ──▶ first ──▶ window: count, distinct ──▶ fires
 * </pre>
 *
 * What one step does not let through the next ones do not see: it counts nothing and is not learnt. An event follows
 * only what fired before it, and it forgives before it counts, so the order of the rules makes no difference.
 */
public final class Judge {
    private final RuleState state;

    /** Judges with this state, which nobody else changes. */
    public Judge(RuleState state) {
        this.state = state;
    }

    /**
     * The rules that fire, in file order. A rule fires at its {@code count}-th match within {@code within}, and at each
     * further one while the window still holds that many. The window is closed at both ends: matches that are exactly
     * {@code within} apart are in it together. An event that another line counts neither counts nor forgives.
     *
     * @param now when the decision is given; windows count on this, never on what the sender wrote
     */
    public List<Firing> judge(Match match, Instant now) {
        state.advance(now);
        if (match.event().count() == 0) {
            return List.of();
        }
        List<Candidate> candidates = candidates(match, now);
        for (Rule rule : match.forgiving()) {
            if (applies(rule, now)) {
                state.forgive(rule, match.followers(rule), match.event());
            }
        }
        List<Firing> firings = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            Firing firing = firing(candidate, match, now);
            if (firing != null) {
                firings.add(firing);
            }
        }
        return firings;
    }

    /** A rule that may fire, and what it follows, for people; or empty. */
    private record Candidate(Rule rule, String whyAfter) {}

    private List<Candidate> candidates(Match match, Instant now) {
        List<Candidate> candidates = new ArrayList<>(match.rules().size());
        for (Rule rule : match.rules()) {
            After after = rule.after();
            String why = after == null ? "" : state.whyAfter(rule, after, match.event());
            if (why != null && applies(rule, now)) {
                candidates.add(new Candidate(rule, why));
            }
        }
        return candidates;
    }

    private static boolean applies(Rule rule, Instant now) {
        Hours hours = rule.hours();
        return hours == null || hours.hold(now);
    }

    private @Nullable Firing firing(Candidate candidate, Match match, Instant now) {
        Rule rule = candidate.rule();
        AuthEvent event = match.event();
        Novelty first = rule.first();
        if (first != null && !state.isNew(rule, first, event, now)) {
            return null;
        }
        List<String> key = rule.per().key(event);
        long inWindow = state.match(rule, match.followers(rule), key, event);
        return inWindow < rule.count()
                ? null
                : new Firing(rule, key, inWindow, event, match.muted(), Reasons.why(rule, candidate.whyAfter()));
    }
}
