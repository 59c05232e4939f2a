package io.authwatch.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches, for each {@code absent} rule, who is heard: one {@link AbsenceWatch} a rule. Belongs to the one writer. What
 * it answers is logged by who asks, and taken up again by {@link #replay}: who was heard when is in no log.
 */
public final class Absences {
    /** The kind of its cells. */
    public static final String KIND = "absence";

    /** How often it is worth looking. */
    private static final long LOOK_MILLIS = 1_000;

    private final int hostsMax;
    private final WatchedTime time = new WatchedTime();
    private final Map<String, AbsenceWatch> watches = new HashMap<>();
    private long looked;
    private long evicted;

    /** Has heard nobody yet; {@code hostsMax} is how many hosts a rule may watch, 1 and up. */
    public Absences(int hostsMax) {
        this.hostsMax = hostsMax;
    }

    /** A host was heard through a sender: its address, or the path of its file. Answers who is back. */
    public List<Absence> heard(RuleSet rules, String host, String sender, Instant now) {
        List<Rule> absent = rules.absent(host);
        if (absent.isEmpty()) {
            return List.of();
        }
        long at = time.advance(now);
        List<Absence> back = new ArrayList<>();
        for (Rule rule : absent) {
            AbsenceWatch watch = watches.computeIfAbsent(rule.name(), AbsenceWatch::new);
            watch.heard(host, sender, at, back);
            evicted += watch.keepOnly(hostsMax);
        }
        return back;
    }

    /** Looks who said nothing for too long; each is answered once, until it is heard again. */
    public List<Absence> look(RuleSet rules, Instant now) {
        if (watches.isEmpty()) {
            return List.of();
        }
        long at = time.advance(now);
        if (at - looked < LOOK_MILLIS) {
            return List.of();
        }
        looked = at;
        List<Absence> gone = new ArrayList<>();
        watches.values().forEach(watch -> watch.look(rules, at, gone));
        return gone;
    }

    /** Takes up an answer of an earlier run. */
    public void replay(Absence absence) {
        watches.computeIfAbsent(absence.rule(), AbsenceWatch::new).replay(absence);
    }

    /** Forgets whom no rule watches any more. */
    public void keepOnly(RuleSet now) {
        for (AbsenceWatch watch : watches.values()) {
            watch.forgetUnless(host -> now.absent(host).stream().anyMatch(rule -> watch.is(rule.name())));
        }
    }

    /** What changed since the last call, for a checkpoint; who is gone from memory has empty data. */
    public List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>();
        watches.values().forEach(watch -> cells.addAll(watch.drain()));
        return cells;
    }

    /** Whether somebody is known that no checkpoint holds. */
    public boolean changed() {
        return watches.values().stream().anyMatch(AbsenceWatch::changed);
    }

    /** Takes over a cell of a checkpoint; cells of another kind are left alone. Everybody gets his full time anew. */
    public void restore(StateCell cell) {
        if (cell.kind().equals(KIND) && !cell.gone()) {
            watches.computeIfAbsent(cell.rule(), AbsenceWatch::new).restore(cell);
        }
    }

    /** Hosts that were forgotten since the start because there were too many. */
    public long evicted() {
        return evicted;
    }

    /** How many hosts the rules watch together. */
    public int size() {
        return watches.values().stream().mapToInt(AbsenceWatch::size).sum();
    }
}
