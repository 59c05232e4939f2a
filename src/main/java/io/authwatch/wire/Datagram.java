package io.authwatch.wire;

/**
 * A datagram holds one message (RFC 5426 section 3.1), and in practice an LF or NUL after it, one that rsyslog
 * compressed, or nothing. An octet count inside a datagram is left in the frame; {@link OctetCount#skipExact} finds it,
 * and the parser says so.
 */
public final class Datagram {
    private Datagram() {}

    /**
     * Gives the message in the datagram {@code array[from..to)}, cut at {@code frameOctetsMax}.
     *
     * @return whether there was one: false for an empty datagram, which some senders use as a probe
     */
    public static boolean deliver(byte[] array, int from, int to, int frameOctetsMax, FrameSink sink) {
        if (Inflated.isMarked(array, from, to)) {
            Inflated.deliver(array, from, to, frameOctetsMax, sink);
            return true;
        }
        int end = Trailer.trimmed(array, from, to);
        if (end == from) {
            return false;
        }
        boolean cut = end - from > frameOctetsMax;
        sink.frame(array, from, cut ? from + frameOctetsMax : end, cut);
        return true;
    }
}
