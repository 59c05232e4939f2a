package io.authwatch.rule;

import io.authwatch.auth.Addresses;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One part of a key: a field's value, bounded in length, for hostile texts can be long; or the subnet of an address.
 *
 * <pre>
 *   source      192.0.2.7      2001:db8::7
 *   source/24   192.0.2.0/24   2001:db8::/64    N up to 32: that prefix of IPv4, and /64 of IPv6
 *   source/48   192.0.2.7      2001:db8::/48    N from 33: that prefix of IPv6, and the whole IPv4 address
 * </pre>
 *
 * A value that is no address stays as it is.
 *
 * @param field whose value
 * @param prefix how many leading bits of an address count, 1 to 128; 0: the value as it is
 */
public record KeyPart(Field field, int prefix) {
    /** Stands for a value that the event has not. */
    public static final String MISSING = "-";

    /** The fields that hold addresses, and so may be cut to a subnet. */
    static final List<Field> ADDRESSES = List.of(Field.SOURCE, Field.PEER);

    /** The longest prefix, in bits: that of one IPv6 address. */
    static final int PREFIX_MAX = 128;

    /** Joins the parts of a key in a {@link StateCell}; never stands in a part. */
    static final char SEPARATOR = '\u001f';

    /** A part's length in characters; a longer value keeps its head and a digest of the whole. */
    static final int LENGTH_MAX = 200;

    private static final int DIGEST_LENGTH = 16;
    private static final int PREFIX_MAX_V4 = 32;
    /** What one customer gets of IPv6 at least (RFC 6177), so that a smaller part of it tells nobody apart. */
    private static final int SUBNET_V6 = 64;

    /** A field's value as it is. */
    public KeyPart(Field field) {
        this(field, 0);
    }

    /** The event's value, or {@code -}. */
    String value(AuthEvent event) {
        String value = field == Field.HOST ? event.host().toLowerCase(Locale.ROOT) : event.get(field);
        return bounded(prefix == 0 || value == null ? value : subnet(value));
    }

    private String subnet(String value) {
        byte[] address = Addresses.parse(value);
        if (address == null) {
            return value;
        }
        boolean v4 = address.length == 4;
        int bits = v4 ? Math.min(prefix, PREFIX_MAX_V4) : prefix <= PREFIX_MAX_V4 ? SUBNET_V6 : prefix;
        return Network.of(address, bits).toString();
    }

    private static String bounded(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return MISSING;
        }
        String clean = value.indexOf(SEPARATOR) < 0 ? value : value.replace(SEPARATOR, '\ufffd');
        if (clean.length() <= LENGTH_MAX) {
            return clean;
        }
        String digest = Digests.sha256(value.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_LENGTH);
        return clean.substring(0, LENGTH_MAX - DIGEST_LENGTH - 1) + "~" + digest;
    }

    /** The values of some parts, in their order. */
    static List<String> values(List<KeyPart> parts, AuthEvent event) {
        String[] values = new String[parts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parts.get(i).value(event);
        }
        return List.of(values);
    }

    /** The place of the host among some parts, or -1. */
    static int hostAt(List<KeyPart> parts) {
        for (int at = 0; at < parts.size(); at++) {
            if (parts.get(at).field() == Field.HOST) {
                return at;
            }
        }
        return -1;
    }

    /** {@code user, source/24}. */
    static String listed(List<KeyPart> parts) {
        return String.join(", ", parts.stream().map(KeyPart::toString).toList());
    }

    @Override
    public String toString() {
        return prefix == 0 ? field.label() : field.label() + "/" + prefix;
    }
}
