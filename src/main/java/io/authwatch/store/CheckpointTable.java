package io.authwatch.store;

import io.authwatch.pipeline.Commit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** From where to replay, and with which rules. */
final class CheckpointTable {
    private static final String READ = "SELECT seq, last_event, fingerprint, rules FROM checkpoint";
    private static final String CREATE =
            "INSERT OR REPLACE INTO checkpoint (one, fingerprint, rules, seq, last_event)" + " VALUES (1, ?, ?, ?, ?)";
    /** The rules' text can be 1 MiB: it is written only when it changed. */
    private static final String MOVE = "UPDATE checkpoint SET seq = ?, last_event = ?";

    private final Connection connection;
    private final Prepared create;
    private final Prepared move;

    CheckpointTable(Connection connection) throws SQLException {
        this.connection = connection;
        create = new Prepared(connection, CREATE);
        move = new Prepared(connection, MOVE);
    }

    /**
     * The last checkpoint.
     *
     * @param seq the last row of the log that it covers, 0 if none
     * @param lastEvent the highest event id up to it, 0 if none
     * @param fingerprint names the rules that decide after it
     * @param rules their text
     */
    record Row(long seq, long lastEvent, String fingerprint, String rules) {}

    /** The last checkpoint, or null if there was none. */
    @Nullable
    Row read() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            return row.next() ? new Row(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)) : null;
        }
    }

    /** Sets a checkpoint after {@code before}; answers what stands now. */
    Row set(@Nullable Row before, Commit.Checkpoint checkpoint, long seq, long lastEvent) throws SQLException {
        Row row = new Row(seq, lastEvent, checkpoint.rulesFingerprint(), checkpoint.rules());
        boolean sameRules = before != null
                && before.fingerprint().equals(row.fingerprint())
                && before.rules().equals(row.rules());
        Prepared change = sameRules ? move : create;
        PreparedStatement statement = change.statement();
        int at = 1;
        if (!sameRules) {
            statement.setString(at++, row.fingerprint());
            statement.setString(at++, row.rules());
        }
        statement.setLong(at++, seq);
        statement.setLong(at, lastEvent);
        change.run();
        return row;
    }
}
