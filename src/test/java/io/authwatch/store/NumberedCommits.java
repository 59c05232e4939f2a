package io.authwatch.store;

import io.authwatch.alert.Alert;
import io.authwatch.auth.AuthEvent;
import io.authwatch.notify.Notification;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Ledger;
import io.authwatch.pipeline.LogEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Commits that each bear a number: event, position, alert, notification and now and then a checkpoint. So what a ledger
 * holds after a crash can be held against the last number that was acknowledged.
 */
final class NumberedCommits {
    private static final String PATH = "/var/log/numbers";
    private static final int CHECKPOINT_EVERY = 20;

    private NumberedCommits() {}

    static Commit commit(long number) {
        boolean checkpoint = number % CHECKPOINT_EVERY == 0;
        return new Commit(
                List.of(Given.entry(number)),
                List.of(Given.position(PATH, number)),
                List.of(Given.alert(number, "web-1")),
                List.of(Given.notification(number, "web-1")),
                checkpoint
                        ? new Commit.Checkpoint(List.of(Given.cell("last", Long.toString(number))), "1", "rules")
                        : null);
    }

    /** What is wrong with a ledger whose commits up to {@code acknowledged} were acknowledged; nothing if empty. */
    static List<String> faults(Path directory, long acknowledged) {
        List<String> faults = new ArrayList<>();
        try (SqliteLedger ledger = SqliteLedger.open(directory, faults::add);
                SqliteHistory history = SqliteHistory.open(directory, faults::add)) {
            List<Long> cells = new ArrayList<>();
            ledger.restore(cell -> cells.add(Long.parseLong(new String(cell.data(), StandardCharsets.UTF_8))));
            List<LogEntry> replayed = new ArrayList<>();
            Ledger.Recovered recovered = ledger.recover(replayed::add);
            long last = recovered.lastEvent();
            if (last != acknowledged && last != acknowledged + 1) {
                faults.add("the last event is " + last + ", acknowledged was " + acknowledged);
            }
            long checkpoint = cells.isEmpty() ? 0 : cells.get(0);
            expect(faults, "checkpoint", last / CHECKPOINT_EVERY * CHECKPOINT_EVERY, checkpoint);
            expect(faults, "replayed", numbers(checkpoint + 1, last), ids(replayed));
            expect(faults, "position", last, position(recovered.positions()));
            List<String> ids =
                    numbers(1, last).stream().map(i -> "a" + i + "-1").toList();
            expect(faults, "pending", ids, map(recovered.pending()));
            List<Long> events = new ArrayList<>();
            for (AuthEvent event : history.events(Long.MAX_VALUE, null, Integer.MAX_VALUE)) {
                events.add(0, event.id());
            }
            expect(faults, "events", numbers(1, last), events);
            List<Alert> alerts = history.alerts(null, null, Integer.MAX_VALUE);
            expect(faults, "alerts", last, (long) alerts.size());
        }
        return faults;
    }

    private static void expect(List<String> faults, String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            faults.add(what + " is " + actual + ", expected " + expected);
        }
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static List<Long> ids(List<LogEntry> entries) {
        return entries.stream()
                .map(entry -> ((LogEntry.Happened) entry).event().id())
                .toList();
    }

    private static List<String> map(List<Notification> notifications) {
        return notifications.stream().map(Notification::id).toList();
    }

    private static long position(List<FilePosition> positions) {
        return positions.isEmpty() ? 0 : positions.get(0).offset();
    }
}
