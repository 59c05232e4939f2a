package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Priority;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.StateCell;
import io.authwatch.rule.SteadyTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Firings in, what to tell out. Each firing is asked, in this order:
 *
 * <pre>
 *   1 is its host muted?         counted as MUTED, never told
 *   2 does a silence cover it?   counted as SILENCED, told as a sum when the silence ends      {@link Silences}
 *   3 is its rule a digest?      gathered, told when the digest ends                           {@link Digests}
 *   4 did it come late?          gathered, told when the burst is over; high ones go on        {@link CatchUp}
 *   5 does its rule storm?       collected, told as one incident                               {@link Incidents}
 *   6 does its key cool down?    counted, told at its end; news break out                      {@link CoolDowns}
 *   7 else                       told at once
 * </pre>
 *
 * <p>Of the rules that fire for one event only the loudest that asks to be pushed is, and names the others: those that
 * asked too count as told. No firing is told nowhere: it is in exactly one push, named or counted, or waits for one, unless
 * its host is muted.
 *
 * <p>An alert that was acknowledged is counted on and not told again, until news break out of it or it closes; of an
 * incident that was acknowledged the updates are not pushed, its end is.
 *
 * <p>Belongs to the one writer. Its state apart a pure function of its calls, so that a replay of the same calls gives
 * the same alerts. It must be called even when nothing happens: see {@link #due}.
 */
public final class AlertBook {
    /** While anything waits to be told, time is taken note of at least this often: a clock set back costs no more. */
    static final Duration HEARTBEAT = Duration.ofMinutes(1);

    /** The clock may go back this far without anybody taking note: it is slewed all the time. */
    private static final long JITTER_MILLIS = 1_000;

    private final SteadyTime time = new SteadyTime();
    private final Silences silences = new Silences();
    private final Storms storms;
    private final CoolDowns coolDowns;
    private final Incidents incidents;
    private final AtOnce atOnce;
    private final KeptBack keptBack;

    /** An empty book. */
    public AlertBook() {
        this(AlertLimits.DEFAULT);
    }

    /** With other limits. */
    public AlertBook(AlertLimits limits) {
        this.storms = new Storms(limits);
        this.coolDowns = new CoolDowns(limits.open());
        this.incidents = new Incidents(storms, coolDowns, silences);
        this.atOnce = new AtOnce(coolDowns, incidents, silences);
        this.keptBack = new KeptBack(atOnce, silences, limits);
    }

    /** Takes in the firings of one event, in file order; what ended before comes first. */
    public Told tell(List<Firing> firings, Instant now) {
        Telling telling = new Telling();
        Moment moment = begin(now, telling);
        boolean late = !firings.isEmpty() && keptBack.isLate(firings.get(0).event(), moment);
        List<Firing> live = new ArrayList<>(firings.size());
        for (Firing firing : firings) {
            if (!keptBack.takes(firing, late, others(firing, firings), moment, telling)) {
                live.add(firing);
            }
        }
        Firing loudest = loudest(live);
        for (Firing firing : live) {
            atOnce.tell(firing, firing == loudest, others(firing, firings), moment, telling);
        }
        return telling.told();
    }

    /** Lets time pass. */
    public Told tick(Instant now) {
        Telling telling = new Telling();
        begin(now, telling);
        return telling.told();
    }

    /** Puts a silence in force, now or at its start. */
    public Told silence(Silence silence, Instant now) {
        Telling telling = new Telling();
        silences.add(silence, begin(now, telling));
        telling.begun(silences.takeBegun());
        return telling.told();
    }

    /** Ends a silence before its time; nothing happens if there is none of this number. */
    public Told unsilence(long id, Instant now) {
        Telling telling = new Telling();
        Moment moment = begin(now, telling);
        KeptBack.tell(silences.remove(id), moment, telling);
        return telling.told();
    }

    /** All silences, the newest first. */
    public List<Standing> silences() {
        return silences.standings();
    }

    /** The number of the next silence. */
    public long nextSilence() {
        return silences.nextId();
    }

    /** The loudest of the firings that ask to be pushed, the first of equals; null if none does. */
    private @Nullable Firing loudest(List<Firing> firings) {
        Firing loudest = null;
        for (Firing firing : firings) {
            boolean louder = loudest == null
                    || firing.rule().priority().code()
                            > loudest.rule().priority().code();
            loudest = louder && atOnce.asks(firing) ? firing : loudest;
        }
        return loudest;
    }

    private static List<String> others(Firing firing, List<Firing> firings) {
        return firings.stream()
                .filter(other -> other != firing)
                .map(other -> other.rule().name())
                .toList();
    }

    /** Takes note of the time, and tells what has ended. */
    private Moment begin(Instant now, Telling telling) {
        Moment moment = new Moment(time.advance(now), now.truncatedTo(ChronoUnit.MILLIS));
        keptBack.endSilences(moment, telling);
        telling.begun(silences.takeBegun());
        atOnce.end(moment, telling);
        keptBack.end(moment, telling);
        incidents.step(moment, telling);
        return moment;
    }

    /**
     * Whether a silence holds back what a rule has to tell beside its firings; it is in the silence's sum then. To be
     * asked after {@link #tick} with the same {@code now}.
     *
     * @param event our own sentence about it
     */
    public boolean holdsBack(String rule, Priority priority, AuthEvent event, Instant now) {
        return silences.holdsAll(rule, priority, event, new Moment(time.peek(now), now.truncatedTo(ChronoUnit.MILLIS)));
    }

    /** When something falls due if nobody sets the clock, or null if nothing waits. */
    public @Nullable Instant nextDue() {
        return next() == Long.MAX_VALUE ? null : time.clockAt(next());
    }

    private long next() {
        return Math.min(Math.min(coolDowns.next(), storms.next()), keptBack.next());
    }

    /**
     * Whether {@link #tick} is to be called now: something has ended, or the clock went back, or nobody called for a
     * minute while something waits. Changes nothing, so that only what is logged changes the state.
     */
    public boolean due(Instant now) {
        long next = next();
        if (next == Long.MAX_VALUE) {
            return false;
        }
        long since = time.since(now);
        return next <= time.peek(now) || since < -JITTER_MILLIS || since >= HEARTBEAT.toMillis();
    }

    /** Whether somebody has seen the open alert with this id, and nothing new broke out of it since. */
    public boolean isAcknowledged(String id) {
        return coolDowns.isAcknowledged(id) || storms.isAcknowledged(id);
    }

    /**
     * Somebody has seen an alert: what follows is counted and not pushed.
     *
     * @param id the alert's
     * @return whether that changed anything: false if it is not open, or was acknowledged before
     */
    public boolean acknowledge(String id, Acknowledgement acknowledgement) {
        return coolDowns.acknowledge(id, acknowledgement) || storms.acknowledge(id);
    }

    /** The ids of the open emergencies that a silence covers. */
    public Set<String> emergencies(Silence silence) {
        Set<String> covered = new LinkedHashSet<>(coolDowns.emergencies(silence));
        covered.addAll(storms.emergencies(silence));
        return covered;
    }

    /** What changed since the last call, for a checkpoint; keys that are gone have empty data. */
    public List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(coolDowns.drainChanges());
        cells.addAll(storms.drainChanges());
        cells.addAll(keptBack.drainChanges());
        cells.addAll(time.drain(CoolDowns.KIND));
        return cells;
    }

    /** Takes over a cell of a checkpoint; cells of another kind are left alone. */
    public void restore(StateCell cell) {
        if (cell.gone()) {
            return;
        }
        switch (cell.kind()) {
            case CoolDowns.KIND -> {
                if (SteadyTime.isTime(cell)) {
                    time.restore(cell);
                } else {
                    coolDowns.restore(cell);
                }
            }
            case Acknowledged.KIND -> coolDowns.restore(cell);
            case Storms.KIND -> storms.restore(cell);
            default -> keptBack.restore(cell);
        }
    }

    /**
     * Closes the alerts of rules that are gone or decide otherwise now, and of hosts that were muted or are no more. What
     * was gathered of a rule stays, and is told at its end.
     *
     * @return the closed alerts; what followed stays in their counts and is not pushed
     */
    public List<Alert> keepOnly(RuleSet old, RuleSet now) {
        return coolDowns.keepOnly(old, now);
    }

    /** What had to go before its time since the start, because there was too much of its kind. */
    public long evicted() {
        return coolDowns.evicted() + storms.evicted() + keptBack.evicted();
    }

    /** How many alerts cool down, muted and silenced ones included. */
    public int size() {
        return coolDowns.size();
    }

    /** Firings that are gathered or held back and were not told yet; those that follow an alert are in its count. */
    long untold() {
        return storms.untold() + keptBack.untold();
    }
}
