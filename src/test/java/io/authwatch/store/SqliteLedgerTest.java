package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.notify.Addressee;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Ledger;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.rule.StateCell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest {
    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();
    private SqliteLedger ledger;

    @BeforeEach
    void open() {
        ledger = SqliteLedger.open(directory, warnings::add);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void reopen() {
        ledger.close();
        open();
    }

    private final List<LogEntry> replayed = new ArrayList<>();

    private Ledger.Recovered recover() {
        replayed.clear();
        return ledger.recover(replayed::add);
    }

    private List<String> restored() {
        List<String> cells = new ArrayList<>();
        ledger.restore(cell -> cells.add(cell.key() + "=" + new String(cell.data(), StandardCharsets.UTF_8)));
        return cells;
    }

    @Test
    void ledger_thatIsNew_holdsNothing() {
        Ledger.Recovered recovered = recover();
        assertEquals(new Ledger.Recovered(List.of(), List.of(), 0), recovered);
        assertEquals(List.of(), replayed);
        assertEquals(List.of(), restored());
    }

    @Test
    void commit_comesBackWhole_afterReopening() {
        ledger.commit(new Commit(
                Given.entries(1, 3),
                List.of(Given.position("/var/log/auth.log", 10), Given.position("/b?c", 5)),
                List.of(Given.alert(1, "web-1")),
                List.of(Given.notification(1, "web-1"), Given.notification(2, "web-2")),
                null));
        reopen();
        Ledger.Recovered recovered = recover();
        assertEquals(Given.entries(1, 3), replayed);
        assertEquals(
                List.of(Given.position("/b?c", 5), Given.position("/var/log/auth.log", 10)), recovered.positions());
        assertEquals(List.of(Given.notification(1, "web-1"), Given.notification(2, "web-2")), recovered.pending());
        assertEquals(3, recovered.lastEvent());
        assertEquals(List.of(), warnings);
    }

    @Test
    void entries_ofEveryShape_areReplayedInOrder() {
        List<LogEntry> all = new ArrayList<>();
        for (long seed = 1; seed <= 100; seed++) {
            List<LogEntry> entries = new RandomEntries(seed).list();
            all.addAll(entries);
            ledger.commit(Given.commit(entries));
        }
        reopen();
        recover();
        assertEquals(all, replayed);
    }

    @Test
    void journalPosition_keepsItsCursor() {
        FilePosition first = FilePosition.journal(1_795_433_001_000_002L, "");
        FilePosition then = FilePosition.journal(1_795_433_001_000_003L, "s=a;i=2");
        ledger.commit(new Commit(List.of(), List.of(first), List.of(), List.of(), null));
        assertEquals(List.of(first), recover().positions());
        ledger.commit(new Commit(List.of(), List.of(then, Given.position("/a", 1)), List.of(), List.of(), null));
        assertEquals(List.of(Given.position("/a", 1), then), recover().positions());
    }

    @Test
    void position_committedTwice_isTheLastOne() {
        ledger.commit(new Commit(
                List.of(), List.of(Given.position("/a", 1), Given.position("/a", 2)), List.of(), List.of(), null));
        ledger.commit(new Commit(List.of(), List.of(Given.position("/a", 3)), List.of(), List.of(), null));
        assertEquals(List.of(Given.position("/a", 3)), recover().positions());
    }

    @Test
    void notification_keepsWhomItGoesTo() {
        Notification plain = Given.notification(1, "web-1");
        Notification addressed = plain.addressed("a1-1-ops", "Ops: guessing", new Addressee("ops", "iphone", "siren"));
        ledger.commit(new Commit(List.of(), List.of(), List.of(), List.of(plain, addressed), null));
        assertEquals(List.of(plain, addressed), ledger.recover(entry -> {}).pending());
    }

    @Test
    void notification_thatWasSent_isPendingNoMore() {
        Notification pending = Given.notification(1, "web-1");
        Notification sent =
                pending.after(NotificationState.SENT, Given.NOON, DeliveryReason.SENT, null, "request-1", "receipt-1");
        ledger.commit(new Commit(List.of(), List.of(), List.of(), List.of(pending), null));
        ledger.commit(new Commit(List.of(), List.of(), List.of(), List.of(sent), null));
        assertEquals(List.of(), recover().pending());
    }

    @Test
    void checkpoint_endsTheReplayBeforeIt() {
        ledger.commit(Given.commit(Given.entries(1, 2)));
        ledger.commit(Given.checkpoint("rules 1", Given.cell("a", "1"), Given.cell("b", "2")));
        ledger.commit(Given.commit(Given.entries(3, 4)));
        reopen();
        Ledger.Recovered recovered = recover();
        assertEquals(Given.entries(3, 4), replayed);
        assertEquals("rules 1", ledger.rules());
        assertEquals(4, recovered.lastEvent());
        assertEquals(List.of("a=1", "b=2"), restored());
    }

    @Test
    void checkpoint_coversTheEntriesOfItsOwnCommit() {
        ledger.commit(new Commit(
                Given.entries(1, 2),
                List.of(),
                List.of(),
                List.of(),
                new Commit.Checkpoint(List.of(Given.cell("a", "1")), "1", "rules 1")));
        recover();
        assertEquals(List.of(), replayed);
    }

    @Test
    void checkpoint_changesOnlyItsCells() {
        ledger.commit(Given.checkpoint("1", Given.cell("a", "1"), Given.cell("b", "2"), Given.cell("c", "3")));
        ledger.commit(Given.checkpoint("2", Given.cell("b", ""), Given.cell("c", "4"), Given.cell("d", "5")));
        reopen();
        assertEquals(List.of("a=1", "c=4", "d=5"), restored());
        assertEquals("2", ledger.rules());
    }

    @Test
    void cell_ofTheSameKeyInOneCheckpoint_isTheLastOne() {
        ledger.commit(Given.checkpoint("1", Given.cell("a", "1"), Given.cell("a", ""), Given.cell("a", "2")));
        assertEquals(List.of("a=2"), restored());
    }

    @Test
    void cell_keepsItsOctets_andItsHostileKey() {
        byte[] data = {0, 1, -1, 127};
        ledger.commit(Given.checkpoint("1", new StateCell("window", "r", "a\u0000b\u001f\n€😀", data)));
        reopen();
        List<StateCell> cells = new ArrayList<>();
        ledger.restore(cells::add);
        assertEquals("a\u0000b\u001f\n€😀", cells.get(0).key());
        assertArrayEquals(data, cells.get(0).data());
    }

    @Test
    void lastEvent_survivesAPrunedLog() {
        ledger.commit(Given.commit(Given.entries(1, 9)));
        ledger.commit(Given.checkpoint("1"));
        ledger.prune(new io.authwatch.pipeline.Retention(Given.NOON, 0, Duration.ofDays(30), Duration.ofDays(90)));
        reopen();
        assertEquals(9, recover().lastEvent());
        ledger.commit(Given.commit(Given.entries(10, 10)));
        reopen();
        recover();
        assertEquals(Given.entries(10, 10), replayed);
    }

    @Test
    void row_thatIsDamaged_isLeftOutAndTold() throws SQLException {
        for (long id = 1; id <= 5; id++) {
            ledger.commit(Given.commit(Given.entries(id, id)));
        }
        execute("UPDATE log SET entries = CAST('nonsense' AS BLOB) WHERE seq = 3");
        recover();
        assertEquals(List.of(Given.entry(1), Given.entry(2), Given.entry(4), Given.entry(5)), replayed);
        assertEquals(1, ledger.corruptRows());
        assertEquals(List.of("row 3 of the ledger's log is damaged and is left out: its checksum is wrong"), warnings);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = ledger.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
