package io.authwatch.store;

import io.authwatch.pipeline.LogEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.function.Consumer;

/** The log: one row a commit. */
final class LogTable {
    private static final String APPEND =
            "INSERT INTO log (seq, first_id, last_id, events, total, until, entries)" + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String AFTER = "SELECT seq, entries FROM log WHERE seq > ? ORDER BY seq";
    private static final String LAST = "SELECT seq, total,"
            + " (SELECT coalesce(max(last_id), 0) FROM (SELECT last_id FROM log"
            + " WHERE first_id IS NOT NULL ORDER BY first_id DESC LIMIT 1))"
            + " FROM log ORDER BY seq DESC LIMIT 1";

    private final Connection connection;
    private final LogCodec codec = new LogCodec();
    private final Prepared append;

    LogTable(Connection connection) throws SQLException {
        this.connection = connection;
        append = new Prepared(connection, APPEND);
    }

    /**
     * Where the log ends.
     *
     * @param seq the last row's number; 0 if there never was one
     * @param total how many events the log has ever held
     * @param lastEvent the highest event id, 0 if there is none
     */
    record End(long seq, long total, long lastEvent) {}

    /** Where the log ends; a log that was pruned away goes on where the checkpoint says. */
    End end() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LAST)) {
            return row.next() ? new End(row.getLong(1), row.getLong(2), row.getLong(3)) : new End(0, 0, 0);
        }
    }

    /**
     * Appends a row after {@code end}.
     *
     * @param octets told how many octets the row's blob has
     * @return where the log ends then
     */
    End append(End end, List<LogEntry> entries, Consumer<Integer> octets) throws SQLException {
        EventSpan span = EventSpan.of(entries);
        byte[] blob = codec.encode(entries);
        octets.accept(blob.length);
        End next = new End(end.seq() + 1, end.total() + span.events(), Math.max(end.lastEvent(), span.lastId()));
        PreparedStatement row = append.statement();
        row.setLong(1, next.seq());
        if (span.events() > 0) {
            row.setLong(2, span.firstId());
            row.setLong(3, span.lastId());
        } else {
            row.setNull(2, Types.INTEGER);
            row.setNull(3, Types.INTEGER);
        }
        row.setInt(4, span.events());
        row.setLong(5, next.total());
        row.setLong(6, EpochNanos.of(entries.get(entries.size() - 1).now()));
        row.setBytes(7, blob);
        append.run();
        return next;
    }

    /** Hands over the entries of all rows after {@code seq}, in order, one row in memory at a time. */
    void replay(long seq, Consumer<LogEntry> entries, CorruptRows corrupt) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(AFTER)) {
            query.setLong(1, seq);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    LogCodec.Decoded decoded = LogCodec.decode(row.getBytes(2));
                    if (decoded.fault() != null) {
                        corrupt.found(row.getLong(1), decoded.fault());
                    }
                    decoded.entries().forEach(entries);
                }
            }
        }
    }
}
