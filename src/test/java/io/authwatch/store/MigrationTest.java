package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.notify.Notification;
import io.authwatch.pipeline.Commit;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers of earlier programs. */
class MigrationTest {
    @TempDir
    private Path temp;

    @Test
    void ledger_ofTheFirstSchema_keepsItsNotifications_andGetsRecipientsAndReceipts() throws Exception {
        setBack(1, List.of("digest", "acknowledged_at", "acknowledged_by", "acknowledged_device"));
        try (Connection connection = Sqlite.connect(temp.resolve(SqliteLedger.FILE_NAME));
                Statement statement = connection.createStatement()) {
            for (String column : List.of("recipient", "device", "sound")) {
                statement.executeUpdate("ALTER TABLE notification DROP COLUMN " + column);
            }
        }
        assertKept(Given.notification(1, "web-1"));
    }

    @Test
    void ledger_ofTheSecondSchema_keepsItsNotifications_andGetsReceipts() throws Exception {
        setBack(2, List.of("digest", "acknowledged_at", "acknowledged_by", "acknowledged_device"));
        assertKept(Given.notification(1, "web-1"));
    }

    /** Makes a ledger with a notification, and takes away what later schemas added. */
    private void setBack(int version, List<String> columns) throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(temp, warning -> {})) {
            Notification before = Given.notification(1, "web-1");
            ledger.commit(new Commit(List.of(), List.of(), List.of(), List.of(before), null));
        }
        try (Connection connection = Sqlite.connect(temp.resolve(SqliteLedger.FILE_NAME));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DROP INDEX notification_ringing");
            statement.executeUpdate("DROP INDEX notification_acknowledged");
            for (String column : columns) {
                statement.executeUpdate("ALTER TABLE notification DROP COLUMN " + column);
            }
            statement.executeUpdate("PRAGMA user_version = " + version);
        }
    }

    private void assertKept(Notification before) throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(temp, warning -> {});
                Statement statement = ledger.connection().createStatement()) {
            assertEquals(List.of(before), ledger.recover(entry -> {}).pending());
            assertEquals(Integer.toString(Schema.VERSION), value(statement, "PRAGMA user_version"));
        }
    }

    private static String value(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }
}
