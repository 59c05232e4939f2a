package io.authwatch.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;

/**
 * Opens connections to the ledger's file, set up as src/adr/0003-ledger-on-sqlite.md decides. Past the driver manager,
 * which would look for drivers through a class loader that is not ours.
 */
final class Sqlite {
    /** How long to wait for a lock that another program holds, such as the sqlite3 shell, milliseconds. */
    private static final int BUSY_TIMEOUT_MS = 2000;

    /** A page of a new file, octets: larger than SQLite's 4,096, for a log row is a chain of them. */
    static final int PAGE_OCTETS = 8192;

    /** What can be chosen only while the file is empty; asked again later it would write to the file. */
    private static final List<String> EMPTY_FILE =
            List.of("PRAGMA page_size = " + PAGE_OCTETS, "PRAGMA auto_vacuum = INCREMENTAL");

    private static final List<String> WRITER = List.of(
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            // Its default hook swallows the errors of its fsync: LogSpace does the work, and sees them.
            "PRAGMA wal_autocheckpoint = 0",
            "PRAGMA journal_size_limit = 67108864",
            "PRAGMA cache_size = -16384",
            "PRAGMA temp_store = MEMORY",
            "PRAGMA mmap_size = 0",
            "PRAGMA secure_delete = FAST",
            "PRAGMA foreign_keys = ON",
            "PRAGMA cell_size_check = ON",
            "PRAGMA trusted_schema = OFF");

    private static final List<String> READER = List.of(
            "PRAGMA cache_size = -4096",
            "PRAGMA temp_store = MEMORY",
            "PRAGMA mmap_size = 0",
            "PRAGMA query_only = ON",
            "PRAGMA cell_size_check = ON",
            "PRAGMA trusted_schema = OFF");

    private Sqlite() {}

    /** A connection that nothing was asked of yet. */
    static Connection connect(Path database) throws SQLException {
        return connect(database, false);
    }

    /** Makes a connection the one that writes. Writes nothing but an empty file's header. */
    static void setUpWriter(Connection connection) throws SQLException {
        if ("0".equals(ask(connection, "page_count"))) {
            execute(connection, EMPTY_FILE);
        }
        execute(connection, WRITER);
        require(connection, "journal_mode", "wal");
        require(connection, "synchronous", "2");
    }

    /**
     * Moves all that the write-ahead log holds into the database, and makes it durable there. At a start nobody knows
     * whether what a crash left in the log ever reached the disk; after this it has, and what is promised next rests on it.
     */
    static void settle(Connection connection, Consumer<String> warnings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)").close();
        } catch (SQLException e) {
            // What is in the ledger can be read and sent all the same; commits say so until there is room.
            if (!StorageFault.passes(e)) {
                throw e;
            }
            warnings.accept("opening the ledger: " + StorageFault.describe(e));
        }
    }

    /** A connection that only reads. */
    static Connection openReader(Path database) throws SQLException {
        Connection connection = connect(database, true);
        try {
            execute(connection, READER);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection connect(Path database, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        // The driver would ask for the last row's number after each row that we insert, and nobody wants it.
        config.setGetGeneratedKeys(false);
        // As a URI, so that a question mark in the path is not read as the begin of settings.
        return config.createConnection("jdbc:sqlite:file:" + database.toUri().getRawPath());
    }

    private static void execute(Connection connection, List<String> pragmas) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) {
                statement.execute(pragma);
            }
        }
    }

    /** SQLite ignores a pragma that it cannot follow: what the promise rests on is asked back. */
    private static void require(Connection connection, String pragma, String expected) throws SQLException {
        String actual = ask(connection, pragma);
        if (!expected.equals(actual)) {
            throw new SQLException("PRAGMA " + pragma + " is " + actual + ", and " + expected + " is needed");
        }
    }

    private static String ask(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
            return row.getString(1);
        }
    }
}
