package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For each rule that comes after another one, what it compares of the matches that took part in that one's firings, and
 * when the latest such firing was. Whether that firing was told to anybody makes no difference.
 */
final class Fired {
    static final String KIND = "fired";

    private final BoundedKeys<Moment> fired;

    Fired(int keysMax) {
        this.fired = new BoundedKeys<>(KIND, keysMax, RuleState.STAMPS_MAX);
    }

    /** The rule fired, and a match with these values took part. */
    void took(Rule follower, List<String> compared, long at, int weight, long inWindow) {
        After after = follower.after();
        if (after == null) {
            return;
        }
        long within = after.within().toMillis();
        String key = RuleState.join(compared);
        Moment before = fired.get(follower.name(), key);
        long attempts = before != null && before.within(within, at) ? before.figure() + weight : inWindow;
        fired.put(follower.name(), key, at, new Moment(at, within, attempts));
    }

    /** Why an event follows a firing, for people, or null if it does not. */
    @Nullable
    String why(Rule follower, After after, AuthEvent event, long now) {
        Moment latest = fired.get(follower.name(), RuleState.join(KeyPart.values(after.same(), event)));
        if (latest == null || !latest.within(after.within().toMillis(), now)) {
            return null;
        }
        return "after " + after.rule() + (latest.figure() > 1 ? " (" + latest.figure() + " times)" : "");
    }

    List<StateCell> drain() {
        return fired.drain();
    }

    void restore(StateCell cell) {
        if (cell.kind().equals(KIND)) {
            fired.restore(cell, Moment.of(cell));
        }
    }

    /** Puts what was restored in order, once, before it is used. */
    void settle() {
        fired.settle();
    }

    /** Drops what belongs to rules that are gone or decide otherwise now, or that come after such a one. */
    void keepOnly(RuleSet old, RuleSet now) {
        fired.keepOnly((rule, key) -> {
            Rule follower = old.anywhere(rule);
            After after = follower == null ? null : follower.after();
            int hostAt = after == null ? -1 : KeyPart.hostAt(after.same());
            List<String> values = RuleState.split(key);
            String host = hostAt >= 0 && hostAt < values.size() ? values.get(hostAt) : null;
            return after != null && old.sameRule(now, rule, host) && old.sameRule(now, after.rule(), host);
        });
    }

    long evicted() {
        return fired.evicted();
    }

    int changedKeys() {
        return fired.changedKeys();
    }

    int size() {
        return fired.size();
    }
}
