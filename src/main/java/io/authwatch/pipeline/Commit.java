package io.authwatch.pipeline;

import io.authwatch.alert.Alert;
import io.authwatch.notify.Notification;
import io.authwatch.rule.StateCell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one transaction makes durable: everything, or nothing.
 *
 * @param entries what was decided on, in order: the log
 * @param positions the inputs' new positions, the last one of each path counts
 * @param alerts alerts that are new or changed, the last one of each id counts
 * @param notifications outbox rows that are new or changed, the last one of each id counts
 * @param cells state that no log entry leads to, such as what is left of the quota: changed keys, gone ones with empty
 *     data; the last one of each key counts
 * @param memory what inputs must know again after a start, of what they took: the last one of each key counts. Like
 *     positions it may wait for a commit that has effects, if there are none now
 * @param checkpoint the state, if this commit is a checkpoint, else null
 */
public record Commit(
        List<LogEntry> entries,
        List<FilePosition> positions,
        List<Alert> alerts,
        List<Notification> notifications,
        List<StateCell> cells,
        List<StateCell> memory,
        @Nullable Checkpoint checkpoint) {

    /** A commit of which inputs need know nothing again. */
    public Commit(
            List<LogEntry> entries,
            List<FilePosition> positions,
            List<Alert> alerts,
            List<Notification> notifications,
            List<StateCell> cells,
            @Nullable Checkpoint checkpoint) {
        this(entries, positions, alerts, notifications, cells, List.of(), checkpoint);
    }

    /** A commit without cells. */
    public Commit(
            List<LogEntry> entries,
            List<FilePosition> positions,
            List<Alert> alerts,
            List<Notification> notifications,
            @Nullable Checkpoint checkpoint) {
        this(entries, positions, alerts, notifications, List.of(), List.of(), checkpoint);
    }

    /** Whether there is nothing to make durable. */
    public boolean isEmpty() {
        return entries.isEmpty()
                && positions.isEmpty()
                && alerts.isEmpty()
                && notifications.isEmpty()
                && cells.isEmpty()
                && memory.isEmpty()
                && checkpoint == null;
    }

    /** The same commit with other positions, and another memory. */
    public Commit with(List<FilePosition> otherPositions, List<StateCell> otherMemory) {
        return new Commit(entries, otherPositions, alerts, notifications, cells, otherMemory, checkpoint);
    }

    /**
     * From here a replay may start.
     *
     * @param cells the keys of the state that changed since the last checkpoint
     * @param rulesFingerprint names the rules that decide from now on
     * @param rules their text, so that a replay meets the rules that decided
     */
    public record Checkpoint(List<StateCell> cells, String rulesFingerprint, String rules) {}
}
