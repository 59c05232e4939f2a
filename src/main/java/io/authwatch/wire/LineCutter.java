package io.authwatch.wire;

import java.util.Arrays;

/**
 * Cuts a file into lines. Only whole lines are given; the octets of a last line without its LF are left with the
 * caller, who shows them again with what follows them.
 *
 * <pre>
 *   in    one LF two CR LF LF NUL NUL NUL three LF fou
 *   out   one    two                      three
 * └──────────────── consumed ─────────────────┘ left
 * </pre>
 *
 * <p>A CR before the LF goes. Blank lines are skipped, and so are NULs at a line's start: the hole that a writer leaves
 * who writes on at his old offset after {@code copytruncate}.
 *
 * <p><b>Which offset to commit.</b> The caller's offset moves by what {@link #cut} consumed. That is a line's end,
 * except inside a hole and inside a line longer than the limit, whose rest is thrown away as it comes.
 * {@link #openOctets} says how far beyond the last line's end it is; commit the offset less that. A line above the
 * limit is given, cut at the limit, when its end has come and not before, so that its effects and the offset after it
 * are one commit: a crash repeats nothing.
 *
 * <p>One cutter serves one file. It is not safe for use by several threads.
 */
public final class LineCutter {
    private static final byte[] NONE = new byte[0];

    private final int lineOctetsMax;
    private byte[] cutLine = NONE;
    private long openOctets;

    /** A cutter that gives at most the first {@code lineOctetsMax} octets of a line. */
    public LineCutter(int lineOctetsMax) {
        if (lineOctetsMax < 1) {
            throw new IllegalArgumentException("longest line is " + lineOctetsMax + " octets, expected 1 or more");
        }
        this.lineOctetsMax = lineOctetsMax;
    }

    /**
     * Gives the lines of {@code array[from..to)}.
     *
     * @return how many octets were consumed; the rest must come again, first. A caller with room for more than
     *     {@code lineOctetsMax} octets never sees 0 with its buffer full
     */
    public int cut(byte[] array, int from, int to, FrameSink sink) {
        int at = from;
        while (at < to) {
            int start = skipNuls(array, at, to);
            openOctets += start - at;
            int end = LineEnd.lineFeed(array, start, to);
            if (end < 0) {
                return open(array, start, to) - from;
            }
            line(array, start, end, sink);
            at = end + 1;
        }
        return to - from;
    }

    /**
     * The file has ended for good, as one that was rotated away and read to its end. The rest that {@link #cut} left is
     * given as a cut line.
     */
    public void end(byte[] array, int from, int to, FrameSink sink) {
        int start = skipNuls(array, from, to);
        if (cutLine.length > 0) {
            line(array, start, to, sink);
        } else if (start < to) {
            sink.frame(array, start, Math.min(to, start + lineOctetsMax), true);
        }
        reset();
    }

    /** How many of the octets consumed lie beyond the end of the last line: 0 unless inside a long line or a hole. */
    public long openOctets() {
        return openOctets;
    }

    /** Forgets the line it is in: the caller goes on at a line's start, in this file or another. */
    public void reset() {
        cutLine = NONE;
        openOctets = 0;
    }

    /** A line whose end is not in the read: left with the caller, unless it is too long already. */
    private int open(byte[] array, int start, int to) {
        if (cutLine.length == 0) {
            if (to - start <= lineOctetsMax) {
                return start;
            }
            cutLine = Arrays.copyOfRange(array, start, start + lineOctetsMax);
        }
        openOctets += to - start;
        return to;
    }

    private void line(byte[] array, int start, int end, FrameSink sink) {
        byte[] opened = cutLine;
        reset();
        if (opened.length > 0) {
            sink.frame(opened, 0, opened.length, true);
            return;
        }
        if (end - start > lineOctetsMax) {
            sink.frame(array, start, start + lineOctetsMax, true);
            return;
        }
        int trimmed = end > start && array[end - 1] == '\r' ? end - 1 : end;
        if (trimmed > start) {
            sink.frame(array, start, trimmed, false);
        }
    }

    private static int skipNuls(byte[] array, int from, int to) {
        int at = from;
        while (at < to && array[at] == 0) {
            at++;
        }
        return at;
    }
}
