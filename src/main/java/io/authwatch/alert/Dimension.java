package io.authwatch.alert;

import io.authwatch.auth.Addresses;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.rule.Network;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What firings that are told as one are counted by. The order is part of the form of checkpoints: append only. */
public enum Dimension {
    /** The rule that fired. */
    RULE,
    /** The host, lower case. */
    HOST,
    /** What follows the first dot of the host's name: a group of hosts. */
    DOMAIN,
    /** The acting user. */
    USER,
    /** The source's address. */
    SOURCE,
    /** The source's network: /24 of IPv4, /64 of IPv6. */
    NETWORK,
    /** The key's fingerprint. */
    KEY,
    /** The host's name with a star from the first digit of its first part on, {@code web-*.example.net}: numbered hosts. */
    GROUP;

    private static final int PREFIX_V4 = 24;
    private static final int PREFIX_V6 = 64;

    /** The value of an event that made {@code rule} fire, or null if it has none. */
    @Nullable
    String value(String rule, AuthEvent event) {
        return switch (this) {
            case RULE -> rule;
            case HOST -> event.host().toLowerCase(Locale.ROOT);
            case DOMAIN -> domain(event.host().toLowerCase(Locale.ROOT));
            case USER -> event.get(Field.USER);
            case SOURCE -> event.get(Field.SOURCE);
            case NETWORK -> network(event.get(Field.SOURCE));
            case KEY -> event.get(Field.KEY);
            case GROUP -> group(event.host().toLowerCase(Locale.ROOT));
        };
    }

    private static @Nullable String domain(String host) {
        int dot = host.indexOf('.');
        boolean named = dot > 0 && dot < host.length() - 1 && Addresses.parse(host) == null;
        return named ? host.substring(dot + 1) : null;
    }

    private static @Nullable String group(String host) {
        int digit = 0;
        while (digit < host.length() && host.charAt(digit) != '.' && !isDigit(host.charAt(digit))) {
            digit++;
        }
        boolean numbered = digit > 0 && digit < host.length() && host.charAt(digit) != '.';
        if (!numbered || Addresses.parse(host) != null) {
            return null;
        }
        int dot = host.indexOf('.');
        return host.substring(0, digit) + "*" + (dot < 0 ? "" : host.substring(dot));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static @Nullable String network(@Nullable String source) {
        byte[] address = source == null ? null : Addresses.parse(source);
        return address == null
                ? null
                : Network.of(address, address.length == 4 ? PREFIX_V4 : PREFIX_V6)
                        .toString();
    }
}
