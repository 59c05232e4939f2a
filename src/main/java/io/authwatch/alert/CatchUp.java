package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Firing;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What fires for messages that waited: a sender's queue after an outage, or what was not read while we were down. One
 * digest a burst, whatever the host and the rule; it ends when nothing late came for a minute, and after five minutes; if
 * the burst goes on, the next one after 15, and from then on each after an hour.
 * Rules of high and of emergency priority are told at once all the same, marked late. Windows count late messages as
 * others, and a late firing opens no cool-down: what happens now is told as if nothing had been late.
 */
final class CatchUp {
    /** The kind of its cells. */
    static final String KIND = "catch-up";

    static final Duration SETTLED = Duration.ofMinutes(1);
    private static final long[] LENGTH_MINUTES = {5, 15, 60};
    /** What stands in the place of the rule. */
    static final String RULE = "while-away";

    private static final int DISTINCT_MAX = 100_000;
    /** The cell of the digest: no host is named so, for a blank ends a name. */
    private static final String BURST = " burst";

    private static final byte VERSION = 1;

    private final SenderClocks clocks;
    private @Nullable Bundle burst;
    private long started;
    private long last;
    /** How many digests the burst had before this one. */
    private int before;

    private boolean changed;

    CatchUp(Duration late) {
        this.clocks = new SenderClocks(late);
    }

    /** Whether an event waited before it arrived. */
    boolean isLate(AuthEvent event, long at) {
        return clocks.waited(event, at);
    }

    /** Takes in a late firing; answers the alert that stands for all of them. */
    Alert gather(Firing firing, Moment moment) {
        Bundle into = burst;
        if (into == null) {
            into = Bundle.begin(KIND, RULE, List.of(), firing.event(), moment.clock(), DISTINCT_MAX);
            boolean goesOn = started != 0 && moment.at() <= last + SETTLED.toMillis();
            before = goesOn ? before + 1 : 0;
            started = moment.at();
        }
        into.add(firing, moment.clock());
        last = moment.at();
        burst = into;
        changed = true;
        return into.alert(AlertState.OPEN, RULE);
    }

    /** Takes out the burst if it is over; else null. */
    @Nullable
    Bundle take(long at) {
        if (next() > at) {
            return null;
        }
        Bundle over = burst;
        burst = null;
        changed = true;
        return over;
    }

    static Push push(Bundle burst, Moment moment) {
        return burst.push(PushKind.WHILE_AWAY, AlertState.CLOSED, RULE, Duration.ZERO, moment.clock());
    }

    /** When the burst is over, in steady milliseconds, or {@link Long#MAX_VALUE}. */
    long next() {
        return burst == null ? Long.MAX_VALUE : Math.min(last + SETTLED.toMillis(), started + length().toMillis());
    }

    private Duration length() {
        return Duration.ofMinutes(LENGTH_MINUTES[Math.min(before, LENGTH_MINUTES.length - 1)]);
    }

    /** Hosts whose lateness was forgotten since the start because there were too many. */
    long evicted() {
        return clocks.evicted();
    }

    /** Firings that were not told yet. */
    long untold() {
        return burst == null ? 0 : burst.untold();
    }

    List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(clocks.drainChanges(KIND));
        if (changed) {
            cells.add(new StateCell(KIND, "", BURST, octets()));
            changed = false;
        }
        return cells;
    }

    private byte[] octets() {
        CellWriter to = new CellWriter(VERSION).number(started).number(last).number(before);
        to.number(burst == null ? 0 : 1);
        if (burst != null) {
            burst.write(to);
        }
        return to.octets();
    }

    void restore(StateCell cell) {
        if (!cell.key().equals(BURST)) {
            clocks.restore(cell);
            return;
        }
        CellReader from = new CellReader(cell, VERSION);
        started = from.number();
        last = from.number();
        before = (int) from.number();
        burst = from.number() == 1 ? Bundle.read(from, DISTINCT_MAX) : null;
    }
}
