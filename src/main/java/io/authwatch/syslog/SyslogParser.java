package io.authwatch.syslog;

import io.authwatch.wire.Inflated;
import io.authwatch.wire.OctetCount;
import io.authwatch.wire.Trailer;

/**
 * Frame to message: never throws, never drops, in time linear in the frame's length, and without making an object.
 *
 * <p>The format is found for each message by itself:
 *
 * <pre>
 *   frame ──▶ less LF, CR, NUL at its end ──▶ less an exact octet count ──▶ PRI
 *                                                                           │
 *             not a PRI: all of it is text ◀── &lt;999&gt;, &lt;&gt;, &lt;0… ───────────────┤
 *                                                                           │ &lt;0&gt; … &lt;191&gt;, or none
 *             VERSION and timestamp (or -) follow: {@link Rfc5424} ◀────────────────┤
 *             else {@link Rfc3164}, which ends in text ◀────────────────────────────┘
 * </pre>
 *
 * <p>What a grammar is not sure of stays in the text: a doubtful guess is never worse than the raw line. Octal escapes
 * such as {@code #011} stay as the sender wrote them. The parser has no state; one serves any number of threads, each
 * with a message of its own.
 */
public final class SyslogParser {
    /** The highest PRI: facility 23, severity 7 (RFC 5424 section 6.2.1). */
    private static final int PRI_MAX = 191;

    private static final int PRI_DIGITS_MAX = 3;
    private static final int NONE = -1;

    /**
     * Parses {@code array[from..to)} into {@code message}.
     *
     * @param cut whether the frame's end is gone
     */
    public void parse(byte[] array, int from, int to, boolean cut, SyslogMessage message) {
        message.over(array, from, to);
        int end = Trailer.trimmed(array, from, to);
        int start = OctetCount.skipExact(array, from, end);
        if (cut) {
            message.mark(Defect.CUT);
        }
        if (start != from) {
            message.mark(Defect.UNEXPECTED_FRAMING);
        }
        int afterPri = pri(message, array, start, end);
        if (afterPri == NONE) {
            unstructured(message, array, from, end);
        } else if (!Rfc5424.read(message, array, afterPri, end)) {
            Rfc3164.read(message, array, afterPri, end);
        }
        if (Inflated.isMarked(array, from, to)) {
            message.mark(Defect.COMPRESSION_INVALID);
        }
    }

    /** Reads the PRI; answers the position after it, {@code start} if there is none, {@link #NONE} if it is invalid. */
    private static int pri(SyslogMessage message, byte[] array, int start, int end) {
        if (!Ascii.is('<', array, start, end)) {
            message.mark(Defect.PRI_MISSING);
            return start;
        }
        int digits = 0;
        int value = 0;
        for (int at = start + 1; at < end && digits <= PRI_DIGITS_MAX && Ascii.isDigit(array[at]); at++) {
            value = 10 * value + array[at] - '0';
            digits++;
        }
        boolean leadingZero = digits > 1 && array[start + 1] == '0';
        if (digits == 0 || leadingZero || value > PRI_MAX || !Ascii.is('>', array, start + 1 + digits, end)) {
            message.mark(Defect.PRI_INVALID);
            return NONE;
        }
        message.facilityCode = value >> 3;
        message.severityCode = value & 7;
        return start + digits + 2;
    }

    private static void unstructured(SyslogMessage message, byte[] array, int from, int end) {
        message.mark(Defect.TIMESTAMP_MISSING);
        message.mark(Defect.HOST_MISSING);
        message.mark(Defect.PROGRAM_MISSING);
        message.mark(Defect.UNSTRUCTURED);
        message.text(array, from, end);
    }
}
