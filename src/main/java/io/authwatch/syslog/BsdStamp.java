package io.authwatch.syslog;

import io.authwatch.wire.Octets;

/**
 * Timestamps that begin with the month's name: RFC 3164 section 4.1.2, and what devices make of it.
 *
 * <pre>
 *   Nov 23 03:27:13        Nov  3 03:27:13       Nov 3 3:27:13        NOV 23 03:27:13
 *   1990 Oct 22 10:52:01   Mar 7 2008 19:06:53   May 4 00:00:00 2009  Jan  8 19:46:03.295
 *   … 10:52:01 TZ-6        … 03:27:13 UTC        … 03:27:13 +0100     … 03:27:13 CET: %SYS-5-…
 * </pre>
 *
 * <p>A year is one from 1970 to 2100. A zone's name other than UTC and GMT is taken only where Cisco writes it, for a
 * host may be called CET; it says nothing about the offset, and the time is read as local.
 */
final class BsdStamp {
    private static final int YEAR_MIN = 1970;
    private static final int YEAR_MAX = 2100;
    private static final int ZONE_OCTETS_MAX = 5;
    private static final byte[] UTC = Octets.literal("UTC");
    private static final byte[] GMT = Octets.literal("GMT");
    private static final byte[] TZ = Octets.literal("TZ");
    private static final byte[] CISCO_TEXT = Octets.literal(": %");

    private BsdStamp() {}

    /** Reads one at {@code from} into {@code stamp}; answers the position after it, or {@link Stamp#NONE}. */
    static int read(Stamp stamp, byte[] array, int from, int end) {
        int year = yearBeforeBlank(array, from, end);
        int at = year == Stamp.NO_YEAR ? from : from + 5;
        int month = month(array, at, end);
        if (month == 0 || !Ascii.is(' ', array, at + 3, end)) {
            return Stamp.NONE;
        }
        at = Ascii.skipBlanks(array, at + 3, end);
        int dayDigits = at + 1 < end && Ascii.isDigit(array[at + 1]) ? 2 : 1;
        int day = Ascii.number(array, at, end, dayDigits);
        at += dayDigits;
        if (!stamp.date(year, month, day) || !Ascii.is(' ', array, at, end)) {
            return Stamp.NONE;
        }
        at = yearInside(stamp, array, Ascii.skipBlanks(array, at, end), end);
        at = stamp.time(array, at, end);
        return at == Stamp.NONE ? Stamp.NONE : yearAfter(stamp, array, zone(stamp, array, at, end), end);
    }

    private static int yearInside(Stamp stamp, byte[] array, int at, int end) {
        int year = yearBeforeBlank(array, at, end);
        if (year == Stamp.NO_YEAR) {
            return at;
        }
        stamp.year = year;
        return Ascii.skipBlanks(array, at + 4, end);
    }

    private static int yearAfter(Stamp stamp, byte[] array, int at, int end) {
        boolean none = stamp.year == Stamp.NO_YEAR && Ascii.is(' ', array, at, end);
        int year = none ? year(array, at + 1, end) : Stamp.NO_YEAR;
        int after = at + 5;
        // A colon alone does not end it: 2001:db8::1 is a host.
        boolean ended = after == end
                || Ascii.is(' ', array, after, end)
                || (Ascii.is(':', array, after, end) && Ascii.is(' ', array, after + 1, end));
        if (year == Stamp.NO_YEAR || !ended) {
            return at;
        }
        stamp.year = year;
        return after;
    }

    private static int yearBeforeBlank(byte[] array, int at, int end) {
        return Ascii.is(' ', array, at + 4, end) ? year(array, at, end) : Stamp.NO_YEAR;
    }

    private static int year(byte[] array, int at, int end) {
        int year = Ascii.number(array, at, end, 4);
        return year >= YEAR_MIN && year <= YEAR_MAX ? year : Stamp.NO_YEAR;
    }

    /** A blank and a zone at {@code at}; answers the position after them, or {@code at} if there is no zone. */
    static int zone(Stamp stamp, byte[] array, int at, int end) {
        if (!Ascii.is(' ', array, at, end) || at + 1 == end) {
            return at;
        }
        byte first = array[at + 1];
        int after = Stamp.NONE;
        if (first == '+' || first == '-') {
            after = Ascii.number(array, at + 2, end, 2) < 0 ? Stamp.NONE : stamp.offset(array, at + 1, end);
        } else if (first >= 'A' && first <= 'Z') {
            after = namedZone(stamp, array, at + 1, end);
        }
        if (after == Stamp.NONE || !Stamp.isTerminated(array, after, end)) {
            stamp.offsetSeconds = Stamp.NO_OFFSET;
            return at;
        }
        return after;
    }

    private static int namedZone(Stamp stamp, byte[] array, int at, int end) {
        if (stands(UTC, array, at, end) || stands(GMT, array, at, end)) {
            stamp.offsetSeconds = 0;
            return at + 3;
        }
        if (stands(TZ, array, at, end)) {
            return hourOffset(stamp, array, at + 2, end);
        }
        int after = at;
        while (after < end && after - at < ZONE_OCTETS_MAX && array[after] >= 'A' && array[after] <= 'Z') {
            after++;
        }
        return stands(CISCO_TEXT, array, after, end) ? after : Stamp.NONE;
    }

    /** The {@code -6} of {@code TZ-6} (RFC 3164 section 5.4, example 4): hours, one digit or two. */
    private static int hourOffset(Stamp stamp, byte[] array, int at, int end) {
        boolean west = Ascii.is('-', array, at, end);
        if (!west && !Ascii.is('+', array, at, end)) {
            return Stamp.NONE;
        }
        int digits = at + 2 < end && Ascii.isDigit(array[at + 2]) ? 2 : 1;
        return stamp.offset(west, Ascii.number(array, at + 1, end, digits), 0) ? at + 1 + digits : Stamp.NONE;
    }

    private static boolean stands(byte[] literal, byte[] array, int at, int end) {
        if (end - at < literal.length) {
            return false;
        }
        for (int i = 0; i < literal.length; i++) {
            if (array[at + i] != literal[i]) {
                return false;
            }
        }
        return true;
    }

    /** The month whose English name's first three letters stand at {@code at}, in any case: 1 to 12, or 0. */
    private static int month(byte[] array, int at, int end) {
        if (end - at < 3) {
            return 0;
        }
        return switch (name(array[at], array[at + 1], array[at + 2])) {
            case ('j' << 16) | ('a' << 8) | 'n' -> 1;
            case ('f' << 16) | ('e' << 8) | 'b' -> 2;
            case ('m' << 16) | ('a' << 8) | 'r' -> 3;
            case ('a' << 16) | ('p' << 8) | 'r' -> 4;
            case ('m' << 16) | ('a' << 8) | 'y' -> 5;
            case ('j' << 16) | ('u' << 8) | 'n' -> 6;
            case ('j' << 16) | ('u' << 8) | 'l' -> 7;
            case ('a' << 16) | ('u' << 8) | 'g' -> 8;
            case ('s' << 16) | ('e' << 8) | 'p' -> 9;
            case ('o' << 16) | ('c' << 8) | 't' -> 10;
            case ('n' << 16) | ('o' << 8) | 'v' -> 11;
            case ('d' << 16) | ('e' << 8) | 'c' -> 12;
            default -> 0;
        };
    }

    private static int name(byte first, byte second, byte third) {
        boolean letters = Ascii.isLetter(first) && Ascii.isLetter(second) && Ascii.isLetter(third);
        return letters ? ((first | 0x20) << 16) | ((second | 0x20) << 8) | third | 0x20 : 0;
    }
}
