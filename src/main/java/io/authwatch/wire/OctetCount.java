package io.authwatch.wire;

/**
 * The header of an octet-counted frame (RFC 6587 section 3.4.1, RFC 5425 section 4.3):
 *
 * <pre>
 *   1 1 0 SP &lt; 3 8 &gt; …
 *   └─────┘ └─ looked at, not part of the header
 *   header
 * </pre>
 *
 * <p>Text may begin with a number too. So a number is a count only if it has 1 to {@value #DIGITS_MAX} digits and no
 * leading zero, and if what follows the blank can begin a message: {@code <} of a PRI, or {@code z} of a message that
 * rsyslog compressed.
 */
public final class OctetCount {
    /** The longest count, in digits: beyond any frame limit, far from overflow. */
    public static final int DIGITS_MAX = 7;
    /** {@link #headerOctets}: no octet count. */
    static final int NONE = 0;
    /** {@link #headerOctets}: the octets at hand do not tell yet. */
    static final int UNDECIDED = -1;

    /** CR LF, or LF NUL. */
    private static final int TRAILER_OCTETS_MAX = 2;

    private OctetCount() {}

    /** How many octets the header at {@code from} has, blank included; {@link #NONE} or {@link #UNDECIDED}. */
    static int headerOctets(byte[] array, int from, int to) {
        int at = from;
        while (at < to && at - from < DIGITS_MAX && isDigit(array[at])) {
            at++;
        }
        if (at > from && array[from] == '0') {
            return NONE;
        }
        if (at == to) {
            return UNDECIDED;
        }
        if (at == from || array[at] != ' ') {
            return NONE;
        }
        if (++at == to) {
            return UNDECIDED;
        }
        return array[at] == '<' || array[at] == 'z' ? at - from : NONE;
    }

    /** The count that a header of {@code headerOctets} at {@code from} says: 1 to 9,999,999. */
    static int value(byte[] array, int from, int headerOctets) {
        int value = 0;
        for (int at = from; at < from + headerOctets - 1; at++) {
            value = 10 * value + array[at] - '0';
        }
        return value;
    }

    /**
     * Where the message begins in a frame that is delimited otherwise, and yet says its own octet count:
     * {@code array[from..to)} is {@code COUNT SP <…} and COUNT is what follows, give or take the LF, CR or NUL at its
     * end. Without such a count, {@code from}.
     */
    public static int skipExact(byte[] array, int from, int to) {
        int headerOctets = from < to && isDigit(array[from]) ? headerOctets(array, from, to) : NONE;
        if (headerOctets <= 0 || array[from + headerOctets] != '<') {
            return from;
        }
        int start = from + headerOctets;
        int trailerOctets = value(array, from, headerOctets) - (Trailer.trimmed(array, start, to) - start);
        return trailerOctets >= 0 && trailerOctets <= TRAILER_OCTETS_MAX ? start : from;
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
