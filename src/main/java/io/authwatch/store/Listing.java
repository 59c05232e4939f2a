package io.authwatch.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists a table of alerts or notifications, newest first.
 *
 * @param table the table's name; it has the columns place, id and host
 * @param columns what {@code reader} reads, in its order
 * @param reader makes a row's record
 */
record Listing<T>(String table, String columns, Reader<T> reader) {

    /** Makes a record of the row that a result stands on. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * At most {@code limit} records: those behind the one with the id {@code before}, or from the newest if null. None if
     * there is no such record any more.
     */
    List<T> read(Connection connection, @Nullable String before, @Nullable String host, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql(before != null, host != null))) {
            int at = 1;
            if (before != null) {
                query.setString(at++, before);
            }
            if (host != null) {
                query.setString(at++, host);
            }
            query.setInt(at, limit);
            return rows(query);
        }
    }

    private String sql(boolean before, boolean ofHost) {
        return "SELECT " + columns + " FROM " + table + " WHERE "
                + (before ? "place < (SELECT place FROM " + table + " WHERE id = ?)" : "true")
                + (ofHost ? " AND host = ?" : "")
                + " ORDER BY place DESC LIMIT ?";
    }

    private List<T> rows(PreparedStatement query) throws SQLException {
        List<T> records = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                records.add(reader.read(row));
            }
        }
        return records;
    }
}
