package io.authwatch.store;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Alert;
import io.authwatch.auth.AuthEvent;
import io.authwatch.notify.Notification;
import io.authwatch.pipeline.History;
import io.authwatch.pipeline.LogEntry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the ledger's file beside the one that writes it, on connections of its own. Safe for several threads. */
public final class SqliteHistory implements History, AutoCloseable {
    private final Readers readers;
    private final CorruptRows corrupt;

    private SqliteHistory(Readers readers, Consumer<String> warnings) {
        this.readers = readers;
        corrupt = new CorruptRows(warnings);
    }

    /**
     * Opens the history of a ledger that is open.
     *
     * @param dataDirectory the ledger's
     * @param warnings told of each row of the log that cannot be read, one line each, on the reading thread
     * @throws CannotOpenLedger if there is no ledger that can be read
     */
    public static SqliteHistory open(Path dataDirectory, Consumer<String> warnings) {
        Path database = dataDirectory.toAbsolutePath().resolve(DataDirectory.DATABASE);
        try {
            return new SqliteHistory(new Readers(database), warnings);
        } catch (SQLException e) {
            throw new CannotOpenLedger("the ledger " + database + " cannot be read: " + StorageFault.describe(e), e);
        }
    }

    @Override
    public List<AuthEvent> events(long before, @Nullable String host, int limit) {
        EventWalk walk = new EventWalk(before, host, limit, corrupt);
        // Piece by piece: an open query would keep the write-ahead log from being emptied.
        while (!walk.isOver()) {
            readers.read("reading events", walk::next);
        }
        return walk.found();
    }

    @Override
    public boolean since(Instant since, Consumer<LogEntry.Happened> events) {
        EventSweep sweep = new EventSweep(since, corrupt);
        boolean more = true;
        while (more) {
            Optional<List<LogEntry.Happened>> found =
                    readers.read("reading events", connection -> Optional.ofNullable(sweep.next(connection)));
            found.ifPresent(some -> some.forEach(events));
            more = found.isPresent();
        }
        return sweep.reachesBack();
    }

    @Override
    public List<Alert> alerts(@Nullable String before, @Nullable String host, int limit) {
        return readers.read("reading alerts", connection -> AlertTable.LISTING.read(connection, before, host, limit));
    }

    @Override
    public List<Notification> notifications(@Nullable String before, @Nullable String host, int limit) {
        return readers.read(
                "reading notifications", connection -> NotificationTable.LISTING.read(connection, before, host, limit));
    }

    @Override
    public Map<String, Acknowledgement> acknowledged(Collection<String> alerts) {
        return readers.read(
                "reading acknowledgements", connection -> NotificationTable.acknowledged(connection, alerts));
    }

    /** How many rows of the log could not be read, each counted once. */
    public long corruptRows() {
        return corrupt.count();
    }

    @Override
    public void close() {
        readers.close();
    }
}
