package io.authwatch.wire;

/** The LF, CR and NUL that senders leave at a message's end, whatever its framing. */
public final class Trailer {
    private Trailer() {}

    /** Whether an octet is one of them. */
    static boolean isTrailer(byte octet) {
        return octet == '\n' || octet == '\r' || octet == 0;
    }

    /** The end of {@code array[from..to)} without them. */
    public static int trimmed(byte[] array, int from, int to) {
        int end = to;
        while (end > from && isTrailer(array[end - 1])) {
            end--;
        }
        return end;
    }
}
