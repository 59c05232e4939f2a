package io.authwatch.syslog;

/** Questions about single octets, in ASCII; an octet above 126 is never any of these. */
final class Ascii {
    private Ascii() {}

    static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    static boolean isLetter(byte octet) {
        int lower = octet | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    static boolean isAlphanumeric(byte octet) {
        return isLetter(octet) || isDigit(octet);
    }

    static boolean isHexDigit(byte octet) {
        int lower = octet | 0x20;
        return isDigit(octet) || (lower >= 'a' && lower <= 'f');
    }

    /** PRINTUSASCII of RFC 5424 section 6: 33 to 126. */
    static boolean isPrintable(byte octet) {
        return octet > ' ' && octet < 0x7f;
    }

    /** The first position in {@code [at, end)} that holds no blank, or {@code end}. */
    static int skipBlanks(byte[] array, int at, int end) {
        int next = at;
        while (next < end && array[next] == ' ') {
            next++;
        }
        return next;
    }

    /** The first position in {@code [at, end)} that holds a blank, or {@code end}. */
    static int skipToken(byte[] array, int at, int end) {
        int next = at;
        while (next < end && array[next] != ' ') {
            next++;
        }
        return next;
    }

    /** The number that {@code digits} digits at {@code at} make, or -1 if one of them is none or lies past the end. */
    static int number(byte[] array, int at, int end, int digits) {
        if (end - at < digits) {
            return -1;
        }
        int number = 0;
        for (int i = at; i < at + digits; i++) {
            if (!isDigit(array[i])) {
                return -1;
            }
            number = 10 * number + array[i] - '0';
        }
        return number;
    }

    /** Whether {@code octet} stands at {@code at}, before {@code end}. */
    static boolean is(char octet, byte[] array, int at, int end) {
        return at < end && array[at] == (byte) octet;
    }
}
