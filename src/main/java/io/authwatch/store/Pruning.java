package io.authwatch.store;

import io.authwatch.pipeline.Retention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Removes what is older or more than is to be kept, a bounded piece a call. Rows of the log go oldest first and whole, so
 * a few more events may stay than the limit says, never fewer; rows after the last checkpoint stay, for a start replays
 * them. A notification that is still to be sent stays whatever its age.
 */
final class Pruning {
    /** Rows looked at a call, in each table. */
    private static final int ROWS_A_CALL = 1000;

    /** Octets of blobs removed a call: the row that exceeds this is the last. */
    private static final long OCTETS_A_CALL = 8 << 20;

    private static final String OLDEST =
            "SELECT seq, total, until, length(entries) FROM log" + " WHERE seq <= ? ORDER BY seq LIMIT " + ROWS_A_CALL;
    private static final String DELETE = "DELETE FROM log WHERE seq <= ?";
    private static final String DELETE_EMPTY = "DELETE FROM log WHERE seq IN (SELECT seq FROM log"
            + " WHERE first_id IS NULL AND seq <= ? ORDER BY seq LIMIT " + ROWS_A_CALL + ")";

    private final Aged alerts;
    private final Aged notifications;
    private final PreparedStatement oldest;
    private final PreparedStatement delete;
    private final PreparedStatement deleteEmpty;

    Pruning(Connection connection) throws SQLException {
        oldest = connection.prepareStatement(OLDEST);
        delete = connection.prepareStatement(DELETE);
        deleteEmpty = connection.prepareStatement(DELETE_EMPTY);
        alerts = new Aged(connection, "alert", "last < ?");
        notifications = new Aged(connection, "notification", "created < ? AND state <> 0");
    }

    /**
     * Does one piece of work, inside of a transaction.
     *
     * @param checkpoint the last row of the log that is not replayed any more
     * @param total how many events the log has ever held
     */
    void run(Retention retention, long checkpoint, long total) throws SQLException {
        long until = lastToGo(retention, checkpoint, total);
        if (until > 0) {
            delete.setLong(1, until);
            delete.executeUpdate();
        }
        deleteEmpty.setLong(1, checkpoint);
        deleteEmpty.executeUpdate();
        long cutoff = EpochNanos.of(retention.now().minus(retention.alertAge()));
        alerts.delete(cutoff);
        notifications.delete(cutoff);
    }

    private long lastToGo(Retention retention, long checkpoint, long total) throws SQLException {
        long cutoff = EpochNanos.of(retention.now().minus(retention.eventAge()));
        long last = 0;
        long octets = 0;
        oldest.setLong(1, checkpoint);
        try (ResultSet row = oldest.executeQuery()) {
            while (octets < OCTETS_A_CALL && row.next()) {
                boolean tooMany = total - row.getLong(2) >= retention.events();
                if (!tooMany && row.getLong(3) >= cutoff) {
                    return last;
                }
                last = row.getLong(1);
                octets += row.getLong(4);
            }
        }
        return last;
    }

    /** Removes rows of a table by age: a window of rows a call, all windows in turn. */
    private static final class Aged {
        private final PreparedStatement window;
        private final PreparedStatement delete;
        private long from;

        Aged(Connection connection, String table, String condition) throws SQLException {
            window = connection.prepareStatement("SELECT coalesce(max(place), 0) FROM (SELECT place FROM " + table
                    + " WHERE place > ? ORDER BY place LIMIT " + ROWS_A_CALL + ")");
            delete = connection.prepareStatement(
                    "DELETE FROM " + table + " WHERE place > ? AND place <= ? AND " + condition);
        }

        void delete(long cutoff) throws SQLException {
            long to = end();
            delete.setLong(1, from);
            delete.setLong(2, to);
            delete.setLong(3, cutoff);
            delete.executeUpdate();
            // Past the last row the next call begins anew.
            from = to;
        }

        private long end() throws SQLException {
            window.setLong(1, from);
            try (ResultSet row = window.executeQuery()) {
                return row.getLong(1);
            }
        }
    }
}
