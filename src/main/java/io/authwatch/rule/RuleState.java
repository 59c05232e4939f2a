package io.authwatch.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What rules remember between events: a window for each (rule, key). Belongs to the one writer. Bounded: what was
 * touched the longest ago goes, and is counted.
 */
public final class RuleState {
    /** The kind of its cells. */
    public static final String KIND = "window";

    /** Keys that one rule may have: about 20 MB where all of them are used. */
    public static final int KEYS_MAX = 100_000;

    /** Matches that all windows together keep a time for: 12 octets each. */
    static final int STAMPS_MAX = 2_000_000;

    private final SteadyTime time = new SteadyTime();
    private final KeyedState<Window> windows;
    private long at;
    private long stamps;
    private long evicted;
    private long turn;
    private boolean restored;

    /** Remembers nothing yet. */
    public RuleState() {
        this(KEYS_MAX);
    }

    /** With another limit of keys a rule, 1 and up. */
    public RuleState(int keysMax) {
        this.windows = new KeyedState<>(KIND, keysMax, Window::octets);
    }

    /** Takes note of the time; every decision does. */
    void advance(Instant now) {
        settle();
        at = time.advance(now);
    }

    /** Notes a match of {@code weight} attempts, and answers how many the window then holds, up to the rule's count. */
    long match(Rule rule, List<String> key, int weight) {
        String joined = join(key);
        long within = rule.within().toMillis();
        Window window = windows.get(rule.name(), joined);
        Window touched = window == null ? new Window() : window;
        stamps -= touched.stamps();
        touched.touch(++turn);
        long inWindow = touched.add(at, weight, within, rule.count());
        stamps += touched.stamps();
        windows.put(rule.name(), joined, touched);
        forget(rule.name(), at);
        return inWindow;
    }

    /** Lets two keys go that can make no difference any more, and as many others as are too many. */
    private void forget(String rule, long now) {
        for (int idle = 0; idle < 2 && eldestIsOver(rule, now); idle++) {
            removeEldest(rule);
        }
        while (windows.keys(rule) > 1 && (stamps > STAMPS_MAX || windows.keys(rule) > windows.keysMax())) {
            removeEldest(rule);
            evicted++;
        }
    }

    private boolean eldestIsOver(String rule, long now) {
        Map.Entry<String, Window> eldest = windows.eldest(rule);
        return eldest != null && eldest.getValue().expires() < now;
    }

    private void removeEldest(String rule) {
        Map.Entry<String, Window> eldest = windows.eldest(rule);
        if (eldest != null) {
            stamps -= eldest.getValue().stamps();
            windows.remove(rule, eldest.getKey());
        }
    }

    /** What changed since the last call, for a checkpoint; keys that are gone have empty data. */
    public List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(windows.drain());
        cells.addAll(time.drain(KIND));
        return cells;
    }

    /** Takes over a cell of a checkpoint; cells of another kind are left alone. */
    public void restore(StateCell cell) {
        if (!cell.kind().equals(KIND) || cell.gone()) {
            return;
        }
        if (SteadyTime.isTime(cell)) {
            time.restore(cell);
            return;
        }
        Window window = Window.of(cell);
        stamps += window.stamps();
        windows.restore(cell.rule(), cell.key(), window);
        turn = Math.max(turn, window.turn());
        restored = true;
    }

    /** Puts what was restored in order, once, before it is used. */
    private void settle() {
        if (restored) {
            windows.order(Window::turn);
            restored = false;
        }
    }

    /** Drops what belongs to rules that are gone, or that decide otherwise now. */
    public void keepOnly(RuleSet old, RuleSet now) {
        settle();
        windows.keepOnly((rule, key) -> old.sameRule(now, rule, split(key)));
        stamps = windows.total(Window::stamps);
    }

    /** Keys that had to go since the start although they still mattered. */
    public long evicted() {
        return evicted;
    }

    /** How many keys there are. */
    public int size() {
        return windows.size();
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
