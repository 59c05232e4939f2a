package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Priority;
import io.authwatch.rule.RuleState;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rule pushed lately: for few enough keys to be no storm yet. Immutable.
 *
 * @param told the pushes, the oldest first; at most {@value #PUSHES_MAX}, for one key may be pushed for again and again
 */
record Prelude(List<Told> told) {
    static final Prelude NONE = new Prelude(List.of());
    /** Pushes that are remembered; the oldest goes first. */
    static final int PUSHES_MAX = 64;

    private static final Priority[] PRIORITIES = Priority.values();

    Prelude {
        told = List.copyOf(told);
    }

    /**
     * A push.
     *
     * @param key what it was pushed for
     * @param priority how loud
     * @param event the event that it told, trimmed
     * @param firings how many firings it told
     * @param at when, in steady milliseconds
     */
    record Told(AlertKey key, Priority priority, AuthEvent event, long firings, long at) {}

    /** The same without what was pushed at a time or before it. */
    Prelude after(long at) {
        return new Prelude(told.stream().filter(push -> push.at() > at).toList());
    }

    /** For how many keys was pushed, {@code key} apart. */
    long othersThan(AlertKey key) {
        return told.stream()
                .map(Told::key)
                .filter(other -> !other.equals(key))
                .distinct()
                .count();
    }

    Prelude with(Told push) {
        List<Told> all = new ArrayList<>(told);
        all.add(push);
        return new Prelude(all.subList(Math.max(0, all.size() - PUSHES_MAX), all.size()));
    }

    void write(CellWriter to) {
        to.number(told.size());
        for (Told push : told) {
            to.text(push.key().rule()).text(RuleState.join(push.key().key()));
            to.number(push.priority().ordinal());
            EventForm.write(push.event(), to);
            to.number(push.firings()).number(push.at());
        }
    }

    /** What {@link #write} wrote. */
    static Prelude read(CellReader from) {
        List<Told> told = new ArrayList<>();
        for (long left = from.number(); left > 0; left--) {
            AlertKey key = new AlertKey(from.text(), RuleState.split(from.text()), Hush.NONE);
            Priority priority = PRIORITIES[(int) from.number()];
            told.add(new Told(key, priority, EventForm.read(from), from.number(), from.number()));
        }
        return new Prelude(told);
    }
}
