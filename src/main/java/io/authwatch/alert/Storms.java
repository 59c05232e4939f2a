package io.authwatch.alert;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Priority;
import io.authwatch.rule.StateCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds that one rule would push for many keys, and holds the incidents that come of it.
 *
 * <pre>
 *   push ── push ── push ── push ── the fifth key within 5 min ──▶ incident: all firings of the rule are collected there
 * </pre>
 *
 * <p>First signs, break-outs and summaries count alike: what floods a phone is a storm, whatever it tells.
 */
final class Storms {
    /** The kind of its cells. */
    static final String KIND = "storm";
    /** Incidents at once; one for which there is no room ends the one that fired the longest ago. */
    static final int INCIDENTS_MAX = 16;

    private static final String INCIDENT = "incident ";
    private static final String PRELUDE = "prelude ";
    private static final byte VERSION = 1;

    private final AlertLimits limits;
    private final Map<StormKey, Prelude> preludes = new HashMap<>();
    private final Map<StormKey, Incident> incidents = new HashMap<>();
    private final Deadlines<StormKey> due = new Deadlines<>();
    private final Deadlines<StormKey> ends = new Deadlines<>();
    private final Set<StormKey> changed = new LinkedHashSet<>();
    private long evicted;

    Storms(AlertLimits limits) {
        this.limits = limits;
    }

    /** The incident that collects what storms together with {@code key}, or null. */
    @Nullable
    Incident incident(StormKey key) {
        return incidents.get(key);
    }

    /** Whether one more push, for this key, makes a storm. */
    boolean breaks(StormKey key, AlertKey pushed, long at) {
        return prelude(key, at).othersThan(pushed) + 1 >= limits.stormKeys();
    }

    /** What was pushed lately. */
    Prelude prelude(StormKey key, long at) {
        return preludes.getOrDefault(key, Prelude.NONE)
                .after(at - limits.stormSpan().toMillis());
    }

    /** Takes note of a push. */
    void pushed(StormKey key, Prelude.Told push) {
        if (limits.stormKeys() < Integer.MAX_VALUE) {
            preludes.put(key, prelude(key, push.at()).with(push));
            changed.add(key);
        }
    }

    /** Begins an incident. */
    Incident begin(StormKey key, Bundle bundle, long at) {
        Incident incident = new Incident(key, bundle, at);
        preludes.remove(key);
        put(incident);
        return incident;
    }

    /** To be called after every change of an incident. */
    void put(Incident incident) {
        incidents.put(incident.key(), incident);
        due.set(incident.key(), incident.due());
        ends.set(incident.key(), incident.end());
        changed.add(incident.key());
    }

    /** An incident about which something is to be done, or null. */
    @Nullable
    Incident due(long at) {
        StormKey key = due.due(at);
        return key == null ? null : incidents.get(key);
    }

    /** Takes out the incident that is the nearest to its end if there are too many; else null. */
    @Nullable
    Incident evict() {
        StormKey key = incidents.size() > INCIDENTS_MAX ? ends.first() : null;
        Incident incident = key == null ? null : incidents.get(key);
        if (incident != null) {
            remove(incident);
            evicted++;
        }
        return incident;
    }

    void remove(Incident incident) {
        incidents.remove(incident.key());
        due.clear(incident.key());
        ends.clear(incident.key());
        changed.add(incident.key());
    }

    /** Whether somebody has seen the incident with this id. */
    boolean isAcknowledged(String id) {
        Incident incident = withId(id);
        return incident != null && incident.acknowledged();
    }

    /** Somebody has seen the incident with this id; answers whether that changed anything. */
    boolean acknowledge(String id) {
        Incident incident = withId(id);
        if (incident == null || incident.acknowledged()) {
            return false;
        }
        incident.acknowledge();
        put(incident);
        return true;
    }

    private @Nullable Incident withId(String id) {
        return incidents.values().stream()
                .filter(incident -> incident.bundle().id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The ids of the emergencies of which a silence covers all. */
    List<String> emergencies(Silence silence) {
        return incidents.values().stream()
                .map(Incident::bundle)
                .filter(bundle -> bundle.priority() == Priority.EMERGENCY)
                .filter(bundle -> silence.coversAll(bundle.rule(), Priority.EMERGENCY))
                .map(Bundle::id)
                .toList();
    }

    /** When there is something to do, in steady milliseconds, or {@link Long#MAX_VALUE}. */
    long next() {
        return due.next();
    }

    long evicted() {
        return evicted;
    }

    /** Firings that were not told yet. */
    long untold() {
        return incidents.values().stream()
                .mapToLong(incident -> incident.bundle().untold())
                .sum();
    }

    List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(2 * changed.size());
        for (StormKey key : changed) {
            Incident incident = incidents.get(key);
            byte[] form = incident == null ? new byte[0] : incident.octets();
            cells.add(new StateCell(KIND, key.rule(), INCIDENT + key.outcome(), form));
            cells.add(new StateCell(KIND, key.rule(), PRELUDE + key.outcome(), octets(preludes.get(key))));
        }
        changed.clear();
        return cells;
    }

    private static byte[] octets(@Nullable Prelude prelude) {
        if (prelude == null) {
            return new byte[0];
        }
        CellWriter to = new CellWriter(VERSION);
        prelude.write(to);
        return to.octets();
    }

    void restore(StateCell cell) {
        if (cell.key().startsWith(PRELUDE)) {
            preludes.put(StormKey.of(cell), Prelude.read(new CellReader(cell, VERSION)));
        } else {
            put(Incident.of(cell));
            changed.remove(StormKey.of(cell));
        }
    }
}
