package io.authwatch.rule.logcheck;

/**
 * A set of octets.
 *
 * @param bits0 a bit for each of 0 to 63
 * @param bits1 64 to 127
 * @param bits2 128 to 191
 * @param bits3 192 to 255
 */
record OctetSet(long bits0, long bits1, long bits2, long bits3) {
    static final int OCTETS = 256;
    static final OctetSet NONE = new OctetSet(0, 0, 0, 0);
    /** Digits, letters and the underscore: what {@code \w} matches. */
    static final OctetSet WORD =
            range('0', '9').or(range('A', 'Z')).or(range('a', 'z')).or(of('_'));
    /** Blank, TAB, LF, VT, FF and CR: what {@code \s} matches. */
    static final OctetSet SPACE = range('\t', '\r').or(of(' '));
    /** A line holds no LF, so that nothing in a rule matches one. */
    private static final OctetSet LINE_FEED = of('\n');

    static OctetSet of(int octet) {
        return range(octet, octet);
    }

    /** {@code first} to {@code last}, both in it. */
    static OctetSet range(int first, int last) {
        long[] bits = new long[4];
        for (int octet = first; octet <= last; octet++) {
            bits[octet >> 6] |= 1L << octet;
        }
        return new OctetSet(bits[0], bits[1], bits[2], bits[3]);
    }

    OctetSet or(OctetSet other) {
        return new OctetSet(bits0 | other.bits0, bits1 | other.bits1, bits2 | other.bits2, bits3 | other.bits3);
    }

    /** All octets that are not in this one, but LF. */
    OctetSet complement() {
        return new OctetSet(~(bits0 | LINE_FEED.bits0), ~bits1, ~bits2, ~bits3);
    }

    boolean contains(int octet) {
        long bits = octet < 128 ? octet < 64 ? bits0 : bits1 : octet < 192 ? bits2 : bits3;
        return (bits & 1L << octet) != 0;
    }

    /** The one octet that is in it, or -1 if there are none or several. */
    int only() {
        if (Long.bitCount(bits0) + Long.bitCount(bits1) + Long.bitCount(bits2) + Long.bitCount(bits3) != 1) {
            return -1;
        }
        int octet = 0;
        while (!contains(octet)) {
            octet++;
        }
        return octet;
    }
}
