package io.authwatch.rule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the data of a {@link StateCell}.
 *
 * <pre>
 *   | version (1) | fields …                              |
 *   number:  zig-zag, then base 128, least first (1 to 10)
 *   text:    length + 1 as a number, UTF-8;  0: null
 * </pre>
 */
public final class CellWriter {
    private ByteBuffer buffer = ByteBuffer.allocate(64);

    /** Begins with the version of the form. */
    public CellWriter(byte version) {
        buffer.put(version);
    }

    public CellWriter number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        room(10);
        while ((rest & ~0x7fL) != 0) {
            buffer.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
        return this;
    }

    public CellWriter text(@Nullable String value) {
        if (value == null) {
            return number(0);
        }
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        number(octets.length + 1L);
        room(octets.length);
        buffer.put(octets);
        return this;
    }

    /** What was written. */
    public byte[] octets() {
        byte[] octets = new byte[buffer.position()];
        buffer.flip().get(octets);
        return octets;
    }

    private void room(int octets) {
        if (buffer.remaining() < octets) {
            buffer = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + octets))
                    .put(buffer.flip());
        }
    }
}
