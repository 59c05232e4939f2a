package io.authwatch.store;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Counts rows of the log that cannot be read, and tells each once. Safe for several threads. */
final class CorruptRows {
    /** How many rows are remembered as told; beyond that one may be told again. */
    private static final int TOLD_MAX = 1000;

    private final Consumer<String> warnings;
    private final Set<Long> told = new LinkedHashSet<>();
    private long count;

    CorruptRows(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** The row {@code seq} cannot be read; it is skipped. */
    synchronized void found(long seq, String fault) {
        if (told.contains(seq)) {
            return;
        }
        if (told.size() < TOLD_MAX) {
            told.add(seq);
        }
        count++;
        warnings.accept("row " + seq + " of the ledger's log is damaged and is left out: " + fault);
    }

    /** How many were found. */
    synchronized long count() {
        return count;
    }
}
