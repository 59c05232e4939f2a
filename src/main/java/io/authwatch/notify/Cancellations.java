package io.authwatch.notify;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alerts whose ringing is to be stopped: each a cell until it is done, so that a crash forgets none. */
final class Cancellations {
    /** The kind of its cells. */
    static final String KIND = "cancel";

    /** What rings rings this long at most (pushover.net/api, expire), so that a cancellation is pointless later. */
    static final Duration RINGS_MAX = Duration.ofHours(3);

    private static final Duration RETRY_MIN = Receipts.SPACING;
    private static final Duration RETRY_MAX = Duration.ofMinutes(5);
    private static final int DOUBLINGS_MAX = 6;
    private static final byte VERSION = 1;

    private final Map<String, Stop> stops = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    /** What is to be stopped since when, and when it is tried next. */
    private record Stop(Instant since, int attempts, Instant due) {}

    /** Whatever rings for an alert is to be stopped, known to us or not. */
    void add(String alert, Instant now) {
        stops.put(alert, new Stop(now, 0, now));
        changed.add(alert);
    }

    /** The first that is due, or null. */
    @Nullable
    Errand next(Instant now) {
        for (Map.Entry<String, Stop> stop : stops.entrySet()) {
            Instant due = stop.getValue().due();
            boolean ofAnotherClock = due.isAfter(now.plus(RETRY_MAX));
            if (!due.isAfter(now) || ofAnotherClock) {
                return new Errand.Cancel(stop.getKey());
            }
        }
        return null;
    }

    /** When the first is due, or null. */
    @Nullable
    Instant nextDue() {
        return stops.values().stream().map(Stop::due).min(Instant::compareTo).orElse(null);
    }

    /** One attempt ended; one that failed is tried again while anything can ring. */
    void ended(String alert, boolean done, Instant now) {
        Stop stop = stops.get(alert);
        if (stop == null) {
            return;
        }
        boolean over = now.isBefore(stop.since()) || now.isAfter(stop.since().plus(RINGS_MAX));
        if (done || over) {
            stops.remove(alert);
            changed.add(alert);
        } else {
            Duration wait = RETRY_MIN.multipliedBy(1L << Math.min(stop.attempts(), DOUBLINGS_MAX));
            Instant due = now.plus(wait.compareTo(RETRY_MAX) < 0 ? wait : RETRY_MAX);
            stops.put(alert, new Stop(stop.since(), stop.attempts() + 1, due));
        }
    }

    /** The cells that changed since the last call, gone ones with empty data. */
    List<StateCell> drain() {
        List<StateCell> cells = new ArrayList<>(changed.size());
        for (String alert : changed) {
            Stop stop = stops.get(alert);
            byte[] data = stop == null
                    ? new byte[0]
                    : new CellWriter(VERSION)
                            .number(stop.since().getEpochSecond())
                            .octets();
            cells.add(new StateCell(KIND, KIND, alert, data));
        }
        changed.clear();
        return cells;
    }

    /** Takes over a cell of an earlier run; cells of another kind are left alone. */
    void restore(StateCell cell) {
        if (cell.kind().equals(KIND) && !cell.gone()) {
            Instant since = Instant.ofEpochSecond(new CellReader(cell, VERSION).number());
            stops.put(cell.key(), new Stop(since, 0, since));
        }
    }
}
