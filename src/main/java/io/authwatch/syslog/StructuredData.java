package io.authwatch.syslog;

/**
 * STRUCTURED-DATA (RFC 5424 section 6.3), skipped and not kept:
 *
 * <pre>
 *   -                                             none
 *   [timeQuality tzKnown="1" isSynced="1"][x@32473 path="C:\\" note="a \"word\" [1\]"]
 *
 *         ┌───────────────────────── [ ─────────────────────────┐
 *         ▼                                                     │
 *   [ ──▶ ID ── SP ──▶ NAME ── =" ──▶ VALUE ── " ──▶ SP or ] ──▶ ] ──▶ SP or the end
 *                       ▲            \ takes the next │
 *                       └──────────── SP ─────────────┘
 * </pre>
 *
 * <p>Names may be longer than the 32 octets allowed, and blanks may stand before {@code ]}. All else that is wrong
 * makes it no structured data: the message proper then begins at its bracket, and nothing is hidden from a reader.
 */
final class StructuredData {
    /** Answer of {@link #end}: none. */
    static final int NONE = -1;

    private StructuredData() {}

    /**
     * The position after the structured data at {@code at}, where a blank or the end is; {@link #NONE} if it is broken.
     */
    static int end(byte[] array, int at, int end) {
        int next = at;
        if (Ascii.is('-', array, at, end)) {
            next++;
        } else {
            do {
                next = element(array, next, end);
            } while (next != NONE && Ascii.is('[', array, next, end));
        }
        return next != NONE && (next == end || array[next] == ' ') ? next : NONE;
    }

    private static int element(byte[] array, int at, int end) {
        if (!Ascii.is('[', array, at, end)) {
            return NONE;
        }
        int next = name(array, at + 1, end);
        while (next != NONE && Ascii.is(' ', array, next, end)) {
            next = Ascii.skipBlanks(array, next, end);
            if (!Ascii.is(']', array, next, end)) {
                next = parameter(array, next, end);
            }
        }
        return next != NONE && Ascii.is(']', array, next, end) ? next + 1 : NONE;
    }

    private static int parameter(byte[] array, int at, int end) {
        int equals = name(array, at, end);
        if (equals == NONE || !Ascii.is('=', array, equals, end) || !Ascii.is('"', array, equals + 1, end)) {
            return NONE;
        }
        for (int next = equals + 2; next < end; next++) {
            if (array[next] == '"') {
                return next + 1;
            }
            if (array[next] == '\\') {
                next++;
            }
        }
        return NONE;
    }

    private static int name(byte[] array, int at, int end) {
        int next = at;
        while (next < end
                && Ascii.isPrintable(array[next])
                && array[next] != '='
                && array[next] != ']'
                && array[next] != '"') {
            next++;
        }
        return next == at ? NONE : next;
    }
}
