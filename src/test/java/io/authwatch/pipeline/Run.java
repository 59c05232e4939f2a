package io.authwatch.pipeline;

import io.authwatch.alert.Alert;
import io.authwatch.notify.Notification;
import io.authwatch.notify.Outbox;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pipeline that runs with its ledger in memory: it can be checkpointed, stopped and killed at any moment. */
final class Run {
    private final RuleSet rules;
    private final Map<List<String>, StateCell> cells = new LinkedHashMap<>();
    private final List<LogEntry> log = new ArrayList<>();
    private final List<Notification> notifications = new ArrayList<>();
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private Harness harness;
    private long lastId = 1;

    Run(RuleSet rules) {
        this.rules = rules;
        this.harness = new Harness(rules);
    }

    Pipeline pipeline() {
        return harness.pipeline;
    }

    Outbox outbox() {
        return harness.outbox;
    }

    /** All that was told, in order. */
    List<Notification> notifications() {
        return notifications;
    }

    /** The alerts as the API would show them. */
    Map<String, Alert> alerts() {
        return alerts;
    }

    /** Frames arrive together, and time passes to {@code now} before and after. */
    void read(Instant now, String... frames) {
        turn(turn -> {
            harness.pipeline.tick(now, turn);
            harness.pipeline.decide(harness.read(now, frames), turn);
        });
    }

    void tick(Instant now) {
        turn(turn -> harness.pipeline.tick(now, turn));
    }

    /** Time passes as the writer lets it pass: it wakes when something is due. */
    void pass(Instant from, Instant to) {
        pass(from, to, Duration.ofSeconds(10));
    }

    /** The same, and it looks at least this often. */
    void pass(Instant from, Instant to, Duration step) {
        Instant now = from;
        tick(now);
        while (now.isBefore(to)) {
            Instant due = harness.pipeline.nextDue();
            Instant next = now.plus(step);
            now = due != null && due.isAfter(now) && due.isBefore(next) ? due : next;
            tick(now.isAfter(to) ? to : now);
        }
    }

    void checkpoint() {
        turn(harness.pipeline::checkpoint);
    }

    /** What a turn does. */
    interface Doing {
        void in(TurnDraft turn);
    }

    void turn(Doing doing) {
        TurnDraft turn = new TurnDraft();
        doing.in(turn);
        Commit commit = turn.commit();
        log.addAll(commit.entries());
        notifications.addAll(commit.notifications());
        commit.alerts().forEach(alert -> alerts.put(alert.id(), alert));
        commit.entries().forEach(entry -> lastId = Math.max(lastId, id(entry)));
        if (commit.checkpoint() != null) {
            log.clear();
            commit.checkpoint().cells().forEach(this::keep);
        }
    }

    private void keep(StateCell cell) {
        List<String> name = List.of(cell.kind(), cell.rule(), cell.key());
        if (cell.gone()) {
            cells.remove(name);
        } else {
            cells.put(name, cell);
        }
    }

    private static long id(LogEntry entry) {
        return entry instanceof LogEntry.Happened happened ? happened.event().id() : 0;
    }

    /** A stop and a start: a checkpoint, and nothing to replay. */
    void restart() {
        checkpoint();
        kill();
    }

    /** A kill and a start: the last checkpoint, and the log after it. */
    void kill() {
        harness = new Harness(rules);
        cells.values().forEach(harness.pipeline::restore);
        log.forEach(harness.pipeline::replay);
        harness.pipeline.restoreIds(lastId);
    }
}
