package io.authwatch;

import io.authwatch.pipeline.Happenings;
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
    private final Happenings happenings;
    private Instant pruned = Instant.EPOCH;

    /** {@code retention} says how much is to be kept as of a time. */
    Pruner(Ledger ledger, Function<Instant, Retention> retention, Happenings happenings) {
        this.ledger = ledger;
        this.retention = retention;
        this.happenings = happenings;
    }

    /** Does a piece of work if it is time. */
    void prune(Instant now) {
        if (now.isAfter(pruned.plus(PERIOD))) {
            pruned = now;
            try {
                if (ledger.prune(retention.apply(now))) {
                    happenings.limitHit("history");
                }
            } catch (Ledger.LedgerFull full) {
                // Pruning needs a little room itself; the next commit says so, and then it is tried again.
                return;
            }
        }
    }
}
