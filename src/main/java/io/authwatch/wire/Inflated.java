package io.authwatch.wire;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A message that rsyslog compressed by itself ({@code ziplevel}, or {@code compression.mode="single"}):
 *
 * <pre>
 *   z  78 da  …  adler32
 *   │  └─ a zlib stream (RFC 1950), the whole message
 *   └─ mark
 * </pre>
 *
 * <p>Only the first {@code octetsMax} octets of what comes out are ever made. The decompressor lives for one message,
 * because it holds native memory, and there may be a connection for each of thousands of senders.
 */
public final class Inflated {
    private Inflated() {}

    /** Whether {@code array[from..to)} begins as a compressed message does. */
    public static boolean isMarked(byte[] array, int from, int to) {
        return to - from > 2
                && array[from] == 'z'
                && array[from + 1] == 0x78
                && ((array[from + 1] << 8) + (array[from + 2] & 0xff)) % 31 == 0;
    }

    /**
     * Gives the message inside {@code array[from..to)}, which {@link #isMarked}. One above the limit is given cut at
     * the limit. What cannot be inflated is given as it came: the receiver cannot ask for it again.
     */
    static void deliver(byte[] array, int from, int to, int octetsMax, FrameSink sink) {
        byte[] message = inflated(array, from + 1, to, octetsMax);
        if (message == null) {
            sink.frame(array, from, to, false);
        } else if (message.length > octetsMax) {
            sink.frame(message, 0, octetsMax, true);
        } else {
            int end = Trailer.trimmed(message, 0, message.length);
            if (end > 0) {
                sink.frame(message, 0, end, false);
            }
        }
    }

    /** At most {@code octetsMax + 1} octets of what the stream holds; null if it is none, is broken or incomplete. */
    private static byte @Nullable [] inflated(byte[] array, int from, int to, int octetsMax) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(array, from, to - from);
            byte[] message = read(inflater, 8 * (to - from), octetsMax + 1);
            int rest = to - inflater.getRemaining();
            boolean whole = inflater.finished() && Trailer.trimmed(array, rest, to) == rest;
            return whole || message.length > octetsMax ? message : null;
        } catch (DataFormatException notZlib) {
            return null;
        } finally {
            inflater.end();
        }
    }

    private static byte[] read(Inflater inflater, int octetsGuess, int octetsMax) throws DataFormatException {
        byte[] message = new byte[Math.min(octetsGuess, octetsMax)];
        int octets = 0;
        int more = -1;
        while (octets < octetsMax && more != 0) {
            if (octets == message.length) {
                message = Arrays.copyOf(message, Math.min(octetsMax, 2 * octets));
            }
            more = inflater.inflate(message, octets, message.length - octets);
            octets += more;
        }
        return Arrays.copyOf(message, octets);
    }
}
