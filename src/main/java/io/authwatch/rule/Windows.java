package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The windows of all rules: a {@link Window} where a match's time says all, else a {@link GroupedWindow}. Both are kept
 * by rule and key.
 */
final class Windows {
    static final String KIND = "window";
    static final String GROUPED = "groups";

    private final BoundedKeys<Window> plain;
    private final BoundedKeys<GroupedWindow> grouped;
    private final Map<String, Shape> shapes = new HashMap<>();
    private long dropped;

    Windows(int keysMax) {
        this.plain = new BoundedKeys<>(KIND, keysMax, RuleState.STAMPS_MAX);
        this.grouped = new BoundedKeys<>(GROUPED, keysMax, RuleState.STAMPS_MAX);
    }

    /** The shape of a rule's windows. */
    Shape shape(Rule rule, List<Rule> followers) {
        Shape known = shapes.get(rule.name());
        if (known != null && known.isOf(rule, followers)) {
            return known;
        }
        Shape shape = new Shape(rule, followers);
        shapes.put(rule.name(), shape);
        return shape;
    }

    /** Notes a match, and answers how many attempts or values the window then holds: at least the count, or all. */
    long add(Shape shape, List<String> key, AuthEvent event, long at) {
        Rule rule = shape.rule();
        String joined = RuleState.join(key);
        if (shape.plain()) {
            long within = rule.within().toMillis();
            return plain.update(
                    rule.name(), joined, at, Window::new, w -> w.add(at, event.count(), within, rule.count()));
        }
        List<String> group = shape.group(event);
        return grouped.update(rule.name(), joined, at, () -> new GroupedWindow(shape.countsValues()), window -> {
            long inWindow = window.add(shape, group, at, event.count());
            if (shape.onlyCounts()) {
                window.trim(rule.count(), group);
            } else {
                dropped += window.trim(GroupedWindow.GROUPS_MAX, group);
            }
            return inWindow;
        });
    }

    /** Takes out of the window of an event's key the matches that it makes good. */
    void forgive(Shape shape, AuthEvent event) {
        Rule rule = shape.rule();
        String key = RuleState.join(rule.per().key(event));
        grouped.change(rule.name(), key, window -> window.forgive(shape, shape.group(event)));
    }

    /** For each follower what it compares of the matches that take part in a firing at {@code now} and were not yet told. */
    List<List<List<String>>> traced(Shape shape, List<String> key, AuthEvent event, long now) {
        List<String> latest = shape.group(event);
        GroupedWindow window = grouped.get(shape.rule().name(), RuleState.join(key));
        return window == null ? shape.compared(List.of(latest)) : window.traced(shape, latest, now);
    }

    List<StateCell> drain() {
        List<StateCell> cells = new ArrayList<>(plain.drain());
        cells.addAll(grouped.drain());
        return cells;
    }

    void restore(StateCell cell) {
        if (cell.kind().equals(KIND)) {
            plain.restore(cell, Window.of(cell));
        } else if (cell.kind().equals(GROUPED)) {
            grouped.restore(cell, GroupedWindow.of(cell));
        }
    }

    /** Puts what was restored in order, once, before it is used. */
    void settle() {
        plain.settle();
        grouped.settle();
    }

    /** Drops the windows of rules that are gone or decide otherwise now; others learn of the rules that came or went after them. */
    void keepOnly(RuleSet old, RuleSet now) {
        plain.keepOnly((rule, key) -> old.sameRule(now, rule, RuleState.split(key)));
        grouped.keepOnly((rule, key) -> old.sameRule(now, rule, RuleState.split(key)));
        shapes.clear();
        for (BoundedKeys.Entry<Window> entry : plain.entries()) {
            Shape to = now.shape(entry.rule(), RuleState.split(entry.key()));
            if (!to.plain()) {
                plain.remove(entry.rule(), entry.key());
                grouped.move(entry.rule(), entry.key(), GroupedWindow.of(entry.value(), to));
            }
        }
        for (BoundedKeys.Entry<GroupedWindow> entry : grouped.entries()) {
            reshape(entry, old, now);
        }
    }

    private void reshape(BoundedKeys.Entry<GroupedWindow> entry, RuleSet old, RuleSet now) {
        List<String> key = RuleState.split(entry.key());
        Shape from = old.shape(entry.rule(), key);
        Shape to = now.shape(entry.rule(), key);
        if (to.plain()) {
            grouped.remove(entry.rule(), entry.key());
            plain.move(entry.rule(), entry.key(), entry.value().flat());
        } else if (!to.alike(from)) {
            grouped.move(entry.rule(), entry.key(), entry.value().reshaped(from, to));
        }
    }

    long evicted() {
        return plain.evicted() + grouped.evicted() + dropped;
    }

    int changedKeys() {
        return plain.changedKeys() + grouped.changedKeys();
    }

    int size() {
        return plain.size() + grouped.size();
    }
}
