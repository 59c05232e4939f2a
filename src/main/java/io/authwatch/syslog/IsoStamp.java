package io.authwatch.syslog;

/**
 * Timestamps that begin with the year: RFC 3339, which RFC 5424 section 6.2.3 narrows and the field widens again.
 *
 * <pre>
 *   2026-11-23T03:27:13.428965+00:00      any number of fraction digits, after a point or a comma
 *   2026-11-23 03:27:13,428 +0100         a blank for the T, and one before the offset
 *   2026-11-23T03:27:13                   no offset: local time
 * </pre>
 */
final class IsoStamp {
    private IsoStamp() {}

    /** Whether a timestamp at {@code at} can only be of this kind: a digit first, and a dash after four octets. */
    static boolean isNext(byte[] array, int at, int end) {
        return at < end && Ascii.isDigit(array[at]) && Ascii.is('-', array, at + 4, end);
    }

    /** Reads one at {@code at} into {@code stamp}; answers the position after it, or {@link Stamp#NONE}. */
    static int read(Stamp stamp, byte[] array, int at, int end) {
        int year = Ascii.number(array, at, end, 4);
        int month = Ascii.number(array, at + 5, end, 2);
        int day = Ascii.number(array, at + 8, end, 2);
        boolean dated = year >= 0
                && Ascii.is('-', array, at + 7, end)
                && at + 10 < end
                && isTimeMark(array[at + 10])
                && stamp.date(year, month, day);
        int after = dated ? stamp.time(array, at + 11, end) : Stamp.NONE;
        return after == Stamp.NONE ? Stamp.NONE : zone(stamp, array, after, end);
    }

    private static boolean isTimeMark(byte octet) {
        return octet == 'T' || octet == 't' || octet == ' ';
    }

    private static int zone(Stamp stamp, byte[] array, int at, int end) {
        int after = stamp.offset(array, at, end);
        if (after != Stamp.NONE) {
            return after;
        }
        return Ascii.is(' ', array, at, end) ? BsdStamp.zone(stamp, array, at, end) : at;
    }
}
