package io.authwatch.store;

import io.authwatch.pipeline.LogEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sweeps the log forwards from a time to where it ended when the sweep began, some rows a step. */
final class EventSweep {
    /** Octets of blobs a step: the row that exceeds this is the last, so that one large row is the most in memory. */
    private static final long OCTETS_A_STEP = 1 << 20;

    private static final String LAST = "SELECT coalesce(max(seq), 0) FROM log";
    /** From the end: only the span is read, and the row before it. */
    private static final String BEFORE = "SELECT seq FROM log WHERE until < ? ORDER BY seq DESC LIMIT 1";

    private static final String STEP = "SELECT seq, entries FROM log WHERE seq > ? AND seq <= ? ORDER BY seq";

    private final Instant since;
    private final CorruptRows corrupt;
    private long last = -1;
    private long at;
    private boolean reachesBack;

    EventSweep(Instant since, CorruptRows corrupt) {
        this.since = since;
        this.corrupt = corrupt;
    }

    /** Whether the log holds anything from before. */
    boolean reachesBack() {
        return reachesBack;
    }

    /** The next events, oldest first; null when there are no more. */
    @Nullable
    List<LogEntry.Happened> next(Connection connection) throws SQLException {
        if (last < 0) {
            begin(connection);
        }
        if (at >= last) {
            return null;
        }
        List<LogEntry.Happened> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(STEP)) {
            query.setLong(1, at);
            query.setLong(2, last);
            long octets = 0;
            try (ResultSet row = query.executeQuery()) {
                boolean more = row.next();
                at = more ? at : last;
                for (; more && octets < OCTETS_A_STEP; more = row.next()) {
                    byte[] blob = row.getBytes(2);
                    at = row.getLong(1);
                    octets += blob.length;
                    pick(at, blob, found);
                }
            }
        }
        return found;
    }

    private void begin(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LAST);
                ResultSet row = query.executeQuery()) {
            last = row.getLong(1);
        }
        try (PreparedStatement query = connection.prepareStatement(BEFORE)) {
            query.setLong(1, EpochNanos.of(since));
            try (ResultSet row = query.executeQuery()) {
                reachesBack = row.next();
                at = reachesBack ? row.getLong(1) : 0;
            }
        }
    }

    private void pick(long seq, byte[] blob, List<LogEntry.Happened> found) {
        LogCodec.Decoded decoded = LogCodec.decode(blob);
        if (decoded.fault() != null) {
            corrupt.found(seq, decoded.fault());
        }
        for (LogEntry entry : decoded.entries()) {
            if (entry instanceof LogEntry.Happened happened && !happened.now().isBefore(since)) {
                found.add(happened);
            }
        }
    }
}
