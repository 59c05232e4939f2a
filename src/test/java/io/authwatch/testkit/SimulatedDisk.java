package io.authwatch.testkit;

import io.authwatch.alert.Alert;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Ledger;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.pipeline.Retention;
import io.authwatch.rule.StateCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A ledger on a disk that forgets: what is written waits until an fsync, and a crash keeps any beginning of what waited. A
 * transaction of which the end is missing never was. It can be full, its fsync can fail, and the power can go at two
 * moments of each commit.
 *
 * <p>It can also break what it promises, which the tests that use it must notice.
 */
public final class SimulatedDisk implements Ledger {
    private final List<Page> waiting = new ArrayList<>();
    private final List<Page> torn = new ArrayList<>();
    private final List<List<LogEntry>> rows = new ArrayList<>();
    private final Map<List<String>, StateCell> cells = new LinkedHashMap<>();
    private final Map<String, FilePosition> positions = new LinkedHashMap<>();
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, Notification> notifications = new LinkedHashMap<>();
    private final Broken broken;
    private final Consumer<Commit> durable;
    private int replayFrom;
    private int damaged = -1;
    private @Nullable String rules;
    private @Nullable Moment powerGoes;
    private boolean syncFails;
    private boolean full;
    private boolean reserveKept;

    /** What it does wrong. */
    public enum Broken {
        NOTHING,
        /** A commit returns before it is durable. */
        SYNC_DOES_NOTHING,
        /** Positions are made durable in a transaction of their own, after the rest. */
        POSITIONS_APART,
        /** The state is made durable in a transaction of its own, before the rest. */
        STATE_APART
    }

    /** When the power can go. */
    public enum Moment {
        BEFORE_SYNC,
        AFTER_SYNC
    }

    /** The power went. */
    public static final class PowerCut extends Error {
        private static final long serialVersionUID = 1;
    }

    /** A piece of a transaction; the last one makes it whole. */
    private record Page(Commit part, boolean last) {}

    /**
     * An empty disk.
     *
     * @param durable told each transaction when it is durable
     */
    public SimulatedDisk(Broken broken, Consumer<Commit> durable) {
        this.broken = broken;
        this.durable = durable;
    }

    /** The power goes at the next such moment. */
    public void cutPowerAt(Moment moment) {
        powerGoes = moment;
    }

    /** The next fsync fails. */
    public void failSync() {
        syncFails = true;
    }

    public void full(boolean full) {
        this.full = full;
    }

    /** Row {@code row} of the log cannot be read any more; -1: all can. */
    public void damage(int row) {
        damaged = row;
    }

    @Override
    public void commit(Commit commit) {
        if (full && reserveKept) {
            throw new LedgerFull("no room", new IllegalStateException("full"));
        }
        switch (broken) {
            case POSITIONS_APART -> {
                write(commit.with(List.of(), commit.memory()));
                sync();
                write(only(commit.positions(), null));
            }
            case STATE_APART -> {
                write(only(List.of(), commit.checkpoint()));
                sync();
                write(new Commit(
                        commit.entries(),
                        commit.positions(),
                        commit.alerts(),
                        commit.notifications(),
                        commit.cells(),
                        null));
            }
            default -> write(commit);
        }
        if (broken != Broken.SYNC_DOES_NOTHING || waiting.size() > 40) {
            sync();
        }
    }

    private static Commit only(List<FilePosition> positions, Commit.@Nullable Checkpoint checkpoint) {
        return new Commit(List.of(), positions, List.of(), List.of(), List.of(), checkpoint);
    }

    /** Every kind of row is written by itself, as pages are. */
    private void write(Commit commit) {
        for (LogEntry entry : commit.entries()) {
            waiting.add(new Page(new Commit(List.of(entry), List.of(), List.of(), List.of(), null), false));
        }
        waiting.add(new Page(only(commit.positions(), null), false));
        waiting.add(new Page(new Commit(List.of(), List.of(), commit.alerts(), List.of(), null), false));
        waiting.add(new Page(
                new Commit(List.of(), List.of(), List.of(), commit.notifications(), commit.cells(), null), false));
        waiting.add(new Page(only(List.of(), commit.checkpoint()), true));
    }

    private void sync() {
        reach(Moment.BEFORE_SYNC);
        if (syncFails) {
            syncFails = false;
            throw new LedgerFailed("fsync", new IllegalStateException("EIO"));
        }
        waiting.forEach(this::settle);
        waiting.clear();
        reach(Moment.AFTER_SYNC);
    }

    private void reach(Moment moment) {
        if (powerGoes == moment) {
            powerGoes = null;
            throw new PowerCut();
        }
    }

    /** The machine starts again: any beginning of what waited is on the disk, and half a transaction is none. */
    public void crash(RandomGenerator dice) {
        int kept = dice.nextInt(waiting.size() + 1);
        waiting.subList(0, kept).forEach(this::settle);
        waiting.clear();
        torn.clear();
        powerGoes = null;
        syncFails = false;
    }

    private void settle(Page page) {
        torn.add(page);
        if (page.last()) {
            Commit whole = whole();
            torn.clear();
            apply(whole);
            durable.accept(whole);
        }
    }

    private Commit whole() {
        List<LogEntry> entries = new ArrayList<>();
        List<FilePosition> moved = new ArrayList<>();
        List<Alert> changed = new ArrayList<>();
        List<Notification> queued = new ArrayList<>();
        List<StateCell> others = new ArrayList<>();
        Commit.Checkpoint checkpoint = null;
        for (Page page : torn) {
            entries.addAll(page.part().entries());
            moved.addAll(page.part().positions());
            changed.addAll(page.part().alerts());
            queued.addAll(page.part().notifications());
            others.addAll(page.part().cells());
            checkpoint =
                    page.part().checkpoint() == null ? checkpoint : page.part().checkpoint();
        }
        return new Commit(entries, moved, changed, queued, others, checkpoint);
    }

    private void apply(Commit commit) {
        if (!commit.entries().isEmpty()) {
            rows.add(commit.entries());
        }
        commit.positions().forEach(position -> positions.put(position.path(), position));
        commit.alerts().forEach(alert -> alerts.put(alert.id(), alert));
        commit.notifications().forEach(row -> notifications.put(row.id(), row));
        commit.cells().forEach(this::put);
        Commit.Checkpoint checkpoint = commit.checkpoint();
        if (checkpoint != null) {
            checkpoint.cells().forEach(this::put);
            replayFrom = rows.size();
            rules = checkpoint.rules();
        }
    }

    private void put(StateCell cell) {
        List<String> name = List.of(cell.kind(), cell.rule(), cell.key());
        if (cell.gone()) {
            cells.remove(name);
        } else {
            cells.put(name, cell);
        }
    }

    /** How many rows the log has, and from which on a start replays. */
    public List<Integer> replayed() {
        return List.of(replayFrom, rows.size());
    }

    /** The entries of a row. */
    public List<LogEntry> row(int row) {
        return rows.get(row);
    }

    /** A notification as it is durable, or null. */
    public @Nullable Notification notification(String id) {
        return notifications.get(id);
    }

    /** All that are durable. */
    public Map<String, Notification> notifications() {
        return notifications;
    }

    /** All alerts that are durable. */
    public Map<String, Alert> alerts() {
        return alerts;
    }

    /** Where a file was read to, or null. */
    public @Nullable FilePosition position(String path) {
        return positions.get(path);
    }

    @Override
    public @Nullable String rules() {
        return rules;
    }

    @Override
    public void restore(Consumer<StateCell> to) {
        cells.values().forEach(to);
    }

    @Override
    public Recovered recover(Consumer<LogEntry> replay) {
        for (int row = replayFrom; row < rows.size(); row++) {
            if (row != damaged) {
                rows.get(row).forEach(replay);
            }
        }
        List<Notification> pending = notifications.values().stream()
                .filter(row -> row.state() == NotificationState.PENDING)
                .toList();
        return new Recovered(List.copyOf(positions.values()), pending, lastEvent());
    }

    private long lastEvent() {
        long last = 0;
        for (List<LogEntry> row : rows) {
            for (LogEntry entry : row) {
                last = entry instanceof LogEntry.Happened happened
                        ? Math.max(last, happened.event().id())
                        : last;
            }
        }
        return last;
    }

    @Override
    public boolean prune(Retention retention) {
        // Nothing ever goes: the tests look back on all of it.
        return false;
    }

    @Override
    public boolean openReserve() {
        boolean some = reserveKept;
        reserveKept = false;
        return some;
    }

    @Override
    public boolean keepReserve() {
        reserveKept |= !full;
        return reserveKept;
    }

    @Override
    public void close() {
        // It is read on after the program's end.
    }
}
