package io.authwatch;

import io.authwatch.pipeline.Ledger;
import io.authwatch.pipeline.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Removes from time to time what is older or more than is to be kept. */
final class Pruner {
    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final Function<Instant, Retention> retention;
    private Instant pruned = Instant.EPOCH;

    /** {@code retention} says how much is to be kept as of a time. */
    Pruner(Ledger ledger, Function<Instant, Retention> retention) {
        this.ledger = ledger;
        this.retention = retention;
    }

    /** Does a piece of work if it is time. */
    void prune(Instant now) {
        if (now.isAfter(pruned.plus(PERIOD))) {
            pruned = now;
            try {
                ledger.prune(retention.apply(now));
            } catch (Ledger.LedgerFull full) {
                // Pruning needs a little room itself; the next commit says so, and then it is tried again.
                return;
            }
        }
    }
}
