package io.authwatch.syslog;

/**
 * The fields of a timestamp as they were written. Filled by {@link IsoStamp} and {@link BsdStamp}, which share the
 * readers of its parts here; all of them answer the position after what they read, or {@link #NONE}.
 */
final class Stamp {
    /** A reader's answer: not there. */
    static final int NONE = -1;
    /** {@link #year}: not written. */
    static final int NO_YEAR = -1;
    /** {@link #offsetSeconds}: not written. */
    static final int NO_OFFSET = Integer.MIN_VALUE;

    private static final int NANO_DIGITS = 9;
    private static final int OFFSET_SECONDS_MAX = 18 * 60 * 60;

    int year;
    /** 1 to 12; 0 while there is no timestamp. */
    int month;

    int day;
    int hour;
    int minute;
    /** 0 to 60: a leap second is legal in RFC 3339, and real. */
    int second;

    int nanos;
    int offsetSeconds;

    /** No timestamp. */
    void clear() {
        month = 0;
        year = NO_YEAR;
        nanos = 0;
        offsetSeconds = NO_OFFSET;
    }

    boolean present() {
        return month != 0;
    }

    /** Whether the same was written. */
    boolean isSame(Stamp other) {
        return month == other.month
                && day == other.day
                && hour == other.hour
                && minute == other.minute
                && second == other.second
                && nanos == other.nanos
                && year == other.year
                && offsetSeconds == other.offsetSeconds;
    }

    /** Takes over what another one says. */
    void set(Stamp other) {
        year = other.year;
        month = other.month;
        day = other.day;
        hour = other.hour;
        minute = other.minute;
        second = other.second;
        nanos = other.nanos;
        offsetSeconds = other.offsetSeconds;
    }

    /**
     * Reads a timestamp of either kind at {@code at}. What follows it is a blank, a colon or the end; else it is none.
     */
    int read(byte[] array, int at, int end) {
        clear();
        int after = NONE;
        if (at < end) {
            after = IsoStamp.isNext(array, at, end)
                    ? IsoStamp.read(this, array, at, end)
                    : BsdStamp.read(this, array, at, end);
        }
        if (after == NONE || !isTerminated(array, after, end)) {
            clear();
            return NONE;
        }
        return after;
    }

    /** Whether a part may end at {@code at}. */
    static boolean isTerminated(byte[] array, int at, int end) {
        return at == end || array[at] == ' ' || array[at] == ':';
    }

    /** {@code hh:mm:ss[.fraction]}; the hour may have one digit, the fraction any number. */
    int time(byte[] array, int at, int end) {
        int colon = Ascii.is(':', array, at + 1, end) ? at + 1 : at + 2;
        hour = Ascii.number(array, at, end, colon - at);
        minute = Ascii.number(array, colon + 1, end, 2);
        second = Ascii.number(array, colon + 4, end, 2);
        boolean valid = Ascii.is(':', array, colon, end)
                && Ascii.is(':', array, colon + 3, end)
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second <= 60;
        return valid ? fraction(array, colon + 6, end) : NONE;
    }

    private int fraction(byte[] array, int at, int end) {
        if (!Ascii.is('.', array, at, end) && !Ascii.is(',', array, at, end)) {
            return at;
        }
        int next = at + 1;
        int digits = 0;
        for (; next < end && Ascii.isDigit(array[next]); next++) {
            if (digits < NANO_DIGITS) {
                nanos = 10 * nanos + array[next] - '0';
                digits++;
            }
        }
        for (; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return next;
    }

    /** {@code Z}, {@code +hh:mm}, {@code +hhmm} or {@code +hh}. */
    int offset(byte[] array, int at, int end) {
        if (Ascii.is('Z', array, at, end) || Ascii.is('z', array, at, end)) {
            offsetSeconds = 0;
            return at + 1;
        }
        if (!Ascii.is('+', array, at, end) && !Ascii.is('-', array, at, end)) {
            return NONE;
        }
        int hours = Ascii.number(array, at + 1, end, 2);
        int minutesAt = Ascii.is(':', array, at + 3, end) ? at + 4 : at + 3;
        int minutes = Ascii.number(array, minutesAt, end, 2);
        int after = minutes < 0 ? at + 3 : minutesAt + 2;
        return offset(array[at] == '-', hours, Math.max(0, minutes)) ? after : NONE;
    }

    /** Sets an offset of at most 18 hours, as {@link java.time.ZoneOffset} has it; answers whether it is one. */
    boolean offset(boolean west, int hours, int minutes) {
        int seconds = 60 * (60 * hours + minutes);
        if (hours < 0 || minutes > 59 || seconds > OFFSET_SECONDS_MAX) {
            return false;
        }
        offsetSeconds = west ? -seconds : seconds;
        return true;
    }

    /** Sets a date; answers whether there is such a month and day. Whether the year has it is seen later. */
    boolean date(int writtenYear, int writtenMonth, int writtenDay) {
        year = writtenYear;
        month = writtenMonth;
        day = writtenDay;
        return writtenMonth >= 1 && writtenMonth <= 12 && writtenDay >= 1 && writtenDay <= 31;
    }
}
