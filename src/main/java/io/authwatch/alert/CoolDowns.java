package io.authwatch.alert;

import io.authwatch.rule.Firing;
import io.authwatch.rule.OwnRules;
import io.authwatch.rule.Priority;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.StateCell;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that cool down: each (rule, key) has one at a time.
 *
 * <pre>
 *            fires: FIRST                 the cool-down ends, nothing followed
 *   (none) ───────────────▶ OPEN ──────────────────────────────────────────────▶ CLOSED
 *                          │ ▲ │                                                 (forgotten here)
 *        fires: counted ───┘ │ │ the cool-down ends, something followed:
 *        or BREAK_OUT        └─┘ SUMMARY, and a new cool-down begins
 * </pre>
 *
 * <p>One that was acknowledged goes the same way without the summaries, until it breaks out.
 */
final class CoolDowns {
    /** The kind of its cells. */
    static final String KIND = "alert";

    private final int max;
    private final OpenAlerts open = new OpenAlerts();
    private long evicted;

    /**
     * @param max alerts that cool down at once
     */
    CoolDowns(int max) {
        this.max = max;
    }

    /** The alert of a key, or null if it is not cooling down. */
    @Nullable
    OpenAlert get(AlertKey key) {
        return open.get(key);
    }

    /** The first firing of a key. */
    OpenAlert open(AlertKey key, Firing firing, List<String> others, Moment moment) {
        OpenAlert first = OpenAlert.first(key, firing, others, moment.clock(), moment.at(), turn());
        open.put(first);
        return first;
    }

    /** A further firing, to be told later. */
    OpenAlert count(OpenAlert alert, Firing firing, List<String> others, Moment moment) {
        return put(alert.followedBy(firing, others, moment.clock(), turn()));
    }

    /** A further firing that is told elsewhere. */
    OpenAlert toldElsewhere(OpenAlert alert, Firing firing, List<String> others, Moment moment) {
        return put(alert.toldElsewhere(firing, others, moment.clock(), turn()));
    }

    /** A further firing that is told at once: whoever acknowledged the alert has not seen this. */
    OpenAlert breakOut(OpenAlert alert, Firing firing, List<String> others, Moment moment) {
        open.acknowledged().forget(alert.key());
        return put(alert.brokenOut(firing, others, moment.clock(), turn()));
    }

    /** What followed was told elsewhere; the cool-down goes on. */
    OpenAlert settle(OpenAlert alert) {
        return put(alert.settled());
    }

    /** What followed is told now, and a new cool-down begins. */
    OpenAlert again(OpenAlert alert, Moment moment) {
        return put(alert.again(moment.clock(), moment.at()));
    }

    void close(OpenAlert alert) {
        open.remove(alert.key());
    }

    private OpenAlert put(OpenAlert alert) {
        open.put(alert);
        return alert;
    }

    private long turn() {
        return open.lastTurn() + 1;
    }

    /** The alert whose cool-down has ended, or null. */
    @Nullable
    OpenAlert ended(long at) {
        OpenAlert next = open.nextToEnd();
        return next != null && next.until() <= at ? next : null;
    }

    /** When the next cool-down ends, or {@link Long#MAX_VALUE}. */
    long next() {
        OpenAlert next = open.nextToEnd();
        return next == null ? Long.MAX_VALUE : next.until();
    }

    /** The alert that has to go because there are too many, the one that fired the longest ago; else null. */
    @Nullable
    OpenAlert oneTooMany() {
        return open.size() > max ? open.eldest() : null;
    }

    /** Takes out an alert before its time. */
    void evict(OpenAlert alert) {
        open.remove(alert.key());
        evicted++;
    }

    /** Whether somebody has seen it. */
    boolean isAcknowledged(OpenAlert alert) {
        return open.acknowledged().get(alert.key()) != null;
    }

    /** Whether somebody has seen the alert with this id. */
    boolean isAcknowledged(String id) {
        for (AlertKey key : open.acknowledged().keys()) {
            OpenAlert alert = open.get(key);
            if (alert != null && alert.alert().id().equals(id)) {
                return true;
            }
        }
        return false;
    }

    /** Somebody has seen the alert with this id; answers whether that changed anything. */
    boolean acknowledge(String id, Acknowledgement acknowledgement) {
        OpenAlert alert = open.withId(id);
        if (alert == null || isAcknowledged(alert)) {
            return false;
        }
        open.acknowledged().put(alert.key(), acknowledgement);
        return true;
    }

    /** The ids of the emergencies that a silence covers and that nothing kept quiet so far. */
    List<String> emergencies(Silence silence) {
        return open.all().stream()
                .filter(alert -> alert.key().hush() == Hush.NONE)
                .filter(alert -> alert.alert().priority() == Priority.EMERGENCY)
                .filter(alert -> silence.covers(alert.key().rule(), Priority.EMERGENCY, alert.latest()))
                .map(alert -> alert.alert().id())
                .toList();
    }

    List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(open.drain(KIND));
        cells.addAll(open.acknowledged().drain());
        return cells;
    }

    /** Takes over a cell of an alert or of its acknowledgement. */
    void restore(StateCell cell) {
        if (cell.kind().equals(Acknowledged.KIND)) {
            open.acknowledged().restore(cell);
        } else {
            open.restore(OpenAlert.of(cell));
        }
    }

    /** Closes the alerts of rules that are gone or decide otherwise now, and of hosts that were muted or are no more. */
    List<Alert> keepOnly(RuleSet old, RuleSet now) {
        List<Alert> closed = new ArrayList<>();
        for (OpenAlert alert : open.all()) {
            AlertKey key = alert.key();
            if (OwnRules.isOne(key.rule())) {
                continue;
            }
            boolean same = old.sameRule(now, key.rule(), key.key());
            boolean wasMuted = key.hush() == Hush.MUTED;
            boolean silenced = key.hush() == Hush.SILENCED;
            if (!same || (!silenced && now.muted(alert.alert().host()) != wasMuted)) {
                open.remove(key);
                closed.add(alert.closed());
            }
        }
        return closed;
    }

    long evicted() {
        return evicted;
    }

    int size() {
        return open.size();
    }
}
