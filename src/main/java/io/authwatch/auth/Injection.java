package io.authwatch.auth;

import io.authwatch.wire.Octets;

/**
 * Marks a login name that no honest client sends: one that holds an address, log syntax or a control character, raw or
 * escaped. Such a name is an attempt to make a reader of logs say what did not happen. Of a working directory, which may
 * hold what looks like syntax, control characters alone are marked.
 *
 * <p>A name that begins with {@code invalid user} is one, too: sshd writes those words before the name of an unknown user, so
 * that of a known one named {@code invalid user root} it says what it says of an unknown {@code root}. That line is read as
 * the unknown root's, whose attempts all count; where sshd writes the words twice, or never writes them itself (after
 * {@code Accepted}), the name is seen for what it is.
 */
final class Injection {
    /** LOGIN_NAME_MAX of Linux (limits.h). */
    private static final int NAME_MAX = 256;

    private static final byte[][] SYNTAX = {
        Octets.literal(" from "),
        Octets.literal(" port "),
        Octets.literal(" ssh2"),
        Octets.literal(" for "),
        Octets.literal("user="),
        Octets.literal("rhost="),
        Octets.literal("USER="),
        Octets.literal("COMMAND="),
        Octets.literal(" ; "),
        Octets.literal(" : "),
        Octets.literal("]: "),
        Octets.literal("[preauth]"),
        Octets.literal("invalid user "),
        Octets.literal("illegal user "),
        Octets.literal("authenticating user ")
    };
    /** The beginnings of the bidi characters as vis(3) writes them. */
    private static final byte[] BIDI = Octets.literal("\\342\\200\\25");

    private static final byte[] ISOLATE = Octets.literal("\\342\\201\\2");
    /** How rsyslog and sudo write a control character: a number sign and three octal digits. */
    private static final int OCTAL_DIGITS = 3;

    private Injection() {}

    /** Marks the event if its user's name is such a one, or its working directory. */
    static void inspect(AuthView view) {
        if (finds(view, Field.USER, Injection::holds) || finds(view, Field.DIRECTORY, Injection::holdsControl)) {
            view.markSuspicious();
        }
    }

    /** Says whether {@code [from, to)} holds what it looks for. */
    private interface Search {
        boolean in(Octets octets, int from, int to);
    }

    private static boolean finds(AuthView view, Field field, Search search) {
        int from = view.startOf(field);
        if (from >= 0) {
            return search.in(view.octets(), from, view.endOf(field));
        }
        String value = view.get(field);
        if (value == null) {
            return false;
        }
        Octets octets = Octets.of(value);
        return search.in(octets, octets.from(), octets.to());
    }

    /** Marks the event if its user's name holds an escape of vis(3): only for programs that write names so. */
    static void inspectEscapes(AuthView view) {
        int from = view.startOf(Field.USER);
        if (from >= 0 && holdsEscape(view.octets(), from, view.endOf(Field.USER))) {
            view.markSuspicious();
        }
    }

    private static boolean holds(Octets octets, int from, int to) {
        if (to - from > NAME_MAX) {
            return true;
        }
        boolean plain = true;
        for (int i = from; i < to; i++) {
            byte octet = octets.at(i);
            if (isControl(octets, i, to)) {
                return true;
            }
            plain &= octet != ' ' && octet != '=' && octet != '.' && octet != ':' && octet != ']';
        }
        return !plain && (holdsSyntax(octets, from, to) || holdsAddress(octets, from, to));
    }

    private static boolean holdsControl(Octets octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isControl(octets, i, to)) {
                return true;
            }
        }
        return false;
    }

    /** A control character, raw or escaped, or one that turns the direction of writing. */
    private static boolean isControl(Octets octets, int at, int to) {
        byte octet = octets.at(at);
        return (octet >= 0 && octet < ' ') || octet == 0x7f || isOctal(octets, at, to) || isDirection(octets, at, to);
    }

    private static boolean isOctal(Octets octets, int at, int to) {
        if (octets.at(at) != '#' || to - at <= OCTAL_DIGITS) {
            return false;
        }
        int value = 0;
        for (int i = at + 1; i <= at + OCTAL_DIGITS; i++) {
            int digit = octets.at(i) - '0';
            if (digit < 0 || digit > 7) {
                return false;
            }
            value = value * 8 + digit;
        }
        return value < ' ' || value == 0x7f;
    }

    /** U+202A to U+202E and U+2066 to U+2069 in UTF-8: they turn the direction of writing. */
    private static boolean isDirection(Octets octets, int at, int to) {
        if (octets.at(at) != (byte) 0xe2 || to - at < 3) {
            return false;
        }
        int second = octets.at(at + 1) & 0xff;
        int third = octets.at(at + 2) & 0xff;
        return (second == 0x80 && third >= 0xaa && third <= 0xae) || (second == 0x81 && third >= 0xa6 && third <= 0xa9);
    }

    private static boolean holdsSyntax(Octets octets, int from, int to) {
        for (byte[] syntax : SYNTAX) {
            if (octets.indexOf(syntax, from, to) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsAddress(Octets octets, int from, int to) {
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || !isOfAddress(octets.at(i))) {
                if (i - start >= 3 && Addresses.isAddress(octets, start, i)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean isOfAddress(byte octet) {
        return octet == '.' || octet == ':' || Character.digit(octet, 16) >= 0;
    }

    /** {@code \n}, {@code \033} and the like; a doubled backslash is one that was typed. */
    private static boolean holdsEscape(Octets octets, int from, int to) {
        for (int i = octets.indexOf('\\', from, to); i >= 0 && i + 1 < to; i = octets.indexOf('\\', i + 2, to)) {
            byte next = octets.at(i + 1);
            if ("abfnrtv01^".indexOf(next) >= 0
                    || octets.startsWith(i, to, BIDI)
                    || octets.startsWith(i, to, ISOLATE)) {
                return true;
            }
        }
        return false;
    }
}
