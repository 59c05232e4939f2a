package io.authwatch.source;

import io.netty.buffer.ByteBuf;

/**
 * Octets that were read, as an array: the buffer's own where it has one, else a copy in one array that the thread's
 * connections share. Valid until the next {@link #over}. One thread.
 */
final class ReadBuffer {
    /** What one read of a stream, or one datagram, brings at most; grows if a buffer is larger all the same. */
    private static final int OCTETS = 65_536;

    private byte[] scratch = new byte[OCTETS];
    private byte[] array = scratch;
    private int from;
    private int to;

    /** Moves this view to what can be read of {@code buffer}. */
    ReadBuffer over(ByteBuf buffer) {
        int octets = buffer.readableBytes();
        if (buffer.hasArray()) {
            array = buffer.array();
            from = buffer.arrayOffset() + buffer.readerIndex();
        } else {
            if (octets > scratch.length) {
                scratch = new byte[octets];
            }
            buffer.getBytes(buffer.readerIndex(), scratch, 0, octets);
            array = scratch;
            from = 0;
        }
        to = from + octets;
        return this;
    }

    byte[] array() {
        return array;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }
}
