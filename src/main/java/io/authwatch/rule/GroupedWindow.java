package io.authwatch.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest matches of one key, told apart: those that are alike in all parts of a {@link Shape} are one group.
 *
 * <pre>
 *   root, 192.0.2.1    t₁ t₄ t₅
 *   alice, 192.0.2.1   t₂ t₆          in the order of their latest match
 *   root, 192.0.2.9    t₇
 * </pre>
 *
 * Forgiving takes whole groups away. Each group alone keeps the shortest tail that reaches the rule's count, so whatever
 * is taken away, what is left still holds all that can matter; where values are counted, the latest match of each group
 * does. At most {@link #GROUPS_MAX} groups: the one that matched the longest ago goes, of the same value if there is one,
 * so that who comes with many addresses does not push other values out.
 */
final class GroupedWindow implements Kept {
    /** Groups of one window; more than any count, so that too many of them never keep a rule from firing. */
    static final int GROUPS_MAX = 1_024;
    /** Stands for a part that was not taken note of when the match came; no value is empty. */
    static final String UNKNOWN = "";
    /** What a group takes besides its times, in times: its values, and its place in the map. */
    private static final int GROUP_STAMPS = 16;

    private static final byte VERSION = 1;

    private final LinkedHashMap<List<String>, Window> groups = new LinkedHashMap<>(2);
    private final Map<String, Integer> values;
    private final boolean countsValues;
    private long turn;
    private long withinMillis;
    private long tracedAt = Long.MIN_VALUE;
    private final ComparedGroups compared = new ComparedGroups();
    private long last;
    private int times;

    GroupedWindow(boolean countsValues) {
        this.countsValues = countsValues;
        this.values = countsValues ? new HashMap<>() : Map.of();
    }

    /** A window whose matches were not told apart. */
    static GroupedWindow of(Window plain, Shape shape) {
        GroupedWindow window = new GroupedWindow(shape.countsValues());
        window.turn = plain.turn();
        window.withinMillis = shape.rule().within().toMillis();
        window.put(shape.reshaped(List.of(), new Shape(shape.rule(), List.of())), plain);
        return window;
    }

    /** Takes a match in, and answers how many attempts, or values, the window then holds, up to about the count. */
    long add(Shape shape, List<String> group, long now, int weight) {
        withinMillis = shape.rule().within().toMillis();
        expire(now);
        Window found = takeForNow(group);
        Window window = found == null ? new Window() : found;
        window.add(now, weight, withinMillis, countsValues ? 1 : shape.rule().count());
        if (found == null) {
            put(group, window);
        } else {
            putBack(group, window);
        }
        return countsValues ? values.size() : attempts(now, shape.rule().count());
    }

    /** Each group stands for one attempt at least, so that never more than {@code count} groups are looked into. */
    private long attempts(long now, int count) {
        if (groups.size() >= count) {
            return groups.size();
        }
        long attempts = 0;
        for (Window window : groups.values()) {
            times -= window.stamps();
            attempts += window.slide(now, withinMillis);
            times += window.stamps();
        }
        return attempts;
    }

    private void expire(long now) {
        while (!groups.isEmpty()) {
            Map.Entry<List<String>, Window> eldest =
                    groups.entrySet().iterator().next();
            if (now - eldest.getValue().last() <= withinMillis) {
                return;
            }
            take(eldest.getKey());
        }
    }

    /** Lets groups go until they are at most {@code max}, and answers how many went. */
    int trim(int max, List<String> latest) {
        int gone = 0;
        while (groups.size() > max) {
            take(expendable(latest));
            gone++;
        }
        return gone;
    }

    private List<String> expendable(List<String> latest) {
        Iterator<List<String>> eldestFirst = groups.keySet().iterator();
        List<String> eldest = eldestFirst.next();
        if (!countsValues || values.getOrDefault(latest.get(0), 0) < 2) {
            return eldest;
        }
        for (List<String> group = eldest; eldestFirst.hasNext(); group = eldestFirst.next()) {
            if (group.get(0).equals(latest.get(0))) {
                return group;
            }
        }
        return eldest;
    }

    /** Takes out the matches that are like an event that makes good. */
    void forgive(Shape shape, List<String> good) {
        for (List<String> group : List.copyOf(groups.keySet())) {
            if (shape.forgives(group, good)) {
                take(group);
                tracedAt = Long.MIN_VALUE;
            }
        }
    }

    /**
     * For each follower what it compares of the groups that take part in a firing at {@code now} and were not yet told:
     * of all, or within one moment of the latest.
     */
    List<List<List<String>>> traced(Shape shape, List<String> latest, long now) {
        boolean again = tracedAt == now;
        tracedAt = now;
        return again ? shape.compared(List.of(latest)) : compared.of(shape, groups.keySet());
    }

    /** The same matches in another shape of their rule. */
    GroupedWindow reshaped(Shape from, Shape to) {
        GroupedWindow window = new GroupedWindow(countsValues);
        window.turn = turn;
        window.withinMillis = withinMillis;
        groups.forEach((group, matches) -> {
            List<String> reshaped = to.reshaped(group, from);
            Window alike = window.take(reshaped);
            window.put(reshaped, alike == null ? matches : alike.and(matches));
        });
        return window;
    }

    /** All matches in one window that does not tell them apart. */
    Window flat() {
        Window flat = new Window();
        for (Window window : groups.values()) {
            flat = window.and(flat);
        }
        flat.touch(turn);
        return flat;
    }

    private void put(List<String> group, Window window) {
        compared.forget();
        putBack(group, window);
    }

    /** A group that was taken out to be the latest now: the groups are the same. */
    private void putBack(List<String> group, Window window) {
        groups.put(group, window);
        last = Math.max(last, window.last());
        times += window.stamps();
        if (countsValues) {
            values.merge(group.get(0), 1, Integer::sum);
        }
    }

    private @Nullable Window take(List<String> group) {
        compared.forget();
        return takeForNow(group);
    }

    private @Nullable Window takeForNow(List<String> group) {
        Window window = groups.remove(group);
        if (window != null) {
            times -= window.stamps();
            if (countsValues) {
                values.computeIfPresent(group.get(0), (value, count) -> count == 1 ? null : count - 1);
            }
        }
        return window;
    }

    @Override
    public long turn() {
        return turn;
    }

    @Override
    public void touch(long turn) {
        this.turn = turn;
    }

    @Override
    public long expires() {
        return last + withinMillis;
    }

    @Override
    public int stamps() {
        return groups.size() * GROUP_STAMPS + times;
    }

    /** Its form in a checkpoint: whether values are counted, the turn, the span, when its groups were told, and each group. */
    @Override
    public byte[] octets() {
        CellWriter writer = new CellWriter(VERSION).number(countsValues ? 1 : 0);
        writer.number(turn).number(withinMillis).number(tracedAt).number(groups.size());
        groups.forEach((group, window) -> {
            writer.number(group.size());
            group.forEach(writer::text);
            window.write(writer, 0);
        });
        return writer.octets();
    }

    /** What {@link #octets} wrote. */
    static GroupedWindow of(StateCell cell) {
        CellReader reader = new CellReader(cell, VERSION);
        GroupedWindow window = new GroupedWindow(reader.number() == 1);
        window.turn = reader.number();
        window.withinMillis = reader.number();
        window.tracedAt = reader.number();
        for (long left = reader.number(); left > 0; left--) {
            List<String> group = new ArrayList<>();
            for (long parts = reader.number(); parts > 0; parts--) {
                group.add(reader.text());
            }
            window.put(List.copyOf(group), Window.read(reader, 0, window.withinMillis));
        }
        return window;
    }
}
