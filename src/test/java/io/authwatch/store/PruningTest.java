package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Alert;
import io.authwatch.auth.AuthEvent;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.pipeline.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    private static final long MANY = 1_000_000;
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration QUARTER = Duration.ofDays(90);

    @TempDir
    private Path directory;

    private SqliteLedger ledger;
    private SqliteHistory history;

    @BeforeEach
    void open() {
        ledger = SqliteLedger.open(directory, warning -> {});
        history = SqliteHistory.open(directory, warning -> {});
    }

    @AfterEach
    void close() {
        history.close();
        ledger.close();
    }

    private List<Long> events() {
        return history.events(Long.MAX_VALUE, null, 100_000).stream()
                .map(AuthEvent::id)
                .toList();
    }

    private static Retention keep(Instant now, long events) {
        return new Retention(now, events, MONTH, QUARTER);
    }

    @Test
    void events_beyondTheirNumber_go_oldestFirst() {
        for (long id = 1; id <= 10; id++) {
            ledger.commit(Given.commit(Given.entries(id, id)));
        }
        ledger.commit(Given.checkpoint("1"));
        assertTrue(ledger.prune(keep(Given.NOON, 3)), "there were too many");
        assertFalse(ledger.prune(keep(Given.NOON, 3)));
        assertEquals(List.of(10L, 9L, 8L), events());
        ledger.prune(keep(Given.NOON, 0));
        assertEquals(List.of(), events());
    }

    @Test
    void events_ofARowThatIsNeededInPart_stayAll() {
        ledger.commit(Given.commit(Given.entries(1, 5)));
        ledger.commit(Given.commit(Given.entries(6, 7)));
        ledger.commit(Given.checkpoint("1"));
        ledger.prune(keep(Given.NOON, 3));
        assertEquals(7, events().size());
        ledger.prune(keep(Given.NOON, 2));
        assertEquals(List.of(7L, 6L), events());
    }

    @Test
    void events_beyondTheirAge_go() {
        ledger.commit(Given.commit(List.of(at(1, Given.NOON))));
        ledger.commit(Given.commit(List.of(at(2, Given.NOON.plusSeconds(10)))));
        ledger.commit(Given.checkpoint("1"));
        ledger.prune(keep(Given.NOON.plus(MONTH), MANY));
        assertEquals(List.of(2L, 1L), events());
        assertFalse(ledger.prune(keep(Given.NOON.plus(MONTH).plusNanos(1), MANY)), "they were too old, not too many");
        assertEquals(List.of(2L), events());
    }

    private static LogEntry at(long id, Instant now) {
        return new LogEntry.Happened(now, Given.event(id, "web-1"), true, 1);
    }

    @Test
    void rows_afterTheLastCheckpoint_stay() {
        ledger.commit(Given.commit(Given.entries(1, 1)));
        ledger.prune(keep(Given.NOON.plus(MONTH.multipliedBy(2)), 0));
        assertEquals(List.of(1L), events());
        ledger.commit(Given.checkpoint("1"));
        ledger.commit(Given.commit(Given.entries(2, 2)));
        ledger.prune(keep(Given.NOON.plus(MONTH.multipliedBy(2)), 0));
        assertEquals(List.of(2L), events());
    }

    @Test
    void rowsWithoutEvents_goWithTheCheckpoint_whereverTheyStand() throws SQLException {
        ledger.commit(Given.commit(Given.entries(1, 1)));
        ledger.commit(Given.commit(List.of(new LogEntry.Ticked(Given.NOON))));
        ledger.commit(Given.commit(Given.entries(2, 2)));
        ledger.commit(Given.commit(List.of(new LogEntry.Ticked(Given.NOON))));
        ledger.commit(Given.checkpoint("1"));
        ledger.commit(Given.commit(List.of(new LogEntry.Ticked(Given.NOON))));
        ledger.prune(keep(Given.NOON, MANY));
        assertEquals(3, number("SELECT count(*) FROM log"));
        assertEquals(List.of(2L, 1L), events());
    }

    @Test
    void numberOfEvents_isKnownAgainAfterReopening() {
        for (long id = 1; id <= 10; id++) {
            ledger.commit(Given.commit(Given.entries(id, id)));
        }
        ledger.commit(Given.checkpoint("1"));
        close();
        open();
        ledger.prune(keep(Given.NOON, 4));
        assertEquals(4, events().size());
    }

    @Test
    void call_doesABoundedPieceOfWork() {
        for (long id = 1; id <= 2500; id++) {
            ledger.commit(Given.commit(Given.entries(id, id)));
        }
        ledger.commit(Given.checkpoint("1"));
        ledger.prune(keep(Given.NOON, 10));
        assertEquals(1500, events().size());
        ledger.prune(keep(Given.NOON, 10));
        assertEquals(500, events().size());
        ledger.prune(keep(Given.NOON, 10));
        assertEquals(10, events().size());
    }

    @Test
    void alertsAndNotifications_beyondTheirAge_go_unlessStillToBeSent() {
        List<Alert> alerts = new ArrayList<>();
        List<Notification> notifications = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            alerts.add(Given.alert(i, "web-1"));
            Notification pending = Given.notification(i, "web-1");
            notifications.add(i % 2 == 0 ? pending : sent(pending));
        }
        ledger.commit(new Commit(List.of(), List.of(), alerts, notifications, null));
        // Alert i was last seen 5 + i seconds after noon, notification i decided 1 + i seconds after.
        ledger.prune(keep(Given.NOON.plus(QUARTER).plusSeconds(8), MANY));
        assertEquals(7, history.alerts(null, null, 100).size());
        assertEquals(7, history.notifications(null, null, 100).size());
        ledger.prune(keep(Given.NOON.plus(QUARTER).plusSeconds(100), MANY));
        ledger.prune(keep(Given.NOON.plus(QUARTER).plusSeconds(100), MANY));
        assertEquals(0, history.alerts(null, null, 100).size());
        assertEquals(5, history.notifications(null, null, 100).size());
        assertTrue(history.notifications(null, null, 100).stream()
                .allMatch(notification -> notification.state() == NotificationState.PENDING));
    }

    private static Notification sent(Notification pending) {
        return pending.after(NotificationState.SENT, Given.NOON, DeliveryReason.SENT, null, null, null);
    }

    @Test
    void alertsThatStay_neverHideThoseBehindThem() {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            Alert alert = Given.alert(i, "web-1");
            boolean young = i < 1500;
            alerts.add(new Alert(
                    alert.id(),
                    alert.rule(),
                    alert.key(),
                    alert.priority(),
                    alert.state(),
                    alert.host(),
                    alert.opened(),
                    young ? Given.NOON.plus(QUARTER) : Given.NOON,
                    1,
                    0,
                    1,
                    "s"));
        }
        ledger.commit(new Commit(List.of(), List.of(), alerts, List.of(), null));
        for (int call = 0; call < 4; call++) {
            ledger.prune(keep(Given.NOON.plus(QUARTER).plusSeconds(1), MANY));
        }
        assertEquals(1500, history.alerts(null, null, 10_000).size());
    }

    @Test
    void disk_isGivenBack() throws IOException, SQLException {
        for (int i = 0; i < 300; i++) {
            ledger.commit(Given.commit(Given.entries(1 + i * 1000L, 1000 + i * 1000L)));
        }
        ledger.commit(Given.checkpoint("1"));
        long before = number("PRAGMA page_count");
        for (int call = 0; call < 40; call++) {
            ledger.prune(keep(Given.NOON, 1000));
        }
        assertEquals(1000, events().size());
        long after = number("PRAGMA page_count");
        assertTrue(before > 6000, before + " pages before");
        // 16 MiB of free pages are kept for what comes.
        assertTrue(after < 2048 + 200, after + " pages after");
        close();
        assertTrue(Files.size(directory.resolve(SqliteLedger.FILE_NAME)) <= after * Sqlite.PAGE_OCTETS);
        open();
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = ledger.connection().createStatement();
                var row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }
}
