package io.authwatch.auth;

import io.authwatch.wire.Octets;
import org.jspecify.annotations.Nullable;

/**
 * A strict reader of IPv4 and IPv6 addresses: ASCII digits only, no names, no DNS, no {@code 1.2.3}. IPv4-mapped IPv6
 * is folded to IPv4, a zone is dropped.
 */
public final class Addresses {
    private static final int OCTETS_V6 = 16;
    /** The longest text form (RFC 4291 section 2.2, form 3: 45), with room for a zone. */
    private static final int TEXT_MAX = 64;

    private Addresses() {}

    /** Whether exactly an address stands at {@code [from, to)}. */
    public static boolean isAddress(Octets octets, int from, int to) {
        if (to - from > TEXT_MAX || to - from < 2) {
            return false;
        }
        if (octets.indexOf(':', from, to) < 0) {
            return v4(octets, from, to) >= 0;
        }
        byte first = octets.at(from);
        boolean hex = first == ':' || Character.digit(first, 16) >= 0;
        return hex && parse(octets.string(from, to)) != null;
    }

    /** The canonical text (RFC 5952) of the address at {@code [from, to)}; what stands there as it is if it is none. */
    public static String canonical(Octets octets, int from, int to) {
        String text = octets.string(from, to);
        if (v4(octets, from, to) >= 0) {
            return text;
        }
        byte[] address = to - from > TEXT_MAX ? null : parse(text);
        return address == null ? text : format(address);
    }

    /** The 4 or 16 octets of an address, network order, or null if {@code text} is none. */
    public static byte @Nullable [] parse(String text) {
        if (text.length() > TEXT_MAX) {
            return null;
        }
        if (text.indexOf(':') < 0) {
            return parseV4(text);
        }
        int zone = text.indexOf('%');
        byte[] address = parseV6(zone < 0 ? text : text.substring(0, zone));
        return address == null ? null : folded(address);
    }

    private static byte @Nullable [] parseV4(String text) {
        Octets octets = Octets.of(text);
        long address = v4(octets, octets.from(), octets.to());
        if (address < 0) {
            return null;
        }
        return new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
    }

    /** The dotted address at {@code [from, to)} as a number of 32 bits; -1 if there is none. Makes no object. */
    private static long v4(Octets octets, int from, int to) {
        long address = 0;
        int at = from;
        for (int part = 0; part < 4; part++) {
            int start = at;
            int value = 0;
            while (at < to && at - start < 3 && isDigit(octets.at(at))) {
                value = value * 10 + octets.at(at++) - '0';
            }
            boolean leadingZero = at - start > 1 && octets.at(start) == '0';
            if (at == start || leadingZero || value > 255) {
                return -1;
            }
            address = address << 8 | value;
            boolean last = part == 3;
            if (last ? at != to : at >= to || octets.at(at++) != '.') {
                return -1;
            }
        }
        return address;
    }

    private static byte @Nullable [] parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] address = new byte[OCTETS_V6];
            return groups(text, address) == OCTETS_V6 ? address : null;
        }
        byte[] head = new byte[OCTETS_V6];
        byte[] tail = new byte[OCTETS_V6];
        int headOctets = gap == 0 ? 0 : groups(text.substring(0, gap), head);
        String after = text.substring(gap + 2);
        int tailOctets = after.isEmpty() ? 0 : groups(after, tail);
        if (headOctets < 0 || tailOctets < 0 || headOctets + tailOctets > OCTETS_V6 - 2) {
            return null;
        }
        if (gap > 0 && text.substring(0, gap).indexOf('.') >= 0) {
            return null;
        }
        System.arraycopy(tail, 0, head, OCTETS_V6 - tailOctets, tailOctets);
        return head;
    }

    /** Reads colon-separated groups, the last of which may be dotted; answers the octets filled, or -1. */
    private static int groups(String text, byte[] into) {
        int filled = 0;
        int at = 0;
        while (true) {
            int colon = text.indexOf(':', at);
            String group = text.substring(at, colon < 0 ? text.length() : colon);
            if (colon < 0 && group.indexOf('.') >= 0) {
                byte[] v4 = parseV4(group);
                if (v4 == null || filled + 4 > OCTETS_V6) {
                    return -1;
                }
                System.arraycopy(v4, 0, into, filled, 4);
                return filled + 4;
            }
            int value = hexGroup(group);
            if (value < 0 || filled + 2 > OCTETS_V6) {
                return -1;
            }
            into[filled++] = (byte) (value >> 8);
            into[filled++] = (byte) value;
            if (colon < 0) {
                return filled;
            }
            at = colon + 1;
        }
    }

    private static int hexGroup(String group) {
        if (group.isEmpty() || group.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < group.length(); i++) {
            char c = group.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static byte[] folded(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        boolean mapped = address[10] == (byte) 0xff && address[11] == (byte) 0xff;
        return mapped ? new byte[] {address[12], address[13], address[14], address[15]} : address;
    }

    /** The canonical text of 4 or 16 octets: dotted, or RFC 5952. */
    public static String format(byte[] address) {
        StringBuilder text = new StringBuilder();
        if (address.length == 4) {
            for (int i = 0; i < 4; i++) {
                text.append(i > 0 ? "." : "").append(address[i] & 0xff);
            }
            return text.toString();
        }
        int gap = longestZeroRun(address);
        int gapGroups = gap >>> 8;
        int gapAt = gapGroups > 1 ? gap & 0xff : -1;
        for (int group = 0; group < 8; group++) {
            if (group == gapAt) {
                text.append("::");
                group += gapGroups - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(address, group)));
        }
        return text.toString();
    }

    /** The first longest run of zero groups: its length in bits 8 and up, its place in bits 0 to 7. */
    private static int longestZeroRun(byte[] address) {
        int best = 0;
        int run = 0;
        for (int group = 0; group < 8; group++) {
            run = group(address, group) == 0 ? run + 1 : 0;
            if (run > best >>> 8) {
                best = run << 8 | group - run + 1;
            }
        }
        return best;
    }

    private static int group(byte[] address, int group) {
        return (address[2 * group] & 0xff) << 8 | (address[2 * group + 1] & 0xff);
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
