package io.authwatch.syslog;

import java.util.Locale;
import java.util.Optional;

/** The 24 facilities in the order of their codes (RFC 5424 section 6.2.1, table 1), named as rsyslog names them. */
public enum Facility {
    KERN,
    USER,
    MAIL,
    DAEMON,
    AUTH,
    SYSLOG,
    LPR,
    NEWS,
    UUCP,
    CRON,
    AUTHPRIV,
    FTP,
    NTP,
    AUDIT,
    ALERT,
    CLOCK,
    LOCAL0,
    LOCAL1,
    LOCAL2,
    LOCAL3,
    LOCAL4,
    LOCAL5,
    LOCAL6,
    LOCAL7;

    private static final Facility[] BY_CODE = values();

    /** The facility of a code from 0 to 23. */
    public static Facility of(int code) {
        return BY_CODE[code];
    }

    /** The facility of a name such as {@code authpriv}, in any case; empty if there is none. */
    public static Optional<Facility> named(String name) {
        for (Facility facility : BY_CODE) {
            if (facility.label().equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(facility);
            }
        }
        return Optional.empty();
    }

    /** The numerical code, 0 to 23. */
    public int code() {
        return ordinal();
    }

    /** The lower-case name. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
