package io.authwatch.alert;

import java.util.Locale;

/** Where an alert stands. The order is part of the ledger's format: append, never reorder. */
public enum AlertState {
    /** Told, and cooling down: what follows is counted. Or being gathered, and told at the end. */
    OPEN,
    /** Of a muted host: kept and counted, never pushed. */
    MUTED,
    /** Its cool-down ended and nothing follows any more. */
    CLOSED,
    /** Under a silence: kept and counted, told as a sum when the silence ends. */
    SILENCED;

    /** The name in the API, lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
