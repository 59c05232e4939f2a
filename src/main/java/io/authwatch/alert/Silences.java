package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Priority;
import io.authwatch.rule.StateCell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The silences, and what each held back. What several cover is held back by the oldest of them. They last in steady time:
 * a clock that is set back prolongs none.
 */
final class Silences {
    /** The kind of its cells. */
    static final String KIND = "silence";

    /** The cell of the numbers given. */
    private static final String NUMBERS = "numbers";

    private static final byte VERSION = 1;

    private final TreeMap<Long, Held> byId = new TreeMap<>();
    private final SilenceIndex active = new SilenceIndex();
    private final Deadlines<Long> deadlines = new Deadlines<>();
    private final Set<Long> changed = new LinkedHashSet<>();
    private final List<Silence> begun = new ArrayList<>();
    private boolean numbered;
    private long lastId;
    private List<Standing> standings = List.of();
    private boolean stale;

    /** The number of the next one. */
    long nextId() {
        return lastId + 1;
    }

    /** Takes in a silence; its number is {@link #nextId} unless a log says otherwise. */
    void add(Silence silence, Moment moment) {
        lastId = Math.max(lastId, silence.id());
        numbered = true;
        long now = moment.clock().toEpochMilli();
        long start = moment.at() + Math.max(0, silence.start().toEpochMilli() - now);
        long end = moment.at() + Math.max(0, silence.end().toEpochMilli() - now);
        put(new Held(silence, start, end), moment.at());
        if (start <= moment.at()) {
            begun.add(silence);
        }
    }

    private void put(Held held, long at) {
        long id = held.silence().id();
        byId.put(id, held);
        if (held.start() <= at) {
            active.add(held);
            deadlines.set(id, held.end());
        } else {
            deadlines.set(id, held.start());
        }
        touch(id);
    }

    private void touch(long id) {
        changed.add(id);
        stale = true;
    }

    /** Takes one away; null if there is none of this number. */
    @Nullable
    Held remove(long id) {
        Held held = byId.remove(id);
        if (held != null) {
            active.remove(held);
            deadlines.clear(id);
            touch(id);
        }
        return held;
    }

    /** Begins what has begun, and takes out one that has ended; null if there is none. */
    @Nullable
    Held ended(long at) {
        for (Long id = deadlines.due(at); id != null; id = deadlines.due(at)) {
            Held held = byId.get(id);
            if (held == null || held.end() <= at) {
                return remove(id);
            }
            put(held, at);
            begun.add(held.silence());
        }
        return null;
    }

    /** Those that have begun since the last call. */
    List<Silence> takeBegun() {
        List<Silence> taken = List.copyOf(begun);
        begun.clear();
        return taken;
    }

    /** Whether a firing is silenced; it is held back then. */
    @Nullable
    Held holding(Firing firing) {
        return active.first(
                silence -> silence.covers(firing.rule().name(), firing.rule().priority(), firing.event()),
                firing.rule().name(),
                firing.event());
    }

    /** Holds back a firing, or a sum of them. */
    void hold(Held held, String rule, Priority priority, AuthEvent event, long times, boolean opens, Moment moment) {
        held.hold(rule, priority, event, times, opens, moment);
        touch(held.silence().id());
    }

    /** Holds back a sum of firings of one alert if a silence covers its latest event. */
    boolean holds(String rule, Priority priority, AuthEvent latest, long times, Moment moment) {
        Held held = active.first(silence -> silence.covers(rule, priority, latest), rule, latest);
        if (held != null) {
            hold(held, rule, priority, latest, times, false, moment);
        }
        return held != null;
    }

    /** Holds back something that a rule tells beside its firings if a silence covers all that the rule tells. */
    boolean holdsAll(String rule, Priority priority, AuthEvent event, Moment moment) {
        Held held = active.first(silence -> silence.coversAll(rule, priority), rule, event);
        if (held != null) {
            hold(held, rule, priority, event, 1, true, moment);
        }
        return held != null;
    }

    /** Holds back a sum of firings of many alerts if a silence covers all that the rule tells. */
    boolean holdsAll(Bundle bundle, long times, Moment moment) {
        Held held = active.first(
                silence -> silence.coversAll(bundle.rule(), bundle.priority()), bundle.rule(), bundle.latest());
        if (held != null && times > 0) {
            hold(held, bundle.rule(), bundle.priority(), bundle.latest(), times, false, moment);
        }
        return held != null;
    }

    /** When one begins or ends, in steady milliseconds, or {@link Long#MAX_VALUE}. */
    long next() {
        return deadlines.next();
    }

    /** All of them, the newest first. */
    List<Standing> standings() {
        if (stale) {
            standings = byId.descendingMap().values().stream()
                    .map(held -> held.standing(active.holds(held)))
                    .toList();
            stale = false;
        }
        return standings;
    }

    /** Firings that were held back and not told yet. */
    long untold() {
        return byId.values().stream().mapToLong(Held::times).sum();
    }

    int size() {
        return byId.size();
    }

    List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(changed.size() + 1);
        for (Long id : changed) {
            Held held = byId.get(id);
            byte[] form = held == null ? new byte[0] : held.octets(active.holds(held));
            cells.add(new StateCell(KIND, "", Long.toString(id), form));
        }
        if (numbered) {
            byte[] form = new CellWriter(VERSION).number(lastId).octets();
            cells.add(new StateCell(KIND, "", NUMBERS, form));
        }
        numbered = false;
        changed.clear();
        return cells;
    }

    void restore(StateCell cell) {
        if (cell.key().equals(NUMBERS)) {
            lastId = new CellReader(cell, VERSION).number();
            return;
        }
        Held.Restored restored = Held.of(cell);
        Held held = restored.held();
        put(held, restored.active() ? held.start() : held.start() - 1);
        changed.remove(held.silence().id());
    }
}
