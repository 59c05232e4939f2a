package io.authwatch.alert;

import io.authwatch.rule.Firing;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.StateCell;
import io.authwatch.rule.SteadyTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Firings in, what to tell out. Each (rule, key) has one alert at a time:
 *
 * <pre>
 *            fires: FIRST                 the cool-down ends, nothing followed
 *   (none) ───────────────▶ OPEN ──────────────────────────────────────────────▶ CLOSED
 *                          │ ▲ │                                                 (forgotten here)
 *        fires: counted ───┘ │ │ the cool-down ends, something followed:
 *                            └─┘ SUMMARY, and a new cool-down begins
 * </pre>
 *
 * <p>A muted host's alerts go the same way as MUTED and push nothing. Of the rules that fire for one event only the
 * loudest that is not cooling down pushes, and names the others: those that were not cooling down either count as told.
 *
 * <p>Belongs to the one writer. Its state apart a pure function of its calls, so that a replay of the same calls gives
 * the same alerts. It must be called even when nothing happens: see {@link #due}.
 */
public final class AlertBook {
    /** The kind of its cells. */
    public static final String KIND = "alert";

    /** Alerts that can cool down at once: about 20 MB. */
    public static final int OPEN_MAX = 10_000;

    /** While an alert is open time is taken note of at least this often, so that a clock set back costs no more. */
    static final Duration HEARTBEAT = Duration.ofMinutes(1);

    /** The clock may go back this far without anybody taking note: it is slewed all the time. */
    private static final long JITTER_MILLIS = 1_000;

    private final int openMax;
    private final SteadyTime time = new SteadyTime();
    private final OpenAlerts open = new OpenAlerts();
    private long evicted;

    /** An empty book. */
    public AlertBook() {
        this(OPEN_MAX);
    }

    /** With another limit of open alerts, 1 and up. */
    public AlertBook(int openMax) {
        this.openMax = openMax;
    }

    /** Takes in the firings of one event, in file order; cool-downs that ended before come first. */
    public Told tell(List<Firing> firings, Instant now) {
        Telling telling = new Telling();
        long at = time.advance(now);
        Instant clock = now.truncatedTo(ChronoUnit.MILLIS);
        endCoolDowns(at, clock, telling);
        Firing loudest = loudest(firings);
        for (Firing firing : firings) {
            List<String> others = others(firing, firings);
            AlertKey key = AlertKey.of(firing);
            OpenAlert cooling = open.get(key);
            long turn = open.lastTurn() + 1;
            if (cooling != null) {
                OpenAlert counted = cooling.followedBy(firing, others, clock, turn);
                open.put(counted);
                telling.counted(counted);
            } else {
                OpenAlert first = OpenAlert.first(key, firing, others, clock, at, turn);
                open.put(first);
                telling.opened(first, firing, firing == loudest);
                makeRoom(telling);
            }
        }
        return telling.told();
    }

    /** Ends the cool-downs whose time has come. */
    public Told tick(Instant now) {
        Telling telling = new Telling();
        endCoolDowns(time.advance(now), now.truncatedTo(ChronoUnit.MILLIS), telling);
        return telling.told();
    }

    /** When the next cool-down ends if nobody sets the clock, or null if none is to end. */
    public @Nullable Instant nextDue() {
        OpenAlert next = open.nextToEnd();
        return next == null ? null : time.clockAt(next.until());
    }

    /**
     * Whether {@link #tick} is to be called now: a cool-down has ended, or the clock went back, or nobody called for a
     * minute while an alert is open. Changes nothing, so that only what is logged changes the state.
     */
    public boolean due(Instant now) {
        OpenAlert next = open.nextToEnd();
        if (next == null) {
            return false;
        }
        long since = time.since(now);
        return next.until() <= time.peek(now) || since < -JITTER_MILLIS || since >= HEARTBEAT.toMillis();
    }

    /** The loudest of the firings that may push, the first of equals; null if none may. */
    private @Nullable Firing loudest(List<Firing> firings) {
        Firing loudest = null;
        for (Firing firing : firings) {
            boolean mayPush = !firing.muted() && open.get(AlertKey.of(firing)) == null;
            boolean louder = loudest == null
                    || firing.rule().priority().code()
                            > loudest.rule().priority().code();
            loudest = mayPush && louder ? firing : loudest;
        }
        return loudest;
    }

    private static List<String> others(Firing firing, List<Firing> firings) {
        List<String> others = new ArrayList<>();
        for (Firing other : firings) {
            if (other != firing) {
                others.add(other.rule().name());
            }
        }
        return List.copyOf(others);
    }

    private void endCoolDowns(long at, Instant now, Telling telling) {
        for (OpenAlert next = open.nextToEnd(); next != null && next.until() <= at; next = open.nextToEnd()) {
            if (next.alert().followed() == 0) {
                open.remove(next.key());
                telling.closed(next);
            } else {
                OpenAlert again = next.again(now, at);
                open.put(again);
                telling.summed(next, again.alert());
            }
        }
    }

    private void makeRoom(Telling telling) {
        OpenAlert eldest = open.eldest();
        if (open.size() > openMax && eldest != null) {
            open.remove(eldest.key());
            telling.evicted(eldest);
            evicted++;
        }
    }

    /** What changed since the last call, for a checkpoint; keys that are gone have empty data. */
    public List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(open.drain(KIND));
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
        } else {
            open.restore(OpenAlert.of(cell));
        }
    }

    /**
     * Closes the alerts of rules that are gone or decide otherwise now, and of hosts that were muted or are no more.
     *
     * @return the closed alerts; what followed stays in their counts and is not pushed
     */
    public List<Alert> keepOnly(RuleSet old, RuleSet now) {
        List<Alert> closed = new ArrayList<>();
        for (OpenAlert alert : open.all()) {
            AlertKey key = alert.key();
            boolean same = old.sameRule(now, key.rule(), key.key());
            if (!same || now.muted(alert.alert().host()) != key.muted()) {
                open.remove(key);
                closed.add(alert.closed());
            }
        }
        return closed;
    }

    /** Alerts that were closed before their time since the start, because too many were open. */
    public long evicted() {
        return evicted;
    }

    /** How many alerts are open, muted ones included. */
    public int size() {
        return open.size();
    }
}
