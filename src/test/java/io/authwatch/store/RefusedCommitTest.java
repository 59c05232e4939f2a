package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.Ledger;
import io.authwatch.pipeline.Ledger.LedgerFull;
import io.authwatch.pipeline.LogEntry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that cannot be made: which may be tried again, and that none leaves a trace. */
class RefusedCommitTest {
    @TempDir
    private Path directory;

    private final List<LogEntry> replayed = new ArrayList<>();
    private SqliteLedger ledger;

    @BeforeEach
    void open() {
        ledger = SqliteLedger.open(directory, warning -> {});
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void reopen() {
        ledger.close();
        open();
    }

    private Ledger.Recovered recover() {
        replayed.clear();
        return ledger.recover(replayed::add);
    }

    @Test
    void storage_withoutRoom_refusesTheCommitWhole_andTakesItLater() throws SQLException {
        ledger.commit(Given.commit(Given.entries(1, 1)));
        execute("PRAGMA max_page_count = 1");
        Commit large = new Commit(
                Given.entries(2, 2000),
                List.of(Given.position("/a", 7)),
                List.of(Given.alert(1, "web-1")),
                List.of(Given.notification(1, "web-1")),
                new Commit.Checkpoint(List.of(Given.cell("a", "1")), "1", "rules"));
        for (int attempt = 0; attempt < 3; attempt++) {
            LedgerFull full = assertThrows(LedgerFull.class, () -> ledger.commit(large));
            assertEquals("a commit: there is no room on the storage (SQLITE_FULL)", full.getMessage());
        }
        Ledger.Recovered before = recover();
        assertEquals(Given.entries(1, 1), replayed);
        assertEquals(new Ledger.Recovered(List.of(), List.of(), 1), before);
        execute("PRAGMA max_page_count = 1000000");
        ledger.commit(large);
        ledger.commit(Given.commit(Given.entries(2001, 2001)));
        reopen();
        Ledger.Recovered after = recover();
        assertEquals(Given.entries(2001, 2001), replayed);
        assertEquals(List.of(Given.position("/a", 7)), after.positions());
        assertEquals(List.of(Given.notification(1, "web-1")), after.pending());
    }

    @Test
    void storage_withoutRoomAmongTheRowsBesideTheLog_leavesNoTraceOfThem() throws SQLException {
        List<io.authwatch.alert.Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            alerts.add(Given.alert(i, "web-" + i));
        }
        execute("PRAGMA max_page_count = 30");
        Commit large = new Commit(Given.entries(1, 1), List.of(), alerts, List.of(), null);
        assertThrows(LedgerFull.class, () -> ledger.commit(large));
        assertEquals(0, number("SELECT count(*) FROM alert"));
        assertEquals(0, number("SELECT count(*) FROM log"));
        execute("PRAGMA max_page_count = 1000000");
        ledger.commit(Given.commit(Given.entries(1, 1)));
        assertEquals(0, number("SELECT count(*) FROM alert"));
        ledger.commit(large);
        assertEquals(2000, number("SELECT count(*) FROM alert"));
    }

    @Test
    void database_thatAnotherProgramLocks_refusesTheCommit_andTakesItLater() throws SQLException {
        execute("PRAGMA busy_timeout = 1");
        try (Connection other = Sqlite.connect(directory.resolve(SqliteLedger.FILE_NAME));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            LedgerFull full = assertThrows(LedgerFull.class, () -> ledger.commit(Given.commit(Given.entries(1, 1))));
            assertEquals("a commit: another program holds the lock of the database (SQLITE_BUSY)", full.getMessage());
        }
        ledger.commit(Given.commit(Given.entries(1, 1)));
        recover();
        assertEquals(Given.entries(1, 1), replayed);
    }

    @Test
    void mistakeOfOurOwn_leavesNoTrace_andTheLedgerUsable() {
        List<LogEntry> broken = new ArrayList<>(Given.entries(1, 1));
        broken.add(null);
        assertThrows(NullPointerException.class, () -> ledger.commit(Given.commit(broken)));
        ledger.commit(Given.commit(Given.entries(1, 1)));
        recover();
        assertEquals(Given.entries(1, 1), replayed);
    }

    @Test
    void storage_thatFails_isNeverAskedAgain() throws SQLException {
        ledger.commit(Given.commit(Given.entries(1, 1)));
        execute("DROP TABLE position");
        Commit commit = new Commit(Given.entries(2, 2), List.of(Given.position("/a", 1)), List.of(), List.of(), null);
        Ledger.LedgerFailed first = assertThrows(Ledger.LedgerFailed.class, () -> ledger.commit(commit));
        assertTrue(first.getMessage().startsWith("a commit: "), first.getMessage());
        Ledger.LedgerFailed second =
                assertThrows(Ledger.LedgerFailed.class, () -> ledger.commit(Given.commit(Given.entries(3, 3))));
        assertEquals("nothing is tried after: " + first.getMessage(), second.getMessage());
        assertThrows(Ledger.LedgerFailed.class, () -> ledger.recover(entry -> {}));
        assertNull(second.getCause().getCause().getCause());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = ledger.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = ledger.connection().createStatement();
                var row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }
}
