package io.authwatch.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of a line, eight octets at a step.
 *
 * <p>In {@code (x - 01…01) & ~x & 80…80} the lowest bit set stands in the first octet of {@code x} that is zero; only
 * octets above that one can be wrong [1].
 *
 * <p>[1] Henry S. Warren, Hacker's Delight, 2nd edition, section 6-1.
 */
final class LineEnd {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LINE_FEEDS = '\n' * ONES;

    private LineEnd() {}

    /** The first LF in {@code array[from..to)}, or -1. */
    static int lineFeed(byte[] array, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long found = zeros((long) LONGS.get(array, at) ^ LINE_FEEDS);
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        for (; at < to; at++) {
            if (array[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** The first LF or NUL in {@code array[from..to)}, or -1. */
    static int lineFeedOrNul(byte[] array, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long octets = (long) LONGS.get(array, at);
            long found = zeros(octets ^ LINE_FEEDS) | zeros(octets);
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        for (; at < to; at++) {
            if (array[at] == '\n' || array[at] == 0) {
                return at;
            }
        }
        return -1;
    }

    private static long zeros(long octets) {
        return (octets - ONES) & ~octets & HIGHS;
    }
}
