package io.authwatch.store;

import io.authwatch.alert.Alert;
import io.authwatch.notify.Notification;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Ledger;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.pipeline.Retention;
import io.authwatch.rule.StateCell;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in one SQLite file, {@value #FILE_NAME} in the data directory. Why it is set up as it is:
 * src/adr/0003-ledger-on-sqlite.md.
 *
 * <pre>
 *  commit  ──▶ [ log row + positions + alerts + notifications (+ state + checkpoint) ] one transaction, one fsync
 *  restore ──▶ state at the last checkpoint
 *  recover ──▶ log rows after it, positions, notifications to be sent
 * </pre>
 */
public final class SqliteLedger implements Ledger {
    /** The ledger's file in the data directory. */
    public static final String FILE_NAME = DataDirectory.DATABASE;

    private final DataDirectory directory;
    private final Connection connection;
    private final Transactions transactions;
    private final LogSpace space;
    private final LogTable log;
    private final PositionTable positions;
    private final AlertTable alerts;
    private final NotificationTable notifications;
    private final StateTable state;
    private final CheckpointTable checkpoints;
    private final Pruning pruning;
    private final CorruptRows corrupt;
    private final Reserve reserve;
    private LogTable.End end;
    private CheckpointTable.@Nullable Row checkpoint;

    private SqliteLedger(DataDirectory directory, Connection connection, Reserve reserve, Consumer<String> warnings)
            throws SQLException {
        this.directory = directory;
        this.reserve = reserve;
        this.connection = connection;
        transactions = new Transactions(connection);
        space = new LogSpace(connection);
        log = new LogTable(connection);
        positions = new PositionTable(connection);
        alerts = new AlertTable(connection);
        notifications = new NotificationTable(connection);
        state = new StateTable(connection);
        checkpoints = new CheckpointTable(connection);
        pruning = new Pruning(connection);
        corrupt = new CorruptRows(warnings);
        checkpoint = checkpoints.read();
        end = endOf(log.end(), checkpoint);
    }

    /**
     * Opens the ledger in a directory, and makes both if they are not there.
     *
     * @param dataDirectory held by this process alone until {@link #close}
     * @param warnings told what is not as it should be, one line each, now and while recovering
     * @throws CannotOpenLedger if that is not possible; its message is one line for people
     */
    public static SqliteLedger open(Path dataDirectory, Consumer<String> warnings) {
        return open(dataDirectory, 0, warnings);
    }

    /** The same, with room of {@code reserveOctets} kept for the time when the storage is full; 0: none. */
    public static SqliteLedger open(Path dataDirectory, long reserveOctets, Consumer<String> warnings) {
        DataDirectory directory = DataDirectory.open(dataDirectory, warnings);
        try {
            Schema.refuseForeign(directory.database());
            NativeLibrary.prepare(directory.path());
            return opened(directory, new Reserve(directory.path(), reserveOctets), warnings);
        } catch (SQLException e) {
            directory.close();
            throw new CannotOpenLedger(
                    "the ledger " + directory.database() + " cannot be opened: " + StorageFault.describe(e), e);
        } catch (IOException e) {
            directory.close();
            throw new CannotOpenLedger("the ledger " + directory.database() + " cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static SqliteLedger opened(DataDirectory directory, Reserve reserve, Consumer<String> warnings)
            throws SQLException, IOException {
        Connection connection = Sqlite.connect(directory.database());
        try {
            Sqlite.setUpWriter(connection);
            Schema.migrate(connection, directory.database());
            Sqlite.settle(connection, warnings);
            return new SqliteLedger(directory, connection, reserve, warnings);
        } catch (SQLException | IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A log that was pruned to its last row goes on where the checkpoint says. */
    private static LogTable.End endOf(LogTable.End end, CheckpointTable.@Nullable Row checkpoint) {
        return checkpoint == null
                ? end
                : new LogTable.End(
                        Math.max(end.seq(), checkpoint.seq()),
                        end.total(),
                        Math.max(end.lastEvent(), checkpoint.lastEvent()));
    }

    @Override
    public void commit(Commit commit) {
        transactions.plainly("making room for a commit", space::emptyLog);
        Writing writing = new Writing(end, checkpoint);
        transactions.run("a commit", () -> write(commit, writing));
        end = writing.end;
        checkpoint = writing.checkpoint;
        space.wrote(writing.octets, writing.rows);
    }

    /** What a commit changes of what we hold in memory, which must not change unless it succeeds. */
    private static final class Writing {
        private LogTable.End end;
        private CheckpointTable.@Nullable Row checkpoint;
        private long octets;
        private long rows;

        Writing(LogTable.End end, CheckpointTable.@Nullable Row checkpoint) {
            this.end = end;
            this.checkpoint = checkpoint;
        }
    }

    private void write(Commit commit, Writing writing) throws SQLException {
        if (!commit.entries().isEmpty()) {
            writing.end = log.append(end, commit.entries(), octets -> writing.octets = octets);
        }
        Collection<FilePosition> lastPositions = lastOfEach(commit.positions(), FilePosition::path);
        Collection<Alert> lastAlerts = lastOfEach(commit.alerts(), Alert::id);
        Collection<Notification> lastNotifications = lastOfEach(commit.notifications(), Notification::id);
        positions.put(lastPositions);
        alerts.put(lastAlerts);
        notifications.put(lastNotifications);
        state.apply(commit.cells());
        state.apply(commit.memory());
        writing.rows = commit.cells().size()
                + commit.memory().size()
                + lastPositions.size()
                + lastAlerts.size()
                + lastNotifications.size();
        Commit.Checkpoint next = commit.checkpoint();
        if (next != null) {
            state.apply(next.cells());
            writing.checkpoint = checkpoints.set(checkpoint, next, writing.end.seq(), writing.end.lastEvent());
            writing.rows += next.cells().size();
        }
    }

    private static <T> Collection<T> lastOfEach(List<T> values, Function<T, String> name) {
        if (values.size() < 2) {
            return values;
        }
        Map<String, T> last = new LinkedHashMap<>();
        values.forEach(value -> last.put(name.apply(value), value));
        return last.values();
    }

    @Override
    public @Nullable String rules() {
        CheckpointTable.Row last = checkpoint;
        return last == null ? null : last.rules();
    }

    @Override
    public void restore(Consumer<StateCell> cells) {
        transactions.plainly("reading the state", () -> state.all(cells));
    }

    @Override
    public Recovered recover(Consumer<LogEntry> replay) {
        CheckpointTable.Row from = checkpoint;
        Found found = new Found();
        transactions.plainly("recovering", () -> {
            log.replay(from == null ? 0 : from.seq(), replay, corrupt);
            found.positions = positions.all();
            found.pending = notifications.pending();
        });
        return new Recovered(found.positions, found.pending, end.lastEvent());
    }

    private static final class Found {
        private List<FilePosition> positions = List.of();
        private List<Notification> pending = List.of();
    }

    /** How many rows of the log could not be read while recovering. */
    public long corruptRows() {
        return corrupt.count();
    }

    @Override
    public boolean prune(Retention retention) {
        CheckpointTable.Row upTo = checkpoint;
        transactions.plainly("making room to prune", space::emptyLog);
        transactions.run("pruning", () -> {
            pruning.run(retention, upTo == null ? 0 : upTo.seq(), end.total());
            space.giveBack();
        });
        return pruning.hadTooMany();
    }

    @Override
    public boolean openReserve() {
        return reserve.open();
    }

    @Override
    public boolean keepReserve() {
        return reserve.keep();
    }

    /** The writing connection, for tests that break it. */
    Connection connection() {
        return connection;
    }

    /** Gives the directory up. After a failure of the storage nothing is asked of it any more, not even a close. */
    @Override
    public void close() {
        if (!transactions.isBroken()) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new LedgerFailed("closing: " + StorageFault.describe(e), e);
            } finally {
                directory.close();
            }
        }
    }
}
