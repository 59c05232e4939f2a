package io.authwatch.store;

import io.authwatch.rule.StateCell;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/** The state of the rules at the last checkpoint. */
final class StateTable {
    private static final String READ = "SELECT kind, rule, key, data FROM state";
    private static final String PUT = "INSERT OR REPLACE INTO state (kind, rule, key, data) VALUES (?, ?, ?, ?)";
    private static final String DELETE = "DELETE FROM state WHERE kind = ? AND rule = ? AND key = ?";

    private final Connection connection;
    private final Prepared put;
    private final Prepared delete;

    StateTable(Connection connection) throws SQLException {
        this.connection = connection;
        put = new Prepared(connection, PUT);
        delete = new Prepared(connection, DELETE);
    }

    /** Writes the cells that there are, removes those that are gone; of several with one key the last one counts. */
    void apply(List<StateCell> cells) throws SQLException {
        for (StateCell cell : cells) {
            Prepared change = cell.gone() ? delete : put;
            PreparedStatement row = change.statement();
            row.setString(1, cell.kind());
            row.setString(2, cell.rule());
            row.setString(3, cell.key());
            if (!cell.gone()) {
                row.setBytes(4, cell.data());
            }
            change.run();
        }
    }

    /** All cells, in the order of their kind, rule and key. */
    void all(Consumer<StateCell> cells) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            while (row.next()) {
                cells.accept(new StateCell(row.getString(1), row.getString(2), row.getString(3), row.getBytes(4)));
            }
        }
    }
}
