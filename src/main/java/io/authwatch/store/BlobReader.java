package io.authwatch.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link BlobWriter} wrote. Nothing here throws, whatever the octets: the first fault is kept, and from there
 * on every number is 0 and every text is empty, so that a caller may read on and ask once, at the end.
 */
final class BlobReader {
    /** A CRC32C at the end of the blob. */
    static final int CHECKSUM_OCTETS = 4;

    private static final int VARINT_BITS = 64;

    private final byte[] blob;
    private final int end;
    private int at;
    private int textOctets;
    private @Nullable String fault;

    /** A reader of a blob; a wrong checksum is its first fault. */
    BlobReader(byte[] blob) {
        this.blob = blob;
        this.end = Math.max(0, blob.length - CHECKSUM_OCTETS);
        if (blob.length < CHECKSUM_OCTETS) {
            fail("it is " + blob.length + " octets long, shorter than its checksum");
        } else if (!checksumHolds()) {
            fail("its checksum is wrong");
        }
    }

    private boolean checksumHolds() {
        CRC32C checksum = new CRC32C();
        checksum.update(blob, 0, end);
        long stored = 0;
        for (int i = 0; i < CHECKSUM_OCTETS; i++) {
            stored |= (blob[end + i] & 0xffL) << (8 * i);
        }
        return stored == checksum.getValue();
    }

    /** The first fault, or null. */
    @Nullable
    String fault() {
        return fault;
    }

    /** Says that what was read makes no sense; the first fault stays. */
    void fail(String why) {
        if (fault == null) {
            fault = why;
        }
        at = end;
    }

    /** How many octets are left. */
    int left() {
        return end - at;
    }

    int octet() {
        if (at >= end) {
            fail("it ends too early");
            return 0;
        }
        return blob[at++] & 0xff;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7fL) << shift;
            if (octet < 0x80) {
                return fault == null ? value : 0;
            }
        }
        fail("a number is longer than 64 bits");
        return 0;
    }

    /** A varint from 0 to {@code max}. */
    int number(int max) {
        long value = varint();
        if (value < 0 || value > max) {
            fail("a number is " + Long.toUnsignedString(value) + ", above " + max);
            return 0;
        }
        return (int) value;
    }

    long signed() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    /** A signed varint that is an int. */
    int signedInt() {
        long value = signed();
        if (value != (int) value) {
            fail("a number is " + value + ", no int");
            return 0;
        }
        return (int) value;
    }

    Instant instant(Instant base) {
        long seconds = signed();
        long nanos = signed();
        if (seconds == 0 && nanos == 0) {
            return base;
        }
        long second = base.getEpochSecond() + seconds;
        long nano = base.getNano() + nanos;
        boolean inside = second >= Instant.MIN.getEpochSecond() && second <= Instant.MAX.getEpochSecond();
        if (!inside || nano < 0 || nano > 999_999_999) {
            fail("a time is out of range");
            return base;
        }
        return Instant.ofEpochSecond(second, nano);
    }

    String text() {
        textOctets = number(left());
        at += textOctets;
        return new String(blob, at - textOctets, textOctets, StandardCharsets.UTF_8);
    }

    /** The last {@code octets} octets of the text that was read last. */
    String tail(int octets) {
        if (octets > textOctets) {
            fail("a text is the end of one that is shorter");
            return "";
        }
        return new String(blob, at - octets, octets, StandardCharsets.UTF_8);
    }
}
