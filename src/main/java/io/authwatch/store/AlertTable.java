package io.authwatch.store;

import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** The alerts: one row each, changed in its place. */
final class AlertTable {
    private static final String PUT = "INSERT INTO alert"
            + " (id, rule, key, priority, state, host, opened, last, count, followed, event, summary)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET rule = excluded.rule, key = excluded.key,"
            + " priority = excluded.priority, state = excluded.state, host = excluded.host,"
            + " opened = excluded.opened, last = excluded.last, count = excluded.count,"
            + " followed = excluded.followed, event = excluded.event, summary = excluded.summary";

    private static final AlertState[] STATES = AlertState.values();

    /** What to read of alerts, newest first. */
    static final Listing<Alert> LISTING = new Listing<>(
            "alert",
            "id, rule, key, priority, state, host, opened, last, count, followed, event, summary",
            AlertTable::read);

    private final Prepared put;

    AlertTable(Connection connection) throws SQLException {
        put = new Prepared(connection, PUT);
    }

    void put(Collection<Alert> alerts) throws SQLException {
        for (Alert alert : alerts) {
            PreparedStatement row = put.statement();
            row.setString(1, alert.id());
            row.setString(2, alert.rule());
            row.setString(3, KeyText.of(alert.key()));
            row.setInt(4, alert.priority().code());
            row.setInt(5, alert.state().ordinal());
            row.setString(6, alert.host());
            row.setLong(7, EpochNanos.of(alert.opened()));
            row.setLong(8, EpochNanos.of(alert.last()));
            row.setLong(9, alert.count());
            row.setLong(10, alert.followed());
            row.setLong(11, alert.event());
            row.setString(12, alert.summary());
            put.run();
        }
    }

    private static Alert read(ResultSet row) throws SQLException {
        return new Alert(
                row.getString(1),
                row.getString(2),
                KeyText.parts(row.getString(3)),
                Columns.priority(row.getInt(4)),
                STATES[row.getInt(5)],
                row.getString(6),
                EpochNanos.instant(row.getLong(7)),
                EpochNanos.instant(row.getLong(8)),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getString(12));
    }
}
