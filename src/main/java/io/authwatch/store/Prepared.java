package io.authwatch.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is prepared once and used again. The driver finalizes a prepared statement that fails and never says
 * so ("statement is not executing", from the next use on): after a failure this one is prepared anew.
 */
final class Prepared {
    private final Connection connection;
    private final String sql;
    private @Nullable PreparedStatement statement;

    Prepared(Connection connection, String sql) throws SQLException {
        this.connection = connection;
        this.sql = sql;
        statement = connection.prepareStatement(sql);
    }

    /** The statement, to set its parameters. */
    PreparedStatement statement() throws SQLException {
        PreparedStatement ready = statement;
        if (ready == null) {
            ready = connection.prepareStatement(sql);
            statement = ready;
        }
        return ready;
    }

    /** Executes it with the parameters that were set; it answers no rows. */
    void run() throws SQLException {
        PreparedStatement ready = statement();
        try {
            ready.executeUpdate();
        } catch (SQLException e) {
            statement = null;
            ready.close();
            throw e;
        }
    }
}
