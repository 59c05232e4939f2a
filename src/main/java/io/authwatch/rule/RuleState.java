package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules remember between events: the window of each (rule, key), the combinations that each rule has seen, and what
 * fired lately. Belongs to the one writer. Bounded: what was touched the longest ago goes, and is counted.
 */
public final class RuleState {
    /** The kind of the cells of windows, and of the time that they count on. */
    public static final String KIND = Windows.KIND;

    /** Keys that one rule may have: about 20 MB where all of them are used, 60 MB where it tells matches apart. */
    public static final int KEYS_MAX = 100_000;

    /** Matches that all windows of a kind together keep a time for: 12 octets each. */
    static final int STAMPS_MAX = 2_000_000;

    private final SteadyTime time = new SteadyTime();
    private final Windows windows;
    private final Novelties novelties;
    private final Fired fired;
    private long at;

    /** Remembers nothing yet. */
    public RuleState() {
        this(KEYS_MAX);
    }

    /** With another limit of keys a rule, 1 and up. */
    public RuleState(int keysMax) {
        this.windows = new Windows(keysMax);
        this.novelties = new Novelties(keysMax);
        this.fired = new Fired(keysMax);
    }

    /** Takes note of the time; every decision does. */
    void advance(Instant now) {
        windows.settle();
        novelties.settle();
        fired.settle();
        at = time.advance(now);
    }

    /** Why an event follows a firing of another rule, for people, or null if it does not. */
    @Nullable
    String whyAfter(Rule rule, After after, AuthEvent event) {
        return fired.why(rule, after, event, at);
    }

    /** Takes out of a rule's window what an event makes good. */
    void forgive(Rule rule, List<Rule> followers, AuthEvent event) {
        windows.forgive(windows.shape(rule, followers), event);
    }

    /** Takes note of a match, and answers whether its combination is new to a rule that has learnt. */
    boolean isNew(Rule rule, Novelty first, AuthEvent event, Instant now) {
        return novelties.isNew(rule, first, event, now);
    }

    /**
     * Notes a match, and answers how many attempts or values the window then holds: at least the rule's count, or all.
     * Where that reaches the count, {@code followers} may follow.
     */
    long match(Rule rule, List<Rule> followers, List<String> key, AuthEvent event) {
        Shape shape = windows.shape(rule, followers);
        long inWindow = rule.firesAtOnce() ? event.count() : windows.add(shape, key, event, at);
        if (inWindow >= rule.count() && !followers.isEmpty()) {
            fired(shape, key, event, inWindow);
        }
        return inWindow;
    }

    private void fired(Shape shape, List<String> key, AuthEvent event, long inWindow) {
        List<List<List<String>>> traced = windows.traced(shape, key, event, at);
        for (int follower = 0; follower < shape.followers().size(); follower++) {
            Rule rule = shape.followers().get(follower);
            for (List<String> compared : traced.get(follower)) {
                fired.took(rule, compared, at, event.count(), inWindow);
            }
        }
    }

    /** Whether {@link #tick} is to be called now. Changes nothing, so that only what is logged changes the state. */
    public boolean due(Instant now) {
        return novelties.due(now);
    }

    /** When {@link #tick} has something to do, or null. */
    public @Nullable Instant nextDue() {
        return novelties.nextDue();
    }

    /** Lets time pass, and answers what was learnt where a learning period ended. */
    public List<Learnt> tick(Instant now) {
        return novelties.tick(now);
    }

    /** What changed since the last call, for a checkpoint; keys that are gone have empty data. */
    public List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(windows.drain());
        cells.addAll(novelties.drain());
        cells.addAll(fired.drain());
        cells.addAll(time.drain(KIND));
        return cells;
    }

    /** Takes over a cell of a checkpoint; cells of another kind are left alone. */
    public void restore(StateCell cell) {
        if (cell.gone()) {
            return;
        }
        if (cell.kind().equals(KIND) && SteadyTime.isTime(cell)) {
            time.restore(cell);
            return;
        }
        windows.restore(cell);
        novelties.restore(cell);
        fired.restore(cell);
    }

    /** Drops what belongs to rules that are gone, or that decide otherwise now. */
    public void keepOnly(RuleSet old, RuleSet now) {
        windows.keepOnly(old, now);
        novelties.keepOnly(old, now);
        fired.keepOnly(old, now);
    }

    /** Keys that had to go since the start although they still mattered. */
    public long evicted() {
        return windows.evicted() + novelties.evicted() + fired.evicted();
    }

    /** How many keys the next {@link #drainChanges} will tell of, those that are gone included. */
    public int changedKeys() {
        return windows.changedKeys() + novelties.changedKeys() + fired.changedKeys();
    }

    /** How many keys there are. */
    public int size() {
        return windows.size() + novelties.size() + fired.size();
    }

    /** A key as one text. */
    public static String join(List<String> key) {
        return String.join(String.valueOf(KeyPart.SEPARATOR), key);
    }

    /** The parts of a key that {@link #join} made. */
    public static List<String> split(String key) {
        return key.isEmpty() ? List.of() : List.of(key.split(String.valueOf(KeyPart.SEPARATOR), -1));
    }
}
