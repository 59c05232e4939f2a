package io.authwatch.store;

import io.authwatch.pipeline.Ledger.LedgerFailed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A few connections that only read; whoever wants one waits until one is free. */
final class Readers implements AutoCloseable {
    /** One for a long search, one for everybody else. */
    private static final int CONNECTIONS = 2;

    private final List<Connection> all = new ArrayList<>();
    private final BlockingQueue<Connection> free = new ArrayBlockingQueue<>(CONNECTIONS);

    Readers(Path database) throws SQLException {
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Connection connection = Sqlite.openReader(database);
                all.add(connection);
                free.add(connection);
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    /** Reads something from a connection. */
    interface Query<T> {
        T from(Connection connection) throws SQLException;
    }

    /** Runs a query on a free connection. */
    <T> T read(String doing, Query<T> query) {
        Connection connection = take();
        try {
            return query.from(connection);
        } catch (SQLException e) {
            throw new LedgerFailed(doing + ": " + StorageFault.describe(e), e);
        } finally {
            free.add(connection);
        }
    }

    private Connection take() {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the ledger", e);
        }
    }

    @Override
    public void close() {
        for (Connection connection : all) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new LedgerFailed("closing: " + StorageFault.describe(e), e);
            }
        }
    }
}
