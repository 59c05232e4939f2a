package io.authwatch.alert;

import io.authwatch.rule.StateCell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alerts that cool down: by key, in the order in which they fired, and by the end of their cool-down. */
final class OpenAlerts {
    /** The one that fired the longest ago first: a firing costs no search. */
    private final LinkedHashMap<AlertKey, OpenAlert> byTurn = new LinkedHashMap<>();

    private final Deadlines<AlertKey> ends = new Deadlines<>();
    private final Set<AlertKey> changed = new LinkedHashSet<>();
    private final Acknowledged acknowledged = new Acknowledged();
    private long lastTurn;
    private boolean restored;

    @Nullable
    OpenAlert get(AlertKey key) {
        return byTurn.get(key);
    }

    /** Sets the alert of its key; its turn is that of the one before, or higher than all. */
    void put(OpenAlert alert) {
        settle();
        set(alert);
        changed.add(alert.key());
    }

    private void set(OpenAlert alert) {
        AlertKey key = alert.key();
        OpenAlert before = byTurn.get(key);
        if (before != null && before.turn() != alert.turn()) {
            byTurn.remove(key);
        }
        byTurn.put(key, alert);
        if (before == null || before.until() != alert.until()) {
            ends.set(key, alert.until());
        }
        lastTurn = Math.max(lastTurn, alert.turn());
    }

    /** Sets an alert that a checkpoint holds already. */
    void restore(OpenAlert alert) {
        set(alert);
        restored = true;
    }

    /** Puts what was restored in order, once, before it is used. */
    private void settle() {
        if (restored) {
            List<OpenAlert> inOrder = new ArrayList<>(byTurn.values());
            inOrder.sort(Comparator.comparingLong(OpenAlert::turn));
            byTurn.clear();
            inOrder.forEach(alert -> byTurn.put(alert.key(), alert));
            restored = false;
        }
    }

    void remove(AlertKey key) {
        OpenAlert gone = byTurn.remove(key);
        if (gone != null && gone.turn() == lastTurn) {
            lastTurn = highestTurn();
        }
        ends.clear(key);
        acknowledged.forget(key);
        changed.add(key);
    }

    /** Only what is open counts: so it is after a start, too. */
    private long highestTurn() {
        return byTurn.values().stream().mapToLong(OpenAlert::turn).max().orElse(0);
    }

    /** The alert with this id, or null if none is open. */
    @Nullable
    OpenAlert withId(String id) {
        return byTurn.values().stream()
                .filter(alert -> alert.alert().id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Which of them were acknowledged. */
    Acknowledged acknowledged() {
        return acknowledged;
    }

    /** The one whose cool-down ends first, of one moment that of the least key; or null. */
    @Nullable
    OpenAlert nextToEnd() {
        AlertKey first = ends.first();
        return first == null ? null : byTurn.get(first);
    }

    /** The one that fired the longest ago, or null. */
    @Nullable
    OpenAlert eldest() {
        settle();
        return byTurn.isEmpty() ? null : byTurn.values().iterator().next();
    }

    /** The highest turn of one of them, or 0. */
    long lastTurn() {
        return lastTurn;
    }

    /** All of them, in the order in which they fired. */
    Collection<OpenAlert> all() {
        settle();
        return List.copyOf(byTurn.values());
    }

    int size() {
        return byTurn.size();
    }

    /** The cells that changed since the last drain, gone ones with empty data. */
    List<StateCell> drain(String kind) {
        List<StateCell> cells = new ArrayList<>(changed.size());
        for (AlertKey key : changed) {
            OpenAlert alert = byTurn.get(key);
            cells.add(new StateCell(kind, key.rule(), key.cellKey(), alert == null ? new byte[0] : alert.octets()));
        }
        changed.clear();
        return cells;
    }
}
