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
    static final int ROWS_A_CALL = 1000;

    /** Octets of blobs removed a call: the row that exceeds this is the last. */
    private static final long OCTETS_A_CALL = 8 << 20;

    private static final String OLDEST =
            "SELECT seq, total, until, length(entries) FROM log" + " WHERE seq <= ? ORDER BY seq LIMIT " + ROWS_A_CALL;
    private static final String DELETE = "DELETE FROM log WHERE seq <= ?";
    private static final String DELETE_EMPTY = "DELETE FROM log WHERE seq IN (SELECT seq FROM log"
            + " WHERE first_id IS NULL AND seq <= ? ORDER BY seq LIMIT " + ROWS_A_CALL + ")";

    private final Connection connection;
    private final AgedRows alerts;
    private final AgedRows notifications;
    private boolean tooMany;

    Pruning(Connection connection) {
        this.connection = connection;
        alerts = new AgedRows(connection, "alert", "last < ?");
        notifications = new AgedRows(connection, "notification", "created < ? AND state <> 0");
    }

    /**
     * Does one piece of work, inside of a transaction.
     *
     * @param checkpoint the last row of the log that is not replayed any more
     * @param total how many events the log has ever held
     */
    void run(Retention retention, long checkpoint, long total) throws SQLException {
        delete(DELETE, lastToGo(retention, checkpoint, total));
        delete(DELETE_EMPTY, checkpoint);
        long cutoff = EpochNanos.of(retention.now().minus(retention.alertAge()));
        alerts.delete(cutoff);
        notifications.delete(cutoff);
    }

    /** Whether in the latest call events went that were young enough, because there were too many. */
    boolean hadTooMany() {
        return tooMany;
    }

    private void delete(String sql, long upTo) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setLong(1, upTo);
            delete.executeUpdate();
        }
    }

    /** The last row of the log to be removed in this call, 0 if none. */
    private long lastToGo(Retention retention, long checkpoint, long total) throws SQLException {
        long cutoff = EpochNanos.of(retention.now().minus(retention.eventAge()));
        long last = 0;
        long octets = 0;
        tooMany = false;
        try (PreparedStatement oldest = connection.prepareStatement(OLDEST)) {
            oldest.setLong(1, checkpoint);
            try (ResultSet row = oldest.executeQuery()) {
                while (octets < OCTETS_A_CALL && row.next()) {
                    boolean old = row.getLong(3) < cutoff;
                    if (!old && total - row.getLong(2) < retention.events()) {
                        return last;
                    }
                    tooMany |= !old;
                    last = row.getLong(1);
                    octets += row.getLong(4);
                }
            }
        }
        return last;
    }
}
