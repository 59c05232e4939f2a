package io.authwatch.store;

import io.authwatch.auth.AuthEvent;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks the log backwards, some rows a step, and picks events, newest first. */
final class EventWalk {
    private static final int ROWS_A_STEP = 64;
    private static final String STEP = "SELECT seq, first_id, entries FROM log"
            + " WHERE first_id IS NOT NULL AND first_id < ? ORDER BY first_id DESC LIMIT " + ROWS_A_STEP;

    private final long before;
    private final @Nullable String host;
    private final byte[] hostOctets;
    private final int limit;
    private final CorruptRows corrupt;
    private final List<AuthEvent> found = new ArrayList<>();
    private long from;
    private boolean end;

    /**
     * A walk to events with ids below {@code before}.
     *
     * @param host the host that they are of, or null for all
     * @param limit the most events to find
     */
    EventWalk(long before, @Nullable String host, int limit, CorruptRows corrupt) {
        this.before = before;
        this.from = before;
        this.host = host;
        this.hostOctets = host == null ? new byte[0] : host.getBytes(StandardCharsets.UTF_8);
        this.limit = limit;
        this.corrupt = corrupt;
    }

    /** What was found so far. */
    List<AuthEvent> found() {
        return found;
    }

    /** Whether enough was found, or the log's beginning is reached. */
    boolean isOver() {
        return end || found.size() >= limit;
    }

    /** Walks one step; answers how much was found so far. */
    int next(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STEP)) {
            query.setLong(1, from);
            int rows = 0;
            try (ResultSet row = query.executeQuery()) {
                while (found.size() < limit && row.next()) {
                    rows++;
                    from = row.getLong(2);
                    pick(row.getLong(1), row.getBytes(3));
                }
            }
            end = rows < ROWS_A_STEP;
        }
        return found.size();
    }

    private void pick(long seq, byte[] blob) {
        // A blob holds its hosts' names as they are: most blobs without the host are told without decoding them.
        if (hostOctets.length > 0 && Octets.of(blob).indexOf(hostOctets, 0, blob.length) < 0) {
            return;
        }
        LogCodec.Decoded decoded = LogCodec.decode(blob);
        if (decoded.fault() != null) {
            corrupt.found(seq, decoded.fault());
        }
        List<LogEntry> entries = decoded.entries();
        for (int i = entries.size() - 1; i >= 0 && found.size() < limit; i--) {
            if (entries.get(i) instanceof LogEntry.Happened happened && fits(happened.event())) {
                found.add(happened.event());
            }
        }
    }

    private boolean fits(AuthEvent event) {
        return event.id() < before && (host == null || event.host().equals(host));
    }
}
