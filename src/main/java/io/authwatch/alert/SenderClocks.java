package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells a message that waited from one whose sender's clock is wrong.
 *
 * <pre>
 *   a queue that is replayed   its messages come nearer to now:   6 h late, 5 h 40, 5 h 10 … 0
 *   a clock that is wrong      stays as late as it was:           1 h late, 1 h, 1 h …
 * </pre>
 *
 * <p>The first late messages of a host are believed to have waited. If it is as late as then when the limit has passed
 * once more, its clock is wrong: from then on only what is later than usual is late. The first message in time ends that.
 * A stamp more than 30 days old is a wrong clock at once. So a wrong clock delays a host's pushes by some minutes, once.
 */
final class SenderClocks {
    /** The most that a queue is believed to have waited: beyond it is a clock that begins in 1970, or a wrong year. */
    static final Duration WAITED_MAX = Duration.ofDays(30);
    /** Hosts that are remembered because they were late; the one late the longest ago goes first. */
    static final int HOSTS_MAX = 10_000;

    private static final byte VERSION = 1;

    private final long limit;
    private final LinkedHashMap<String, Lateness> hosts = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private long turn;
    private long evicted;
    private boolean restored;

    /**
     * How late a host is.
     *
     * @param since when it began to be so late, in steady milliseconds
     * @param first how late it was then, milliseconds
     * @param usual how late it always is, 0 unless its clock is wrong
     * @param turn rises with each change
     */
    private record Lateness(long since, long first, long usual, long turn) {}

    SenderClocks(Duration limit) {
        this.limit = limit.toMillis();
    }

    /** Whether an event waited longer than the limit before it arrived. */
    boolean waited(AuthEvent event, long at) {
        Instant stamped = event.stamped();
        if (stamped == null) {
            return false;
        }
        settle();
        String host = event.host().toLowerCase(Locale.ROOT);
        Duration age = Duration.between(stamped, event.received());
        if (age.compareTo(WAITED_MAX) > 0) {
            return false;
        }
        long late = age.toMillis();
        if (late <= limit) {
            if (hosts.remove(host) != null) {
                changed.add(host);
            }
            return false;
        }
        return waited(host, late, at);
    }

    private boolean waited(String host, long late, long at) {
        Lateness before = hosts.get(host);
        if (before == null) {
            put(host, new Lateness(at, late, 0, ++turn));
            return true;
        }
        if (before.usual > 0 && late <= before.usual + limit) {
            return false;
        }
        long elapsed = at - before.since;
        long moved = Math.abs(late - before.first);
        if (moved > limit) {
            put(host, new Lateness(at, late, before.usual, ++turn));
        } else if (elapsed >= limit && 2 * moved <= elapsed) {
            put(host, new Lateness(at, late, late, ++turn));
            return false;
        }
        return true;
    }

    private void put(String host, Lateness lateness) {
        hosts.remove(host);
        hosts.put(host, lateness);
        changed.add(host);
        if (hosts.size() > HOSTS_MAX) {
            String eldest = hosts.keySet().iterator().next();
            hosts.remove(eldest);
            changed.add(eldest);
            evicted++;
        }
    }

    /** Puts what was restored in order, once, before it is used. */
    private void settle() {
        if (restored) {
            restored = false;
            List<Map.Entry<String, Lateness>> ordered = new ArrayList<>(hosts.entrySet());
            ordered.sort(Comparator.comparingLong(entry -> entry.getValue().turn));
            hosts.clear();
            ordered.forEach(entry -> hosts.put(entry.getKey(), entry.getValue()));
        }
    }

    /** Hosts that were forgotten since the start because there were too many. */
    long evicted() {
        return evicted;
    }

    List<StateCell> drainChanges(String kind) {
        List<StateCell> cells = new ArrayList<>(changed.size());
        for (String host : changed) {
            Lateness late = hosts.get(host);
            cells.add(new StateCell(kind, "", host, late == null ? new byte[0] : octets(late)));
        }
        changed.clear();
        return cells;
    }

    private static byte[] octets(Lateness late) {
        CellWriter to = new CellWriter(VERSION);
        return to.number(late.since)
                .number(late.first)
                .number(late.usual)
                .number(late.turn)
                .octets();
    }

    void restore(StateCell cell) {
        CellReader from = new CellReader(cell, VERSION);
        Lateness late = new Lateness(from.number(), from.number(), from.number(), from.number());
        hosts.put(cell.key(), late);
        turn = Math.max(turn, late.turn);
        restored = true;
    }
}
