package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Alert;
import io.authwatch.auth.AuthEvent;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.rule.Priority;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHistoryTest {
    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();
    private SqliteLedger ledger;
    private SqliteHistory history;

    @BeforeEach
    void open() {
        ledger = SqliteLedger.open(directory, warnings::add);
        history = SqliteHistory.open(directory, warnings::add);
    }

    @AfterEach
    void close() {
        history.close();
        ledger.close();
    }

    private void happen(long from, long to, int perCommit) {
        for (long id = from; id <= to; id += perCommit) {
            List<LogEntry> entries = new ArrayList<>();
            for (long i = id; i < id + perCommit && i <= to; i++) {
                entries.add(new LogEntry.Happened(Given.NOON, Given.event(i, "web-" + i % 5), i % 2 == 0, 1));
                entries.add(new LogEntry.Ticked(Given.NOON));
            }
            ledger.commit(Given.commit(entries));
        }
    }

    private List<Long> ids(long before, String host, int limit) {
        return history.events(before, host, limit).stream().map(AuthEvent::id).toList();
    }

    @Test
    void events_areNewestFirst_acrossRows() {
        happen(1, 1000, 7);
        List<Long> expected =
                LongStream.rangeClosed(1, 1000).map(i -> 1001 - i).boxed().toList();
        assertEquals(expected, ids(Long.MAX_VALUE, null, 10_000));
        assertEquals(expected.subList(0, 100), ids(Long.MAX_VALUE, null, 100));
        assertEquals(List.of(499L, 498L, 497L), ids(500, null, 3));
        assertEquals(List.of(), ids(1, null, 10));
        assertEquals(List.of(), ids(Long.MAX_VALUE, null, 0));
    }

    @Test
    void events_pageByPage_areAllOfThemOnce() {
        happen(1, 500, 3);
        List<Long> all = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (true) {
            List<Long> page = ids(before, "web-3", 7);
            if (page.isEmpty()) {
                break;
            }
            all.addAll(page);
            before = page.get(page.size() - 1);
        }
        assertEquals(100, all.size());
        assertEquals(498, all.get(0));
        assertEquals(3, all.get(99));
    }

    @Test
    void events_ofAHost_areOfThatHostAlone() {
        happen(1, 100, 10);
        assertEquals(List.of(99L, 94L), ids(Long.MAX_VALUE, "web-4", 2));
        assertEquals(List.of(), ids(Long.MAX_VALUE, "web", 10));
        assertEquals(List.of(), ids(Long.MAX_VALUE, "192.0.2.7", 10));
        assertEquals(List.of(), ids(Long.MAX_VALUE, "", 10));
    }

    @Test
    void event_isTheOneThatWasCommitted() {
        happen(1, 1, 1);
        assertEquals(List.of(Given.event(1, "web-1")), history.events(2, null, 1));
    }

    @Test
    void rowThatIsDamaged_isLeftOut_andToldOnce() throws SQLException {
        happen(1, 9, 3);
        try (Statement statement = ledger.connection().createStatement()) {
            statement.execute("UPDATE log SET entries = x'0102030405' WHERE seq = 2");
        }
        assertEquals(List.of(9L, 8L, 7L, 3L, 2L, 1L), ids(Long.MAX_VALUE, null, 100));
        ids(Long.MAX_VALUE, null, 100);
        assertEquals(List.of("row 2 of the ledger's log is damaged and is left out: its checksum is wrong"), warnings);
        assertEquals(1, history.corruptRows());
    }

    @Test
    void alerts_areNewestFirst_andKeepTheirPlace() {
        commit(List.of(Given.alert(1, "web-1"), Given.alert(2, "web-2")), List.of());
        commit(List.of(Given.alert(3, "web-1")), List.of());
        commit(List.of(Given.alert(1, "web-1")), List.of());
        assertEquals(
                List.of(Given.alert(3, "web-1"), Given.alert(2, "web-2"), Given.alert(1, "web-1")),
                history.alerts(null, null, 10));
        assertEquals(List.of(Given.alert(3, "web-1"), Given.alert(1, "web-1")), history.alerts(null, "web-1", 10));
        assertEquals(List.of(Given.alert(2, "web-2")), history.alerts("a3", null, 1));
        assertEquals(List.of(Given.alert(1, "web-1")), history.alerts("a3", "web-1", 1));
        assertEquals(List.of(), history.alerts("a1", null, 10));
        assertEquals(List.of(), history.alerts("none", null, 10));
        assertEquals(List.of(), history.alerts(null, null, 0));
    }

    @Test
    void alert_ofEveryShape_comesBackAsItWas() {
        List<List<String>> keys = List.of(
                List.of(), List.of(""), List.of("", ""), List.of("-", "a\u001fb", "\u001eu"), List.of("€\u0000😀"));
        List<Alert> alerts = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            List<String> key = keys.get(priority.ordinal());
            Alert plain = Given.alert(priority.ordinal(), "web\u0000'--");
            alerts.add(
                    0,
                    new Alert(
                            plain.id(),
                            "r\n",
                            key,
                            priority,
                            plain.state(),
                            plain.host(),
                            Given.NOON,
                            Instant.parse("1969-12-31T23:59:59.999999999Z"),
                            Long.MAX_VALUE,
                            0,
                            -1,
                            ""));
        }
        List<Alert> oldestFirst = new ArrayList<>(alerts);
        java.util.Collections.reverse(oldestFirst);
        commit(oldestFirst, List.of());
        assertEquals(alerts, history.alerts(null, null, 10));
        assertEquals(alerts, history.alerts(null, "web\u0000'--", 10));
    }

    @Test
    void alert_thatChanged_isTheLastOneOfItsCommit() {
        Alert closed = new Alert(
                "a1",
                "guessing",
                List.of("x"),
                Priority.HIGH,
                io.authwatch.alert.AlertState.CLOSED,
                "web-9",
                Given.NOON,
                Given.NOON,
                99,
                0,
                12,
                "closed");
        commit(List.of(Given.alert(1, "web-1"), Given.alert(2, "web-1"), closed), List.of());
        assertEquals(List.of(Given.alert(2, "web-1"), closed), history.alerts(null, null, 10));
    }

    @Test
    void notification_afterAnAttempt_tellsWhatBecameOfIt() {
        Notification pending = Given.notification(1, "web-1");
        commit(List.of(), List.of(pending, Given.notification(2, "web-2")));
        for (DeliveryReason reason : DeliveryReason.values()) {
            Notification after = pending.after(
                    NotificationState.FAILED, Given.NOON.plusNanos(1), reason, "why\n", "request", "receipt");
            commit(List.of(), List.of(after));
            assertEquals(List.of(Given.notification(2, "web-2"), after), history.notifications(null, null, 10));
        }
        assertEquals(List.of(Given.notification(2, "web-2")), history.notifications(null, "web-2", 10));
        assertEquals("a1-1", history.notifications("a2-1", null, 10).get(0).id());
    }

    private void commit(List<Alert> alerts, List<Notification> notifications) {
        ledger.commit(new Commit(List.of(), List.of(), alerts, notifications, null));
    }

    @Test
    void readers_besideTheWriter_seeWholeCommits() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(this::readUntilAllIsThere));
            }
            happen(1, 2000, 10);
            for (Future<Integer> reader : readers) {
                assertTrue(reader.get() > 0);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private int readUntilAllIsThere() {
        int reads = 0;
        while (true) {
            List<Long> ids = ids(Long.MAX_VALUE, null, 1);
            reads++;
            if (!ids.isEmpty()) {
                assertEquals(0, ids.get(0) % 10, "half a commit was seen");
                if (ids.get(0) == 2000) {
                    return reads;
                }
            }
        }
    }

    @Test
    void history_cannotWrite() {
        try (Readers readers = new Readers(directory.resolve(SqliteLedger.FILE_NAME))) {
            var failed = assertThrows(
                    io.authwatch.pipeline.Ledger.LedgerFailed.class,
                    () -> readers.read(
                            "writing",
                            connection -> connection.createStatement().executeUpdate("DELETE FROM log")));
            assertTrue(failed.getMessage().contains("SQLITE_READONLY"), failed.getMessage());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void history_withoutALedger_isRefused() {
        Path nowhere = directory.resolve("nowhere");
        String message = assertThrows(CannotOpenLedger.class, () -> SqliteHistory.open(nowhere, warnings::add))
                .getMessage();
        assertTrue(message.startsWith("the ledger " + nowhere.resolve("authwatch.db") + " cannot be read: "), message);
    }

    @Test
    void eventsSince_areOldestFirst_andSayWhetherThereIsMore() {
        List<LogEntry> all = Given.entries(1, 5_000);
        for (int from = 0; from < all.size(); from += 100) {
            ledger.commit(Given.commit(all.subList(from, from + 100)));
        }
        List<LogEntry> found = new ArrayList<>();
        assertTrue(history.since(Given.NOON.plusMillis(2_345), found::add), "there is something older");
        assertEquals(all.subList(2_344, 5_000), found);
        found.clear();
        assertEquals(false, history.since(Given.NOON.plusMillis(1), found::add), "that is all there is");
        assertEquals(all, found);
    }

    @Test
    void eventsSince_ofAnEmptyHistory_areNone() {
        List<LogEntry> found = new ArrayList<>();
        assertEquals(false, history.since(Instant.EPOCH, found::add));
        assertEquals(List.of(), found);
    }

    @Test
    void eventsSince_areThoseOfTheBeginning_whateverIsWrittenMeanwhile() {
        happen(1, 100, 10);
        List<LogEntry> found = new ArrayList<>();
        history.since(Given.NOON.minusSeconds(1), entry -> {
            found.add(entry);
            happen(100 + found.size(), 100 + found.size(), 1);
        });
        assertEquals(100, found.size());
    }
}
