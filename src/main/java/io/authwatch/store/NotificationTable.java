package io.authwatch.store;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outbox, and what became of what was in it: one row a notification, changed in its place. */
final class NotificationTable {
    private static final String COLUMNS = "id, alert, rule, host, priority, title, message, timestamp, created,"
            + " state, attempts, not_before, reason, detail, request, receipt, recipient, device, sound";

    /** What a notification is never changes: only what became of it is updated. */
    private static final String PUT = "INSERT INTO notification (" + COLUMNS + ")"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,"
            + " not_before = excluded.not_before, reason = excluded.reason, detail = excluded.detail,"
            + " request = excluded.request, receipt = excluded.receipt";

    private static final String PENDING = "SELECT " + COLUMNS + " FROM notification WHERE state = 0 ORDER BY place";

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
    }

    /** Those still to be sent, in the order they were decided. */
    List<Notification> pending() throws SQLException {
        List<Notification> pending = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PENDING)) {
            while (row.next()) {
                pending.add(read(row));
            }
        }
        return pending;
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
                new Addressee(row.getString(17), row.getString(18), row.getString(19)));
    }

    private static @Nullable DeliveryReason reason(@Nullable String name) {
        return name == null ? null : DeliveryReason.valueOf(name);
    }
}
