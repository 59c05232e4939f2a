package io.authwatch.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps SQLite's files small: moves what the write-ahead log holds into the database, and gives free pages back to the
 * file system.
 *
 * <p>SQLite could do the first by itself after a commit, but then it keeps the errors of its fsync to itself, and an error
 * after the commit could not be told from one of the commit. Here it is done before a transaction begins.
 */
final class LogSpace {
    /** How much may be written before the write-ahead log is emptied, octets. */
    private static final long WRITTEN_OCTETS_MAX = 16 << 20;

    /** What a commit writes beside its blob: about this many pages. */
    private static final long COMMIT_OCTETS = 6 * Sqlite.PAGE_OCTETS;

    /** A row of another table dirties about a page of its own, and one of an index. */
    private static final long ROW_OCTETS = 2 * Sqlite.PAGE_OCTETS;

    /** Free pages that are kept for what comes: at least so many (16 MiB), and a quarter of the file. */
    private static final long FREE_PAGES_KEPT = 2048;

    /** Pages given back a call: 8 MiB. */
    private static final int PAGES_A_CALL = 1024;

    private final Connection connection;
    private long writtenOctets;

    LogSpace(Connection connection) {
        this.connection = connection;
    }

    /** A commit was written: a blob of {@code octets}, and {@code rows} rows beside it. */
    void wrote(long octets, long rows) {
        writtenOctets += octets + COMMIT_OCTETS + rows * ROW_OCTETS;
    }

    /** Empties the write-ahead log if enough was written. Outside of a transaction. */
    void emptyLog() throws SQLException {
        if (writtenOctets >= WRITTEN_OCTETS_MAX) {
            number("wal_checkpoint(PASSIVE)");
            writtenOctets = 0;
        }
    }

    /** Gives pages back if far more are free than will be needed soon. Inside of a transaction. */
    void giveBack() throws SQLException {
        if (excess() <= 0) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            // As an update, for the driver then runs all its steps: each gives one page back.
            statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_A_CALL + ")");
        }
        wrote((long) PAGES_A_CALL * Sqlite.PAGE_OCTETS, 0);
    }

    /** How many more pages are free than are kept; 0 or less if none. */
    long excess() throws SQLException {
        return number("freelist_count") - Math.max(FREE_PAGES_KEPT, number("page_count") / 4);
    }

    private long number(String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
            return row.getLong(1);
        }
    }
}
