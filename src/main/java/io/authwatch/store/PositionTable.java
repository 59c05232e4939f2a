package io.authwatch.store;

import io.authwatch.pipeline.FilePosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How far each file was read, and the journal. The journal's cursor has a table of its own, which is made when it is not
 * there: a ledger without it is one that never read a journal.
 */
final class PositionTable {
    private static final String READ = "SELECT path, device, inode, \"offset\", head, head_octets,"
            + " coalesce(cursor.place, '') FROM position LEFT JOIN cursor USING (path)";
    private static final String PUT = "INSERT OR REPLACE INTO position"
            + " (path, device, inode, \"offset\", head, head_octets) VALUES (?, ?, ?, ?, ?, ?)";

    private static final String CURSORS =
            "CREATE TABLE IF NOT EXISTS cursor" + " (path TEXT PRIMARY KEY, place TEXT NOT NULL) STRICT, WITHOUT ROWID";
    private static final String PUT_CURSOR = "INSERT OR REPLACE INTO cursor (path, place) VALUES (?, ?)";

    private final Connection connection;
    private final Prepared put;
    private final Prepared putCursor;

    PositionTable(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(CURSORS);
        }
        put = new Prepared(connection, PUT);
        putCursor = new Prepared(connection, PUT_CURSOR);
    }

    void put(Collection<FilePosition> positions) throws SQLException {
        for (FilePosition position : positions) {
            PreparedStatement row = put.statement();
            row.setString(1, position.path());
            row.setLong(2, position.device());
            row.setLong(3, position.inode());
            row.setLong(4, position.offset());
            row.setLong(5, position.head());
            row.setInt(6, position.headOctets());
            put.run();
            if (!position.cursor().isEmpty()) {
                putCursor(position);
            }
        }
    }

    private void putCursor(FilePosition position) throws SQLException {
        PreparedStatement row = putCursor.statement();
        row.setString(1, position.path());
        row.setString(2, position.cursor());
        putCursor.run();
    }

    List<FilePosition> all() throws SQLException {
        List<FilePosition> positions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            while (row.next()) {
                positions.add(new FilePosition(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getInt(6),
                        row.getString(7)));
            }
        }
        return positions;
    }
}
