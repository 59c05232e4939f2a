package io.authwatch.testkit;

import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.Ledger;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.pipeline.Retention;
import io.authwatch.rule.StateCell;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A ledger that forgets everything at its end; it can be full, and it can be slow. */
public final class MemoryLedger implements Ledger {
    private final List<Commit> commits = new CopyOnWriteArrayList<>();
    private volatile boolean full;
    private volatile boolean tooMany;
    private volatile boolean reserveKept = true;
    private volatile boolean hasReserve;
    private volatile Runnable beforeCommit = () -> {};

    /** All commits, in order. */
    public List<Commit> commits() {
        return commits;
    }

    /** Whether there are more events than are to be kept. */
    public void tooMany(boolean tooMany) {
        this.tooMany = tooMany;
    }

    public void full(boolean full) {
        this.full = full;
    }

    /** Gives it a reserve that suffices for whatever is committed. */
    public void reserve() {
        hasReserve = true;
    }

    @Override
    public boolean openReserve() {
        boolean some = hasReserve && reserveKept;
        reserveKept = false;
        return some;
    }

    @Override
    public boolean keepReserve() {
        reserveKept |= !full;
        return reserveKept;
    }

    /** Run on the writer's thread before each commit. */
    public void beforeCommit(Runnable beforeCommit) {
        this.beforeCommit = beforeCommit;
    }

    @Override
    public void commit(Commit commit) {
        beforeCommit.run();
        if (full && (reserveKept || !hasReserve)) {
            throw new LedgerFull("no room", new IllegalStateException("full"));
        }
        commits.add(commit);
    }

    @Override
    public @Nullable String rules() {
        return null;
    }

    @Override
    public void restore(Consumer<StateCell> cells) {}

    @Override
    public Recovered recover(Consumer<LogEntry> replay) {
        return new Recovered(List.of(), List.of(), 0);
    }

    @Override
    public boolean prune(Retention retention) {
        return tooMany;
    }

    @Override
    public void close() {}
}
