package io.authwatch;

import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Ledger;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes commits durable, one after the other: one for which there is no room is tried again until there is. Positions
 * without effects wait a moment, so that a quiet file costs no fsync a line; so does what
 * an input must know again.
 *
 * <pre>
 *           no room: the reserve is opened, and the commit tried again
 *   ROOMY ────────────────────────────────────────────────────────────▶ TIGHT: nothing of an input is decided,
 *         ◀────────────────────────────────────────────────────────────        what is ours is committed and sent
 *           there is room to keep the reserve again
 * </pre>
 *
 * <p>Without a reserve, or beyond it, the commit is tried again until there is room, and nothing else happens.
 */
final class Committer {
    /** A crash re-reads at most this much of a file's lines that had no effect. */
    static final Duration POSITION_PERIOD = Duration.ofSeconds(1);

    private static final Duration FULL_RETRY = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Happenings happenings;
    private final Map<String, FilePosition> heldPositions = new LinkedHashMap<>();
    private final Map<String, StateCell> heldMemory = new LinkedHashMap<>();
    private Instant heldCommitted = Instant.EPOCH;
    private final BooleanSupplier givesUp;
    private boolean tight;
    private volatile @Nullable String trouble;

    /** {@code givesUp} says whether a commit without room is not to be tried again: the program stops. */
    Committer(Ledger ledger, Happenings happenings, BooleanSupplier givesUp) {
        this.ledger = ledger;
        this.happenings = happenings;
        this.givesUp = givesUp;
    }

    /** Whether there is room for what inputs read; looks, where there was none. */
    boolean hasRoom() {
        if (ledger.keepReserve()) {
            tight = false;
            freed();
        } else if (!tight) {
            tight = true;
            full("the storage has no room for the reserve");
        }
        return !tight;
    }

    /**
     * Returns when the commit is durable, or, if it has no effects and {@code mayWait}, at once.
     *
     * @throws Ledger.LedgerFailed if the storage failed: the process must end
     * @throws Ledger.LedgerFull if there is no room, and it is not to be waited for
     */
    void commit(Commit commit, Instant now, boolean mayWait) throws InterruptedException {
        commit.positions().forEach(position -> heldPositions.put(position.path(), position));
        commit.memory().forEach(cell -> heldMemory.put(cell.key(), cell));
        boolean noEffects = commit.with(List.of(), List.of()).isEmpty();
        if (noEffects && mayWait && now.isBefore(heldCommitted.plus(POSITION_PERIOD))) {
            return;
        }
        Commit whole = commit.with(List.copyOf(heldPositions.values()), List.copyOf(heldMemory.values()));
        if (!whole.isEmpty()) {
            untilThereIsRoom(whole);
            heldPositions.clear();
            heldMemory.clear();
            heldCommitted = now;
        }
    }

    private void untilThereIsRoom(Commit commit) throws InterruptedException {
        while (true) {
            try {
                ledger.commit(commit);
                if (!tight) {
                    freed();
                }
                return;
            } catch (Ledger.LedgerFull noRoom) {
                full(String.valueOf(noRoom.getMessage()));
                if (ledger.openReserve()) {
                    tight = true;
                } else if (givesUp.getAsBoolean()) {
                    throw noRoom;
                } else {
                    Thread.sleep(FULL_RETRY.toMillis());
                }
            }
        }
    }

    private void full(String why) {
        if (trouble == null) {
            happenings.ledgerFull(why);
        }
        trouble = why;
    }

    private void freed() {
        if (trouble != null) {
            trouble = null;
            happenings.ledgerFreed();
        }
    }

    /** Whether something waits to be committed. */
    boolean holds() {
        return !heldPositions.isEmpty() || !heldMemory.isEmpty();
    }

    /** Why the latest commit did not succeed, or null. Any thread. */
    @Nullable
    String trouble() {
        return trouble;
    }
}
