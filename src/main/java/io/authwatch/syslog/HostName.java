package io.authwatch.syslog;

/**
 * HOSTNAME, as it stands after a timestamp: {@code vm}, {@code vm.example.net}, {@code 192.0.2.7}, {@code 2001:db8::1}.
 *
 * <p>Relays write stranger ones: {@code [192.0.2.7]}, {@code local@vm}, {@code vm/relay}. Such a word is a host only if
 * a TAG follows it; else it is the first word of the text.
 */
final class HostName {
    /** What a word can be. */
    enum Kind {
        PLAIN,
        ODD,
        NONE
    }

    /** The longest, in octets (RFC 5424 section 6). */
    private static final int OCTETS_MAX = 255;

    private HostName() {}

    /** What the word {@code array[from..to)} can be. */
    static Kind kind(byte[] array, int from, int to) {
        if (to == from || to - from > OCTETS_MAX) {
            return Kind.NONE;
        }
        if (isAddress6(array, from, to)) {
            return Kind.PLAIN;
        }
        boolean bracketed = array[from] == '[' && array[to - 1] == ']' && to - from > 2;
        boolean odd = bracketed;
        boolean named = false;
        for (int at = bracketed ? from + 1 : from; at < (bracketed ? to - 1 : to); at++) {
            boolean alphanumeric = Ascii.isAlphanumeric(array[at]);
            named |= alphanumeric;
            odd |= isOdd(array[at], bracketed);
            if (!alphanumeric && !isPunctuation(array[at]) && !isOdd(array[at], bracketed)) {
                return Kind.NONE;
            }
        }
        return !named ? Kind.NONE : odd ? Kind.ODD : Kind.PLAIN;
    }

    /** Whether both words name one machine: equal in any case, or one is the other's first label. */
    static boolean isSame(byte[] array, int from, int to, int otherFrom, int otherTo) {
        int shorter = Math.min(to - from, otherTo - otherFrom);
        for (int i = 0; i < shorter; i++) {
            if (lower(array[from + i]) != lower(array[otherFrom + i])) {
                return false;
            }
        }
        return shorter > 0
                && (from + shorter == to || array[from + shorter] == '.')
                && (otherFrom + shorter == otherTo || array[otherFrom + shorter] == '.');
    }

    /** Whether the word can only be an address: digits and points with three points, or an IPv6 address. */
    static boolean isAddress(byte[] array, int from, int to) {
        int points = 0;
        for (int at = from; at < to; at++) {
            if (array[at] == '.') {
                points++;
            } else if (!Ascii.isDigit(array[at])) {
                return isAddress6(array, from, to);
            }
        }
        return points == 3;
    }

    private static boolean isAddress6(byte[] array, int from, int to) {
        int colons = 0;
        boolean zoned = false;
        for (int at = from; at < to; at++) {
            byte octet = array[at];
            if (octet == ':' && !zoned) {
                colons++;
            } else if (octet == '%' && !zoned) {
                zoned = true;
            } else if (octet != '.' && !(zoned ? Ascii.isAlphanumeric(octet) : Ascii.isHexDigit(octet))) {
                return false;
            }
        }
        return colons >= 2 && (array[to - 1] != ':' || array[to - 2] == ':');
    }

    private static boolean isPunctuation(byte octet) {
        return octet == '.' || octet == '-' || octet == '_';
    }

    private static boolean isOdd(byte octet, boolean bracketed) {
        return octet == '@' || octet == '/' || (bracketed && octet == ':');
    }

    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet;
    }
}
