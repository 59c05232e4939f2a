package io.authwatch.pipeline;

import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertBook;
import io.authwatch.alert.Silence;
import io.authwatch.alert.Standing;
import io.authwatch.auth.AuthEvent;
import io.authwatch.notify.Errand;
import io.authwatch.notify.Notification;
import io.authwatch.notify.Outbox;
import io.authwatch.notify.Wording;
import io.authwatch.rule.Absences;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Judge;
import io.authwatch.rule.Match;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.rule.StateCell;
import io.authwatch.wire.Input;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stateful half of the way, for the one writer: batches in, a {@link Commit} and what to do after it out. It knows no
 * clock and no storage, so that a replay of the log through {@link #replay} leads to the same state.
 *
 * <pre>
 *   Batch ──▶ 1 match ──▶ 2 judge ──▶ 3 alert ──▶ 4 wording ──▶ 5 outbox ──▶ 6 commit
 * </pre>
 */
public final class Pipeline {
    private final RuleState windows;
    private final Judge judge;
    private final AlertBook alerts;
    private final AlertRows alertRows = new AlertRows();
    private final Outbox outbox;
    private final Dispatch dispatch;
    private final SilenceRequests silencing;
    private final KnownHosts hosts;
    private final Absences absences;
    private final Notices notices;
    private final Replay replay;
    private final Thinning thinning;
    private final Happenings happenings;
    private final EventIds ids = new EventIds();
    private volatile RuleSet rules;

    /** A pipeline whose state is empty, to be restored by {@link #restore} and {@link #replay}. */
    public Pipeline(
            RuleSet rules,
            RuleState windows,
            AlertBook alerts,
            Wording wording,
            Outbox outbox,
            KnownHosts hosts,
            Absences absences,
            int keptPerSecondMax,
            Happenings happenings) {
        this.rules = rules;
        this.windows = windows;
        this.judge = new Judge(windows);
        this.alerts = alerts;
        this.outbox = outbox;
        this.dispatch = new Dispatch(alerts, alertRows, wording, outbox, happenings);
        this.silencing = new SilenceRequests(alerts, dispatch);
        this.hosts = hosts;
        this.absences = absences;
        this.notices = new Notices(absences, alerts, dispatch, ids, happenings);
        this.replay = new Replay(windows, judge, alerts, alertRows, hosts, absences);
        this.thinning = new Thinning(keptPerSecondMax);
        this.happenings = happenings;
    }

    /** The rules in force; any thread may ask. */
    public RuleSet rules() {
        return rules;
    }

    /** A lane for one thread of an input. */
    public Lane lane(Input input, LaneSettings settings) {
        return new Lane(input, settings, happenings);
    }

    /** Decides on a batch. */
    public void decide(Batch batch, TurnDraft turn) {
        Instant now = batch.received();
        for (KnownHosts.Moved moved : hosts.saw(batch.hosts(), now)) {
            AuthEvent event = HostMoved.event(ids.reserve(1, now), moved, now);
            decide(event, rules.match(event), now, turn);
        }
        for (HostSighting sighting : batch.hosts()) {
            notices.heard(sighting, rules, now, turn);
        }
        long firstId = ids.reserve(batch.decided(), now);
        for (Batch.Kept kept : batch.kept()) {
            decide(batch, kept, kept.event().withId(firstId + kept.place()), turn);
        }
        batch.rest().numbered(firstId);
        turn.took(batch);
    }

    /** Once: a second try would count twice. What one of them spoils must neither end the process nor stop the others. */
    private void decide(Batch batch, Batch.Kept kept, AuthEvent event, TurnDraft turn) {
        try {
            decide(event, matched(batch, kept, event), batch.received(), turn); // 1
        } catch (RuntimeException | StackOverflowError mistake) {
            batch.quarantine().take(event.input(), event.original().getBytes(StandardCharsets.UTF_8), mistake);
            happenings.quarantined(event.input(), mistake.toString());
        }
    }

    private void decide(AuthEvent event, @Nullable Match match, Instant now, TurnDraft turn) {
        if (match != null) {
            turn.log(new LogEntry.Happened(now, event, true, 1));
            List<Firing> firings = judge.judge(match, now); // 2
            firings.forEach(firing ->
                    turn.afterwards(() -> happenings.alerted(firing.rule().name())));
            dispatch.tell(alerts.tell(firings, now), now, turn); // 3
        } else {
            int weight = thinning.weight(now);
            if (weight > 0) {
                turn.log(new LogEntry.Happened(now, event, false, weight));
            }
        }
    }

    /** The match of the lane, or a new one where the rules changed while the batch was on its way. */
    private @Nullable Match matched(Batch batch, Batch.Kept kept, AuthEvent event) {
        return batch.rules() == rules ? kept.matchOf(event) : rules.match(event);
    }

    /**
     * Lets time pass: cool-downs and learning periods end, silence is missed, what was held back is told, changes are
     * shown. To be called last in a turn.
     */
    public void tick(Instant now, TurnDraft turn) {
        notices.look(rules, now, turn);
        if (alerts.due(now) || windows.due(now)) {
            turn.log(new LogEntry.Ticked(now));
            LearntDigests.tick(windows, alerts, dispatch, now, turn);
        }
        silencing.publish(turn);
        dispatch.tick(now, turn);
        alertRows.tick(now, turn);
    }

    /**
     * Puts a silence in force; what rings for what it covers is stopped.
     *
     * @param asked what was asked for; its number counts for nothing
     * @param durable told once it is durable: the silence under its number, or empty if there are as many as there may be
     */
    public void silence(Silence asked, Instant now, TurnDraft turn, Consumer<Optional<Silence>> durable) {
        silencing.silence(asked, now, turn, durable);
    }

    /**
     * Ends a silence before its time.
     *
     * @param durable told once it is durable: whether there was one of this number
     */
    public void unsilence(long id, Instant now, TurnDraft turn, Consumer<Boolean> durable) {
        silencing.unsilence(id, now, turn, durable);
    }

    /** All silences as of the latest turn, the newest first; any thread may ask. */
    public List<Standing> silences() {
        return silencing.silences();
    }

    /** When {@link #tick} has something to do, or null. */
    public @Nullable Instant nextDue() {
        return Due.earlier(alertRows.nextDue(), Due.earlier(alerts.nextDue(), windows.nextDue()));
    }

    /** What had to go since the start because there was too much of it. */
    public Overflow overflow() {
        return new Overflow(windows.evicted(), alerts.evicted(), absences.evicted(), thinning.thinned());
    }

    /** Tells what {@code watch} makes of some figures about Authwatch itself. */
    public void watch(SelfWatch watch, SelfFigures figures, Instant now, TurnDraft turn) {
        watch.look(figures, dispatch.sending(), dispatch::isWaiting).forEach(notice -> notices.tell(notice, now, turn));
    }

    /** Takes up what became of a send. */
    public void delivered(DeliveryReport report, Instant now, TurnDraft turn) {
        dispatch.delivered(report, now, turn);
    }

    /** Takes up what became of an errand: an emergency that was acknowledged stops its alert. */
    public void answered(Errand.Report report, Instant now, TurnDraft turn) {
        dispatch.answered(report, now, turn);
    }

    /** Takes up a notification that an earlier run left: still to be sent, or ringing. */
    public void recovered(Notification row) {
        dispatch.recovered(row);
    }

    /** The notifications that were given up since the start; any thread may ask. */
    public NotSent notSent() {
        return dispatch.notSent();
    }

    /** Takes up a log entry again after a start: the state changes, and nothing else happens. */
    public void replay(LogEntry entry) {
        replay.again(entry, rules);
    }

    /** Takes up a key's state after a start, before any {@link #replay}. */
    public void restore(StateCell cell) {
        windows.restore(cell);
        alerts.restore(cell);
        hosts.restore(cell);
        absences.restore(cell);
        outbox.restore(cell);
    }

    /** Takes up where the event ids stand, after a start. */
    public void restoreIds(long lastEvent) {
        ids.after(lastEvent);
    }

    /** Puts other rules in force; the state of unchanged ones stays. To be followed by a checkpoint in the same turn. */
    public void swap(RuleSet next, Instant now, TurnDraft turn) {
        windows.keepOnly(rules, next);
        List<Alert> closed = alerts.keepOnly(rules, next);
        closed.forEach(alert -> alertRows.changed(alert, turn));
        dispatch.cancel(closed.stream().map(Alert::id).collect(Collectors.toSet()), "rules", now, turn);
        rules = next;
        absences.keepOnly(next);
    }

    /** Whether there is state that neither a checkpoint nor a log entry holds. */
    public boolean holdsUnlogged() {
        return hosts.changed() || absences.changed();
    }

    /** How many keys of rules the next checkpoint has to hold. */
    public int changedKeys() {
        return windows.changedKeys();
    }

    /** All that changed since the last checkpoint; the turn's commit then is one. */
    public void checkpoint(TurnDraft turn) {
        alertRows.writeAll(turn);
        List<StateCell> cells = new ArrayList<>(windows.drainChanges());
        cells.addAll(alerts.drainChanges());
        cells.addAll(hosts.drainChanges());
        cells.addAll(absences.drainChanges());
        turn.checkpoint(new Commit.Checkpoint(cells, rules.fingerprint(), rules.text()));
    }
}
