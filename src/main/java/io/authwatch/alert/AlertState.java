package io.authwatch.alert;

import java.util.Locale;

/** Where an alert stands. The order is part of the ledger's format: append, never reorder. */
public enum AlertState {
    /** Told, and cooling down: what follows is counted. */
    OPEN,
    /** Of a muted host: kept and counted, never pushed. */
    MUTED,
    /** Its cool-down ended and nothing follows any more. */
    CLOSED;

    /** The name in the API, lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
