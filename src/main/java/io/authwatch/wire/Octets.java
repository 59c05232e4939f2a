package io.authwatch.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * A movable view of octets: {@code array[from..to)}. It owns nothing and is valid only while the read that filled the
 * array is being handled; whoever wants to keep something takes a {@link #string}.
 *
 * <p>All positions, in and out, are absolute indexes into {@link #array()}. A search answers -1 when it finds nothing,
 * and never looks at or past its {@code end}.
 */
public final class Octets {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NONE = new byte[0];

    private byte[] array = NONE;
    private int from;
    private int to;

    /** A view of nothing. */
    public Octets() {}

    /** A view of the whole of {@code octets}. */
    public static Octets of(byte[] octets) {
        return new Octets().over(octets, 0, octets.length);
    }

    /** A view of the UTF-8 octets of {@code text}. */
    public static Octets of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The octets of an ASCII literal, for {@link #startsWith} and the searches. */
    public static byte[] literal(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Moves this view to {@code array[from..to)} and returns it. */
    public Octets over(byte[] array, int from, int to) {
        if (from < 0 || to < from || to > array.length) {
            throw new IndexOutOfBoundsException("view " + from + ".." + to + " of " + array.length + " octets");
        }
        this.array = array;
        this.from = from;
        this.to = to;
        return this;
    }

    public byte[] array() {
        return array;
    }

    /** The first position. */
    public int from() {
        return from;
    }

    /** The position after the last. */
    public int to() {
        return to;
    }

    public int length() {
        return to - from;
    }

    /** The octet at an absolute position inside the view. */
    public byte at(int position) {
        return array[position];
    }

    /** Whether {@code literal} stands at {@code position} and ends inside the view. */
    public boolean startsWith(int position, byte[] literal) {
        return startsWith(position, to, literal);
    }

    /** Whether {@code literal} stands at {@code position} and ends at or before {@code end}. */
    public boolean startsWith(int position, int end, byte[] literal) {
        if (position < from || end - position < literal.length) {
            return false;
        }
        int i = 0;
        for (; i + Long.BYTES <= literal.length; i += Long.BYTES) {
            if ((long) EIGHT.get(array, position + i) != (long) EIGHT.get(literal, i)) {
                return false;
            }
        }
        for (; i < literal.length; i++) {
            if (array[position + i] != literal[i]) {
                return false;
            }
        }
        return true;
    }

    /** The eight octets at an absolute position inside the array, the first one highest. */
    public long eight(int position) {
        return (long) EIGHT.get(array, position);
    }

    /** Whether {@code literal} ends exactly at {@code end} and begins at or after {@code start}. */
    public boolean endsWith(int start, int end, byte[] literal) {
        return end - literal.length >= start && startsWith(end - literal.length, end, literal);
    }

    /** The first position in {@code [start, end)} that holds {@code octet}, or -1. */
    public int indexOf(char octet, int start, int end) {
        for (int i = start; i < end; i++) {
            if (array[i] == (byte) octet) {
                return i;
            }
        }
        return -1;
    }

    /** The last position in {@code [start, end)} that holds {@code octet}, or -1. */
    public int lastIndexOf(char octet, int start, int end) {
        for (int i = end - 1; i >= start; i--) {
            if (array[i] == (byte) octet) {
                return i;
            }
        }
        return -1;
    }

    /** The first position at which the whole of {@code literal} stands inside {@code [start, end)}, or -1. */
    public int indexOf(byte[] literal, int start, int end) {
        int last = end - literal.length;
        for (int i = start; i <= last; i++) {
            if (array[i] == literal[0] && startsWith(i, end, literal)) {
                return i;
            }
        }
        return -1;
    }

    /** The last position at which the whole of {@code literal} stands inside {@code [start, end)}, or -1. */
    public int lastIndexOf(byte[] literal, int start, int end) {
        for (int i = end - literal.length; i >= start; i--) {
            if (array[i] == literal[0] && startsWith(i, end, literal)) {
                return i;
            }
        }
        return -1;
    }

    /** The whole view as text; see {@link #string(int, int)}. */
    public String string() {
        return string(from, to);
    }

    /**
     * {@code [start, end)} as text: UTF-8, where each octet that is not valid UTF-8 becomes {@code \xNN} (lower-case
     * hex). No octet is lost, and nothing is thrown.
     */
    public String string(int start, int end) {
        boolean ascii = true;
        for (int i = start; i < end && ascii; i++) {
            ascii = array[i] >= 0;
        }
        return ascii ? new String(array, start, end - start, StandardCharsets.ISO_8859_1) : decoded(start, end);
    }

    private String decoded(int start, int end) {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(array, start, end - start);
        CharBuffer out = CharBuffer.allocate(4 * (end - start));
        while (true) {
            CoderResult result = utf8.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put(String.format("\\x%02x", in.get() & 0xff));
            }
        }
    }

    @Override
    public String toString() {
        return string();
    }
}
