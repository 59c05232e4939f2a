package io.authwatch.store;

import io.authwatch.pipeline.Ledger.LedgerFailed;
import io.authwatch.pipeline.Ledger.LedgerFull;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What an error of SQLite means to us (sqlite.org/rescode.html). Only what surely left no trace and may pass may be
 * tried again: there is no room (SQLite answers FULL for ENOSPC), or another program holds the database's lock.
 * Everything else ends the process.
 */
final class StorageFault {
    private StorageFault() {}

    /** Whether the same may be tried again. */
    static boolean passes(SQLException e) {
        return switch (primary(e)) {
            case SQLITE_FULL, SQLITE_BUSY, SQLITE_LOCKED -> true;
            default -> false;
        };
    }

    /** The exception to tell the caller of the ledger. */
    static RuntimeException of(SQLException e, String doing) {
        String message = doing + ": " + describe(e);
        return passes(e) ? new LedgerFull(message, e) : new LedgerFailed(message, e);
    }

    /** One line: SQLite's own words, which begin with the code's name. Holds no data. */
    static String describe(SQLException e) {
        return switch (primary(e)) {
            case SQLITE_FULL -> "there is no room on the storage (SQLITE_FULL)";
            case SQLITE_BUSY, SQLITE_LOCKED -> "another program holds the lock of the database (SQLITE_BUSY)";
            default -> String.valueOf(e.getMessage()).replace('\n', ' ');
        };
    }

    private static SQLiteErrorCode code(SQLException e) {
        return e instanceof SQLiteException lite ? lite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    /** The primary code: the low octet of an extended one. */
    private static SQLiteErrorCode primary(SQLException e) {
        SQLiteErrorCode code = code(e);
        return code == SQLiteErrorCode.UNKNOWN_ERROR ? code : SQLiteErrorCode.getErrorCode(code.code & 0xff);
    }
}
