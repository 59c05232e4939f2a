package io.authwatch.pipeline;

import io.authwatch.notify.Notification;
import io.authwatch.rule.StateCell;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where everything durable is kept; called by one thread only. One {@link #commit} is one transaction: when it returns,
 * all of it survives power loss; when it throws, none of it happened.
 */
public interface Ledger extends AutoCloseable {

    /**
     * Makes a commit durable.
     *
     * @throws LedgerFull if there is no room: nothing was written, and the same commit may be tried again
     * @throws LedgerFailed if the storage failed: what is on it is unknown, and the process must end
     */
    void commit(Commit commit);

    /** What a start needs; the log entries after the last checkpoint go to {@code replay}, oldest first. */
    Recovered recover(Consumer<LogEntry> replay);

    /** The text of the rules that decided what is to be replayed, or null if the ledger is new. */
    @Nullable
    String rules();

    /** Hands the state at the last checkpoint to {@code cells}. Call before {@link #recover}. */
    void restore(Consumer<StateCell> cells);

    /**
     * Removes what is older or more than is to be kept. Does a bounded piece of work a call.
     *
     * @return whether events went that are young enough, because there are too many
     */
    boolean prune(Retention retention);

    /**
     * Gives back room that was kept for the time when the storage is full, so that a little can be committed all the same.
     *
     * @return whether there was some
     */
    default boolean openReserve() {
        return false;
    }

    /**
     * Keeps that room, unless it is kept.
     *
     * @return false if there is no room for it: the storage is full
     */
    default boolean keepReserve() {
        return true;
    }

    @Override
    void close();

    /**
     * What a start finds.
     *
     * @param positions the inputs' positions
     * @param pending the notifications still to be sent, and the sent ones whose receipt is open
     * @param lastEvent the highest event id in the log, 0 if there is none
     */
    record Recovered(List<FilePosition> positions, List<Notification> pending, long lastEvent) {}

    /** There is no room on the storage. */
    final class LedgerFull extends RuntimeException {
        private static final long serialVersionUID = 1;

        public LedgerFull(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The storage failed. */
    final class LedgerFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        public LedgerFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
