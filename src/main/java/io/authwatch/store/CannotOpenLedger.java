package io.authwatch.store;

/** The ledger cannot be opened, and the program cannot start. The message is one line for people. */
public final class CannotOpenLedger extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotOpenLedger(String message) {
        super(message);
    }

    CannotOpenLedger(String message, Throwable cause) {
        super(message, cause);
    }
}
