package io.authwatch.store;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.notify.Addressee;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outbox, and what became of what was in it: one row a notification, changed in its place. */
final class NotificationTable {
    private static final String COLUMNS = "id, alert, rule, host, priority, title, message, timestamp, created,"
            + " state, attempts, not_before, reason, detail, request, receipt, recipient, device, sound, digest,"
            + " acknowledged_at, acknowledged_by, acknowledged_device";

    /** What a notification is never changes: only what became of it is updated. */
    private static final String PUT = "INSERT INTO notification (" + COLUMNS + ")"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,"
            + " not_before = excluded.not_before, reason = excluded.reason, detail = excluded.detail,"
            + " request = excluded.request, receipt = excluded.receipt, digest = excluded.digest,"
            + " acknowledged_at = excluded.acknowledged_at, acknowledged_by = excluded.acknowledged_by,"
            + " acknowledged_device = excluded.acknowledged_device";

    private static final String PENDING = "SELECT " + COLUMNS + " FROM notification WHERE state = 0 ORDER BY place";

    /** Those that may ring still; far more than can ring at once, for a ledger that was never asked. */
    private static final String RINGING = "SELECT " + COLUMNS
            + " FROM notification WHERE state = 1 AND priority = 2 AND receipt IS NOT NULL ORDER BY place LIMIT 10000";

    /** The first acknowledgement of each alert that is named in a JSON array. */
    private static final String ACKNOWLEDGED = "SELECT alert, acknowledged_at, acknowledged_by, acknowledged_device"
            + " FROM notification WHERE acknowledged_at IS NOT NULL AND alert IN (SELECT value FROM json_each(?))"
            + " ORDER BY acknowledged_at DESC";

    private static final NotificationState[] STATES = NotificationState.values();

    /** What to read of notifications, newest first. */
    static final Listing<Notification> LISTING = new Listing<>("notification", COLUMNS, NotificationTable::read);

    private final Connection connection;
    private final Prepared put;

    NotificationTable(Connection connection) throws SQLException {
        this.connection = connection;
        put = new Prepared(connection, PUT);
    }

    void put(Collection<Notification> notifications) throws SQLException {
        for (Notification notification : notifications) {
            bindWhat(put.statement(), notification);
            bindTo(put.statement(), notification.to());
            bindWhatBecameOfIt(put.statement(), notification);
            put.run();
        }
    }

    private static void bindWhat(PreparedStatement row, Notification notification) throws SQLException {
        row.setString(1, notification.id());
        row.setString(2, notification.alert());
        row.setString(3, notification.rule());
        row.setString(4, notification.host());
        row.setInt(5, notification.priority().code());
        row.setString(6, notification.title());
        row.setString(7, notification.message());
        row.setLong(8, EpochNanos.of(notification.timestamp()));
        row.setLong(9, EpochNanos.of(notification.created()));
    }

    private static void bindTo(PreparedStatement row, Addressee to) throws SQLException {
        row.setString(17, to.name());
        row.setString(18, to.device());
        row.setString(19, to.sound());
    }

    private static void bindWhatBecameOfIt(PreparedStatement row, Notification notification) throws SQLException {
        DeliveryReason reason = notification.reason();
        row.setInt(10, notification.state().ordinal());
        row.setInt(11, notification.attempts());
        row.setLong(12, EpochNanos.of(notification.notBefore()));
        row.setString(13, reason == null ? null : reason.name());
        row.setString(14, notification.detail());
        row.setString(15, notification.request());
        row.setString(16, notification.receipt());
        row.setString(20, notification.digest());
        Acknowledgement seen = notification.acknowledged();
        row.setObject(21, seen == null ? null : EpochNanos.of(seen.at()));
        row.setString(22, seen == null ? null : seen.by());
        row.setString(23, seen == null ? null : seen.device());
    }

    /** Those still to be sent, and then those that may ring, each in the order they were decided. */
    List<Notification> pending() throws SQLException {
        List<Notification> pending = new ArrayList<>();
        for (String query : List.of(PENDING, RINGING)) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    pending.add(read(row));
                }
            }
        }
        return pending;
    }

    /** Who acknowledged these alerts first; those that nobody did are not in it. */
    static Map<String, Acknowledgement> acknowledged(Connection connection, Collection<String> alerts)
            throws SQLException {
        Map<String, Acknowledgement> found = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(ACKNOWLEDGED)) {
            query.setString(1, json(alerts));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.put(row.getString(1), acknowledgement(row, 2));
                }
            }
        }
        return found;
    }

    /** Ids are letters, digits and hyphens: nothing in them needs an escape. */
    private static String json(Collection<String> ids) {
        return ids.stream()
                .filter(id -> id.chars().allMatch(c -> c == '-' || Character.isLetterOrDigit(c)))
                .collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    private static Acknowledgement acknowledgement(ResultSet row, int from) throws SQLException {
        return new Acknowledgement(
                EpochNanos.instant(row.getLong(from)), row.getString(from + 1), row.getString(from + 2));
    }

    private static Notification read(ResultSet row) throws SQLException {
        return new Notification(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Columns.priority(row.getInt(5)),
                row.getString(6),
                row.getString(7),
                EpochNanos.instant(row.getLong(8)),
                EpochNanos.instant(row.getLong(9)),
                STATES[row.getInt(10)],
                row.getInt(11),
                EpochNanos.instant(row.getLong(12)),
                reason(row.getString(13)),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                new Addressee(row.getString(17), row.getString(18), row.getString(19)),
                row.getString(20),
                row.getObject(21) == null ? null : acknowledgement(row, 21));
    }

    private static @Nullable DeliveryReason reason(@Nullable String name) {
        return name == null ? null : DeliveryReason.valueOf(name);
    }
}
