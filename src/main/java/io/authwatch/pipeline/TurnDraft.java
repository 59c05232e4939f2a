package io.authwatch.pipeline;

import io.authwatch.alert.Alert;
import io.authwatch.alert.Suppressed;
import io.authwatch.notify.Notification;
import io.authwatch.rule.StateCell;
import io.authwatch.wire.Input;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one turn of the writer adds up to, until it becomes one commit. */
public final class TurnDraft {
    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<String, FilePosition> positions = new LinkedHashMap<>();
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, Notification> notifications = new LinkedHashMap<>();
    private final List<Batch> batches = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final Map<String, Long> suppressed = new LinkedHashMap<>();
    private final List<StateCell> cells = new ArrayList<>();
    private final Map<String, StateCell> memory = new LinkedHashMap<>();
    private Commit.@Nullable Checkpoint checkpoint;
    private int octets;
    private boolean awaited;

    void log(LogEntry entry) {
        entries.add(entry);
    }

    void alert(Alert changed) {
        alerts.put(changed.id(), changed);
    }

    void notifications(List<Notification> changed) {
        for (Notification notification : changed) {
            notifications.put(notification.id(), notification);
        }
    }

    void suppressed(List<Suppressed> firings) {
        for (Suppressed firing : firings) {
            suppressed.merge(firing.reason().label(), 1L, Long::sum);
        }
    }

    void suppressed(String reason) {
        suppressed.merge(reason, 1L, Long::sum);
    }

    /** State that no log entry leads to. */
    void cells(List<StateCell> changed) {
        cells.addAll(changed);
    }

    void afterwards(Runnable telling) {
        afterwards.add(telling);
    }

    /** Octets of the batches that were decided on. */
    public int octets() {
        return octets;
    }

    void took(Batch batch) {
        octets += batch.octets();
        awaited |= batch.input() == Input.RELP;
        batches.add(batch);
        FilePosition position = batch.position();
        if (position != null) {
            positions.put(position.path(), position);
        }
        batch.memory().forEach(cell -> memory.put(cell.key(), cell));
    }

    void checkpoint(Commit.Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** Makes something durable, for whoever wants to know whether that works; then calls {@code durable}. */
    public void prove(Instant now, Runnable durable) {
        byte[] at = Long.toString(now.getEpochSecond()).getBytes(StandardCharsets.US_ASCII);
        cells(List.of(new StateCell("proof", "", "", at)));
        afterwards(durable);
    }

    /** Whether a sender waits for the answer to one of its batches before he sends more. */
    public boolean isAwaited() {
        return awaited;
    }

    /** How many log entries the turn holds. */
    public int entries() {
        return entries.size();
    }

    /** The batches that were decided on, to be acknowledged after the commit. */
    public List<Batch> batches() {
        return batches;
    }

    /** Tells what is true now that the turn is durable. */
    public void tell(Happenings happenings) {
        batches.forEach(batch -> batch.tally().tell(happenings));
        afterwards.forEach(Runnable::run);
        suppressed.forEach(happenings::suppressed);
    }

    /** All of it as one transaction. */
    public Commit commit() {
        return new Commit(
                List.copyOf(entries),
                List.copyOf(positions.values()),
                List.copyOf(alerts.values()),
                List.copyOf(notifications.values()),
                List.copyOf(cells),
                List.copyOf(memory.values()),
                checkpoint);
    }
}
