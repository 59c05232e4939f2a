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
 * @param checkpoint the state, if this commit is a checkpoint, else null
 */
public record Commit(
        List<LogEntry> entries,
        List<FilePosition> positions,
        List<Alert> alerts,
        List<Notification> notifications,
        List<StateCell> cells,
        @Nullable Checkpoint checkpoint) {

    /** A commit without such cells. */
    public Commit(
            List<LogEntry> entries,
            List<FilePosition> positions,
            List<Alert> alerts,
            List<Notification> notifications,
            @Nullable Checkpoint checkpoint) {
        this(entries, positions, alerts, notifications, List.of(), checkpoint);
    }

    /** Whether there is nothing to make durable. */
    public boolean isEmpty() {
        return entries.isEmpty()
                && positions.isEmpty()
                && alerts.isEmpty()
                && notifications.isEmpty()
                && cells.isEmpty()
                && checkpoint == null;
    }

    /** The same commit with other positions. */
    public Commit withPositions(List<FilePosition> others) {
        return new Commit(entries, others, alerts, notifications, cells, checkpoint);
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
