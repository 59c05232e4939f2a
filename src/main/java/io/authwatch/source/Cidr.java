package io.authwatch.source;

import io.authwatch.auth.Addresses;
import java.util.List;
import java.util.stream.Stream;

/**
 * A range of addresses, {@code 192.0.2.0/24} or {@code 2001:db8::/32}; an address alone is a range of one. An IPv6 range
 * holds no IPv4 address, and the reverse.
 */
public final class Cidr {
    /**
     * Loopback (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3), private (RFC 1918, RFC 4193), link-local (RFC 3927,
     * RFC 4291 section 2.5.6), and the shared space of RFC 6598, which overlay networks use as private.
     */
    public static final List<Cidr> PRIVATE = Stream.of(
                    "127.0.0.0/8",
                    "::1/128",
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "fc00::/7",
                    "169.254.0.0/16",
                    "fe80::/10",
                    "100.64.0.0/10")
            .map(Cidr::parse)
            .toList();

    private static final int BITS = 128;
    private static final int BITS_BEFORE_V4 = 96;

    private final Address base;
    private final long highMask;
    private final long lowMask;
    private final String text;

    private Cidr(Address base, int prefix, String text) {
        this.base = base;
        this.highMask = mask(prefix);
        this.lowMask = mask(prefix - Long.SIZE);
        this.text = text;
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException with one line that says what is wrong with {@code text} and what was expected
     */
    public static Cidr parse(String text) {
        String trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        byte[] octets = Addresses.parse(slash < 0 ? trimmed : trimmed.substring(0, slash));
        if (octets == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an address range: expected one like 192.0.2.0/24 or 2001:db8::/32");
        }
        int bits = octets.length * Byte.SIZE;
        int length = slash < 0 ? bits : length(trimmed.substring(slash + 1), bits, text);
        int prefix = octets.length == 4 ? length + BITS_BEFORE_V4 : length;
        Cidr range = new Cidr(Address.of(octets), prefix, trimmed);
        if (!range.isAligned()) {
            throw new IllegalArgumentException("'" + text + "' has address bits beyond its prefix length /" + length
                    + ": expected " + range.aligned().text() + "/" + length);
        }
        return range;
    }

    private static int length(String digits, int max, String text) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int length = number ? Integer.parseInt(digits) : -1;
        if (length < 0 || length > max) {
            throw new IllegalArgumentException(
                    "'" + text + "' has a bad prefix length '" + digits + "': expected 0 to " + max);
        }
        return length;
    }

    boolean contains(Address address) {
        return address.isV4() == base.isV4()
                && ((address.high() ^ base.high()) & highMask) == 0
                && ((address.low() ^ base.low()) & lowMask) == 0;
    }

    private Address aligned() {
        return new Address(base.high() & highMask, base.low() & lowMask);
    }

    private boolean isAligned() {
        return aligned().equals(base);
    }

    /** A mask whose first {@code bits} bits are set; below 0 is as 0, above 64 as 64. */
    private static long mask(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= BITS - Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
    }

    @Override
    public String toString() {
        return text;
    }
}
