package io.authwatch.rule;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CellWriter} wrote. */
public final class CellReader {
    private final StateCell cell;
    private final ByteBuffer buffer;

    /** Reads the data of a cell, whose form must be of this version. */
    public CellReader(StateCell cell, byte version) {
        this.cell = cell;
        this.buffer = ByteBuffer.wrap(cell.data());
        if (!buffer.hasRemaining() || buffer.get() != version) {
            throw unreadable(null);
        }
    }

    public long number() {
        try {
            long rest = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte octet = buffer.get();
                rest |= (octet & 0x7fL) << shift;
                if (octet >= 0) {
                    return (rest >>> 1) ^ -(rest & 1);
                }
            }
        } catch (BufferUnderflowException e) {
            throw unreadable(e);
        }
        throw unreadable(null);
    }

    public @Nullable String textOrNull() {
        long length = number() - 1;
        if (length < 0) {
            return null;
        }
        if (length > buffer.remaining()) {
            throw unreadable(null);
        }
        byte[] octets = new byte[(int) length];
        buffer.get(octets);
        return new String(octets, StandardCharsets.UTF_8);
    }

    public String text() {
        return Objects.requireNonNull(textOrNull());
    }

    private IllegalStateException unreadable(@Nullable Exception cause) {
        String what = "unreadable state of kind '" + cell.kind() + "', rule '" + cell.rule() + "'";
        return new IllegalStateException(what, cause);
    }
}
