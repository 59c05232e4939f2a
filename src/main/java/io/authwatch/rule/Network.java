package io.authwatch.rule;

import io.authwatch.auth.Addresses;
import java.util.Arrays;
import java.util.Optional;

/**
 * A range of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3), or one address.
 *
 * @param address its first address: canonical text
 * @param prefix how many leading bits are fixed: 0 to 32, or to 128
 */
public record Network(String address, int prefix) {
    private static final int BITS_V4 = 32;
    private static final int BITS_V6 = 128;

    /**
     * The network of {@code 192.0.2.0/24} or {@code 2001:db8::1}; empty if the text is none. Bits beyond the mask are
     * cleared: {@link #exact} tells whether there were any. An IPv4-mapped network is folded to IPv4.
     */
    public static Optional<Network> of(String text) {
        int slash = text.indexOf('/');
        byte[] octets = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
        if (octets == null) {
            return Optional.empty();
        }
        int bits = octets.length * 8;
        int prefix = slash < 0 ? bits : prefix(text, slash, octets.length);
        return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(of(octets, prefix));
    }

    /** The network of an address's first {@code prefix} bits. */
    public static Network of(byte[] address, int prefix) {
        return new Network(Addresses.format(masked(address, prefix)), prefix);
    }

    /** Whether {@code text} names this network without bits beyond its mask. */
    boolean exact(String text) {
        int slash = text.indexOf('/');
        byte[] octets = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
        return octets != null && Addresses.format(octets).equals(address);
    }

    private static int prefix(String text, int slash, int octets) {
        String digits = text.substring(slash + 1);
        boolean number =
                !digits.isEmpty() && digits.length() < 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0';
        if (!number || leadingZero) {
            return -1;
        }
        boolean mapped = octets == 4 && text.indexOf(':') >= 0;
        return Integer.parseInt(digits) - (mapped ? 96 : 0);
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = Arrays.copyOf(address, address.length);
        for (int bit = prefix; bit < address.length * 8; bit++) {
            masked[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return masked;
    }

    /** CIDR notation; one address stands without its prefix. */
    @Override
    public String toString() {
        boolean single = prefix == (address.indexOf(':') < 0 ? BITS_V4 : BITS_V6);
        return single ? address : address + "/" + prefix;
    }
}
