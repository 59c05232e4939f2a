package io.authwatch.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Removes rows of a table by a condition on their age: each call looks at the next window of rows, and after the last one
 * begins anew, so that rows that stay never hide those behind them.
 */
final class AgedRows {
    private final Connection connection;
    private final String window;
    private final String delete;
    private long from;

    /**
     * The rows of a table that has the column place.
     *
     * @param condition which go; its one parameter is the cutoff
     */
    AgedRows(Connection connection, String table, String condition) {
        this.connection = connection;
        window = "SELECT coalesce(max(place), 0) FROM (SELECT place FROM " + table
                + " WHERE place > ? ORDER BY place LIMIT " + Pruning.ROWS_A_CALL + ")";
        delete = "DELETE FROM " + table + " WHERE place > ? AND place <= ? AND " + condition;
    }

    void delete(long cutoff) throws SQLException {
        long to = windowEnd();
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            statement.setLong(3, cutoff);
            statement.executeUpdate();
        }
        from = to;
    }

    private long windowEnd() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(window)) {
            statement.setLong(1, from);
            try (ResultSet row = statement.executeQuery()) {
                return row.getLong(1);
            }
        }
    }
}
