package io.authwatch.store;

import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertState;
import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.notify.Notification;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.rule.Priority;
import io.authwatch.rule.StateCell;
import io.authwatch.wire.Input;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** Things to commit, told apart by their number. */
final class Given {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");

    private Given() {}

    /** A refused login on {@code host}. */
    static AuthEvent event(long id, String host) {
        String user = "user" + id;
        String message = "Failed password for invalid user " + user + " from 192.0.2.7 port 40022 ssh2";
        return new AuthEvent(
                id,
                NOON.plusMillis(id),
                NOON.minusSeconds(1).plusMillis(id),
                Input.TCP,
                host,
                "198.51.100.3",
                true,
                10,
                6,
                "sshd",
                Long.toString(1000 + id),
                AuthAction.LOGIN,
                Outcome.FAILURE,
                1,
                false,
                Attributes.of(Field.USER, user)
                        .with(Field.SOURCE, "192.0.2.7")
                        .with(Field.PORT, "40022")
                        .with(Field.METHOD, "password")
                        .with(Field.REASON, "unknown-user"),
                message,
                "<86>Nov 23 12:00:00 " + host + " sshd[" + (1000 + id) + "]: " + message);
    }

    static LogEntry entry(long id) {
        return new LogEntry.Happened(NOON.plusMillis(id), event(id, "web-1"), true, 1);
    }

    static List<LogEntry> entries(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(Given::entry).toList();
    }

    static Alert alert(long number, String host) {
        return new Alert(
                "a" + number,
                "guessing",
                List.of(host, "192.0.2.7"),
                Priority.NORMAL,
                AlertState.OPEN,
                host,
                NOON.plusSeconds(number),
                NOON.plusSeconds(number + 5),
                7,
                6,
                number,
                "5 refused logins on " + host + " from 192.0.2.7");
    }

    static Notification notification(long number, String host) {
        return Notification.pending(
                "a" + number + "-1",
                "a" + number,
                "guessing",
                host,
                Priority.HIGH,
                "Guessing on " + host,
                "5 refused logins on " + host + " from 192.0.2.7 within 2 minutes",
                NOON.plusSeconds(number),
                NOON.plusSeconds(number + 1));
    }

    static FilePosition position(String path, long offset) {
        return new FilePosition(path, 2049, 77, offset, 0x1234_5678_9abc_def0L, 1024);
    }

    static StateCell cell(String key, String data) {
        return new StateCell("window", "guessing", key, data.getBytes(StandardCharsets.UTF_8));
    }

    static Commit commit(List<LogEntry> entries) {
        return new Commit(entries, List.of(), List.of(), List.of(), null);
    }

    static Commit checkpoint(String rules, StateCell... cells) {
        return new Commit(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Commit.Checkpoint(List.of(cells), "print of " + rules, rules));
    }
}
