package io.authwatch.syslog;

import java.util.Locale;

/** The 8 severities in the order of their codes (RFC 5424 section 6.2.1, table 2). */
public enum Severity {
    EMERGENCY,
    ALERT,
    CRITICAL,
    ERROR,
    WARNING,
    NOTICE,
    INFORMATIONAL,
    DEBUG;

    private static final Severity[] BY_CODE = values();

    /** The severity of a code from 0 to 7. */
    public static Severity of(int code) {
        return BY_CODE[code];
    }

    /** The numerical code, 0 to 7. */
    public int code() {
        return ordinal();
    }

    /** The lower-case name. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
