package io.authwatch.source;

/**
 * Whether a message bears a time in microseconds, or finer: then it is none but itself, for a program that says the same
 * twice takes longer than that.
 *
 * <pre>
 *   &lt;38&gt;1 2026-11-28T15:24:22.456016+00:00 web-1 sshd …      RFC 5424
 *   &lt;38&gt;2026-11-28T15:24:22.456016+00:00 web-1 sshd[4711]: …  rsyslog's RSYSLOG_ForwardFormat
 * </pre>
 */
final class MicrosecondStamp {
    /** A digit is a 0; what is behind the last one does not matter. */
    private static final byte[] FORM = {
        '0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0', '0', ':', '0', '0', ':', '0', '0', '.', '0', '0',
        '0', '0', '0', '0'
    };
    /** PRI has three digits at most (RFC 5424 section 6.2.1). */
    private static final int PRI_END_MAX = 4;

    private MicrosecondStamp() {}

    /** Whether the message {@code array[from..to)} bears one. */
    static boolean isIn(byte[] array, int from, int to) {
        int at = from;
        while (at < to && at - from < PRI_END_MAX && array[at] != '>') {
            at++;
        }
        at++;
        boolean versioned = at + 1 < to && array[at] == '1' && array[at + 1] == ' ';
        return isStamp(array, versioned ? at + 2 : at, to);
    }

    private static boolean isStamp(byte[] array, int from, int to) {
        if (to - from < FORM.length) {
            return false;
        }
        for (int i = 0; i < FORM.length; i++) {
            byte octet = array[from + i];
            boolean fits = FORM[i] == '0' ? octet >= '0' && octet <= '9' : octet == FORM[i];
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
