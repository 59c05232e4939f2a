package io.authwatch;

import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes commits durable, one after the other: one for which there is no room is tried again until there is. Positions
 * without effects wait a moment, so that a quiet file costs no fsync a line.
 */
final class Committer {
    /** A crash re-reads at most this much of a file's lines that had no effect. */
    static final Duration POSITION_PERIOD = Duration.ofSeconds(1);

    private static final Duration FULL_RETRY = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Happenings happenings;
    private final Map<String, FilePosition> heldPositions = new LinkedHashMap<>();
    private Instant positionsCommitted = Instant.EPOCH;
    private volatile @Nullable String trouble;

    Committer(Ledger ledger, Happenings happenings) {
        this.ledger = ledger;
        this.happenings = happenings;
    }

    /**
     * Returns when the commit is durable, or, if it holds nothing but positions and {@code mayWait}, at once.
     *
     * @throws Ledger.LedgerFailed if the storage failed: the process must end
     */
    void commit(Commit commit, Instant now, boolean mayWait) throws InterruptedException {
        commit.positions().forEach(position -> heldPositions.put(position.path(), position));
        boolean onlyPositions = commit.withPositions(List.of()).isEmpty();
        if (onlyPositions && mayWait && now.isBefore(positionsCommitted.plus(POSITION_PERIOD))) {
            return;
        }
        Commit whole = commit.withPositions(List.copyOf(heldPositions.values()));
        if (!whole.isEmpty()) {
            untilThereIsRoom(whole);
            heldPositions.clear();
            positionsCommitted = now;
        }
    }

    private void untilThereIsRoom(Commit commit) throws InterruptedException {
        while (true) {
            try {
                ledger.commit(commit);
                if (trouble != null) {
                    trouble = null;
                    happenings.ledgerFreed();
                }
                return;
            } catch (Ledger.LedgerFull full) {
                if (trouble == null) {
                    happenings.ledgerFull(String.valueOf(full.getMessage()));
                }
                trouble = String.valueOf(full.getMessage());
                Thread.sleep(FULL_RETRY.toMillis());
            }
        }
    }

    /** Whether positions wait to be committed. */
    boolean holdsPositions() {
        return !heldPositions.isEmpty();
    }

    /** Why the latest commit did not succeed, or null. Any thread. */
    @Nullable
    String trouble() {
        return trouble;
    }
}
