package io.authwatch.store;

import io.authwatch.pipeline.Ledger.LedgerFailed;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Runs work as one transaction: all of it or nothing.
 *
 * <pre>
 *            ┌── work and COMMIT succeed ───────────────────────────────▶ usable
 *  usable ───┼── no room, or locked: ROLLBACK ──▶ LedgerFull ───────────▶ usable
 *            ├── our own mistake: ROLLBACK ─────▶ the exception ────────▶ usable
 *            └── the storage failed ────────────▶ LedgerFailed ─────────▶ broken: nothing is ever tried again
 * </pre>
 *
 * After a failed fsync the kernel may take the lost pages for clean, and a second fsync would answer with success. So
 * nothing more is asked of the storage, not even a rollback, nor the clean-up of closing.
 */
final class Transactions {
    private final Prepared begin;
    private final Prepared commit;
    private final Prepared rollback;
    private @Nullable LedgerFailed broken;

    Transactions(Connection connection) throws SQLException {
        begin = new Prepared(connection, "BEGIN IMMEDIATE");
        commit = new Prepared(connection, "COMMIT");
        rollback = new Prepared(connection, "ROLLBACK");
    }

    /** Something to do in a transaction. */
    interface Work {
        void run() throws SQLException;
    }

    /** Runs {@code work} in a transaction; {@code doing} begins the message if it fails. */
    void run(String doing, Work work) {
        refuseIfBroken();
        try {
            begin.run();
            work.run();
            commit.run();
        } catch (SQLException e) {
            throw undone(e, doing);
        } catch (RuntimeException | Error e) {
            rollback(doing);
            throw e;
        }
    }

    /** Runs {@code work} outside a transaction. */
    void plainly(String doing, Work work) {
        refuseIfBroken();
        try {
            work.run();
        } catch (SQLException e) {
            throw StorageFault.passes(e) ? StorageFault.of(e, doing) : broken(e, doing);
        }
    }

    /** Whether the storage failed. */
    boolean isBroken() {
        return broken != null;
    }

    private void refuseIfBroken() {
        if (broken != null) {
            throw new LedgerFailed("nothing is tried after: " + broken.getMessage(), broken);
        }
    }

    private RuntimeException undone(SQLException e, String doing) {
        if (!StorageFault.passes(e)) {
            return broken(e, doing);
        }
        rollback(doing);
        return StorageFault.of(e, doing);
    }

    private void rollback(String doing) {
        try {
            rollback.run();
        } catch (SQLException e) {
            // SQLite may have rolled back by itself (sqlite.org/lang_transaction.html, section 3).
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                throw broken(e, doing + ", and then undoing it");
            }
        }
    }

    private LedgerFailed broken(SQLException e, String doing) {
        LedgerFailed failed = new LedgerFailed(doing + ": " + StorageFault.describe(e), e);
        broken = failed;
        return failed;
    }
}
