package io.authwatch.source;

import io.authwatch.auth.Addresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An IP address as a key: 128 bits, IPv4 as {@code ::ffff:a.b.c.d} (RFC 4291 section 2.5.5.2), no zone.
 *
 * <p>It is comparable so that a hash table of forged addresses that collide stays a tree, not a list.
 */
record Address(long high, long low) implements Comparable<Address> {
    private static final long MAPPED = 0xffffL << 32;

    static Address of(InetAddress address) {
        return of(address.getAddress());
    }

    /** From 4 or 16 octets, network order. */
    static Address of(byte[] octets) {
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        if (octets.length == 4) {
            return new Address(0, MAPPED | (buffer.getInt() & 0xffff_ffffL));
        }
        return new Address(buffer.getLong(), buffer.getLong());
    }

    boolean isV4() {
        return high == 0 && (low & ~0xffff_ffffL) == MAPPED;
    }

    /** What one subscriber commonly holds: the address itself, of IPv6 its /64. */
    Address network() {
        return isV4() ? this : new Address(high, 0);
    }

    /** The canonical text (RFC 5952). */
    String text() {
        ByteBuffer octets = isV4()
                ? ByteBuffer.allocate(4).putInt((int) low)
                : ByteBuffer.allocate(16).putLong(high).putLong(low);
        return Addresses.format(octets.array());
    }

    @Override
    public int compareTo(Address other) {
        int order = Long.compare(high, other.high);
        return order != 0 ? order : Long.compare(low, other.low);
    }

    @Override
    public String toString() {
        return text();
    }
}
