package io.authwatch;

import io.authwatch.pipeline.Commit;
import java.time.Duration;
import java.time.Instant;

/** When the next checkpoint is due: so that a start has little to replay, and a commit little to carry. */
final class Cadence {
    private static final int ENTRIES = 200_000;
    /** Changed keys that wait for it at most: some 5 MB, and a transaction of 25 ms (src/bench/run-ledger). */
    private static final int KEYS = 10_000;

    private static final Duration PERIOD = Duration.ofMinutes(5);

    private Instant latest;
    private int entries;
    private boolean wanted;

    /** As of a start. */
    Cadence(Instant now) {
        this.latest = now;
    }

    /** The next commit must be one: other rules decide from now on, and a replay must never meet them. */
    void want() {
        wanted = true;
    }

    /** Whether the next commit must be one, whatever it costs. */
    boolean isWanted() {
        return wanted;
    }

    /**
     * Whether the next commit should be one.
     *
     * @param unlogged whether there is state that no log entry holds
     * @param changedKeys how many keys of rules it would have to hold
     */
    boolean isDue(Instant now, boolean unlogged, int changedKeys) {
        return entries > ENTRIES
                || changedKeys > KEYS
                || ((entries > 0 || unlogged) && now.isAfter(latest.plus(PERIOD)));
    }

    /** A commit was made, with so many log entries. */
    void committed(Commit commit, int logged, Instant now) {
        if (commit.checkpoint() == null) {
            entries += logged;
        } else {
            entries = 0;
            latest = now;
            wanted = false;
        }
    }
}
