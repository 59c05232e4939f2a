package io.authwatch.alert;

import io.authwatch.rule.StateCell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The alerts that cool down: by key, by the end of their cool-down, and by how long ago they fired. */
final class OpenAlerts {
    private static final Comparator<OpenAlert> BY_END =
            Comparator.comparingLong(OpenAlert::until).thenComparingLong(OpenAlert::turn);
    private static final Comparator<OpenAlert> BY_TURN = Comparator.comparingLong(OpenAlert::turn);

    private final Map<AlertKey, OpenAlert> byKey = new HashMap<>();
    private final TreeSet<OpenAlert> byEnd = new TreeSet<>(BY_END);
    private final TreeSet<OpenAlert> byTurn = new TreeSet<>(BY_TURN);
    private final Set<AlertKey> changed = new LinkedHashSet<>();
    private final Acknowledged acknowledged = new Acknowledged();

    @Nullable
    OpenAlert get(AlertKey key) {
        return byKey.get(key);
    }

    /** Sets the alert of its key. */
    void put(OpenAlert alert) {
        restore(alert);
        changed.add(alert.key());
    }

    /** Sets an alert that a checkpoint holds already. */
    void restore(OpenAlert alert) {
        forget(alert.key());
        byKey.put(alert.key(), alert);
        byEnd.add(alert);
        byTurn.add(alert);
    }

    void remove(AlertKey key) {
        forget(key);
        acknowledged.forget(key);
        changed.add(key);
    }

    /** The alert with this id, or null if none is open. */
    @Nullable
    OpenAlert withId(String id) {
        return byKey.values().stream()
                .filter(alert -> alert.alert().id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Which of them were acknowledged. */
    Acknowledged acknowledged() {
        return acknowledged;
    }

    private void forget(AlertKey key) {
        OpenAlert before = byKey.remove(key);
        if (before != null) {
            byEnd.remove(before);
            byTurn.remove(before);
        }
    }

    /** The one whose cool-down ends first, or null. */
    @Nullable
    OpenAlert nextToEnd() {
        return byEnd.isEmpty() ? null : byEnd.first();
    }

    /** The one that fired the longest ago, or null. */
    @Nullable
    OpenAlert eldest() {
        return byTurn.isEmpty() ? null : byTurn.first();
    }

    /** The highest turn given, or 0. */
    long lastTurn() {
        return byTurn.isEmpty() ? 0 : byTurn.last().turn();
    }

    /** All of them, in the order in which they fired. */
    Collection<OpenAlert> all() {
        return List.copyOf(byTurn);
    }

    int size() {
        return byKey.size();
    }

    /** The cells that changed since the last drain, gone ones with empty data. */
    List<StateCell> drain(String kind) {
        List<StateCell> cells = new ArrayList<>(changed.size());
        for (AlertKey key : changed) {
            OpenAlert alert = byKey.get(key);
            cells.add(new StateCell(kind, key.rule(), key.cellKey(), alert == null ? new byte[0] : alert.octets()));
        }
        changed.clear();
        return cells;
    }
}
