package io.authwatch.pipeline;

import io.authwatch.alert.Alert;
import io.authwatch.alert.Push;
import io.authwatch.alert.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the row of an alert is written:
 *
 * <pre>
 *   it is told                        with the commit of what made it so, which holds the notification too
 *   it opens, counts or closes, and
 *   nobody is told                    within {@link #PERIOD}, and with each checkpoint
 * </pre>
 *
 * <p>Of a guesser who fires rules a thousand times a second the rows would be most of each commit. Nothing is lost by
 * waiting: a replay of the log leads to the same alerts, and the rows that had waited are written then.
 */
final class AlertRows {
    /** How far a row may lie behind. */
    static final Duration PERIOD = Duration.ofSeconds(1);
    /** Rows that wait; one more, and all are written: some 5 MB. */
    static final int HELD_MAX = 10_000;

    private final Map<String, Alert> held = new LinkedHashMap<>();
    private Instant written = Instant.EPOCH;
    private Instant heldSince = Instant.EPOCH;

    /** Takes into the turn what cannot wait, and holds the rest. */
    void took(Told told, Instant now, TurnDraft turn) {
        for (Alert alert : told.changed()) {
            if (isTold(alert, told.pushes())) {
                changed(alert, turn);
            } else {
                hold(alert, now);
            }
        }
        if (held.size() > HELD_MAX) {
            writeAll(turn);
        }
    }

    /** Takes a row into the turn, whatever it says. */
    void changed(Alert alert, TurnDraft turn) {
        held.remove(alert.id());
        turn.alert(alert);
    }

    /**
     * What came of an entry that is replayed. The rows of what was told are there; of the others those may be missing that
     * changed last, as many as may wait.
     */
    void replayed(Told told, Instant now) {
        for (Alert alert : told.changed()) {
            held.remove(alert.id());
            if (!isTold(alert, told.pushes())) {
                hold(alert, now);
            }
            if (held.size() > HELD_MAX) {
                held.remove(held.keySet().iterator().next());
            }
        }
    }

    private void hold(Alert alert, Instant now) {
        heldSince = held.isEmpty() ? now : heldSince;
        held.put(alert.id(), alert);
    }

    private static boolean isTold(Alert alert, List<Push> pushes) {
        for (Push push : pushes) {
            if (push.alert().id().equals(alert.id())) {
                return true;
            }
        }
        return false;
    }

    /** Lets time pass. */
    void tick(Instant now, TurnDraft turn) {
        Instant due = nextDue();
        if (due != null && (!now.isBefore(due) || now.isBefore(heldSince))) {
            writeAll(turn);
            written = now;
        }
    }

    /** Takes all that is held into the turn: a replay will not come by it any more. */
    void writeAll(TurnDraft turn) {
        held.values().forEach(turn::alert);
        held.clear();
    }

    /** When {@link #tick} has something to do, or null. */
    @Nullable
    Instant nextDue() {
        if (held.isEmpty()) {
            return null;
        }
        Instant due = written.plus(PERIOD);
        return due.isBefore(heldSince) ? heldSince : due;
    }
}
