package io.authwatch.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes octets into a buffer that grows and is used again: unsigned varints (7 bits an octet, least first, the high bit
 * says that more follow), signed ones in zigzag, texts as UTF-8 after their length in octets.
 */
final class BlobWriter {
    /** What is kept of the buffer between two blobs, octets. */
    private static final int KEPT_OCTETS_MAX = 4 << 20;

    private static final int VARINT_OCTETS_MAX = 10;

    private byte[] buffer = new byte[64 << 10];
    private int length;

    /** Begins anew. */
    void reset() {
        if (buffer.length > KEPT_OCTETS_MAX) {
            buffer = new byte[KEPT_OCTETS_MAX];
        }
        length = 0;
    }

    void octet(int value) {
        room(1);
        buffer[length++] = (byte) value;
    }

    void varint(long value) {
        room(VARINT_OCTETS_MAX);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    void signed(long value) {
        varint(value << 1 ^ value >> 63);
    }

    /** An instant as its distance from another: seconds, then nanoseconds, both signed. */
    void instant(Instant value, Instant base) {
        signed(value.getEpochSecond() - base.getEpochSecond());
        signed(value.getNano() - base.getNano());
    }

    /** A text. A surrogate without its pair, which UTF-8 cannot hold, becomes a question mark. */
    void text(String value) {
        int before = length;
        varint(value.length());
        room(value.length());
        if (!ascii(value)) {
            length = before;
            octets(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes a text as long as it is ASCII, which nearly all are: they take no array of their own. */
    private boolean ascii(String value) {
        for (int i = 0; i < value.length(); i++) {
            char at = value.charAt(i);
            if (at > 0x7f) {
                return false;
            }
            buffer[length + i] = (byte) at;
        }
        length += value.length();
        return true;
    }

    /** Octets after their number. */
    void octets(byte[] octets) {
        varint(octets.length);
        room(octets.length);
        System.arraycopy(octets, 0, buffer, length, octets.length);
        length += octets.length;
    }

    /** What was written, and after it its CRC32C, least octet first. */
    byte[] sealed() {
        byte[] blob = Arrays.copyOf(buffer, length + BlobReader.CHECKSUM_OCTETS);
        CRC32C checksum = new CRC32C();
        checksum.update(blob, 0, length);
        for (int i = 0; i < BlobReader.CHECKSUM_OCTETS; i++) {
            blob[length + i] = (byte) (checksum.getValue() >>> (8 * i));
        }
        return blob;
    }

    private void room(int octets) {
        if (octets > buffer.length - length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + octets));
        }
    }
}
