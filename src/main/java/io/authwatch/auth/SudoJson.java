package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.ELEVATE;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import io.authwatch.wire.Octets;
import org.jspecify.annotations.Nullable;

/**
 * sudo 1.9.4 and later with {@code log_format=json} (lib/eventlog/eventlog.c {@code format_json}): one object, which must
 * be whole. Only the members of the event itself are read, never those of an object within it; a name that comes twice is
 * ambiguous.
 *
 * <pre>
 *  {@literal @}cee:{"sudo":{"accept":{"submituser":"bob","command":"/usr/bin/id","runuser":"root", … }}}
 * </pre>
 */
final class SudoJson {
    private static final byte[] CEE = Octets.literal("@cee:");
    private static final byte[] SUDO = Octets.literal("{\"sudo\":{\"");
    private static final byte[] OPEN = Octets.literal("\":{");

    private SudoJson() {}

    /** Whether the text at {@code [from, to)} may be such an object. */
    static boolean mayHaveWritten(Octets octets, int from, int to) {
        return octets.startsWith(from, to, CEE) || octets.startsWith(from, to, SUDO);
    }

    /** Reads the object at {@code [from, to)}; leaves the view at {@code other} if it is none. */
    static void read(Octets octets, int from, int to, AuthView view) {
        int start = octets.startsWith(from, to, CEE) ? from + CEE.length : from;
        int kind = start + SUDO.length;
        int open = octets.startsWith(start, to, SUDO) ? octets.indexOf(OPEN, kind, to) : -1;
        if (open < 0 || !say(octets.string(kind, Math.min(open, kind + 8)), view)) {
            return;
        }
        if (!readMembers(octets, open + OPEN.length, to, view)) {
            view.other();
        }
    }

    private static boolean say(String kind, AuthView view) {
        switch (kind) {
            case "accept" -> view.is(ELEVATE, SUCCESS, "json-accept");
            case "reject" -> view.is(ELEVATE, FAILURE, "json-reject");
            case "alert" -> view.is(ELEVATE, FAILURE, "json-alert");
            case "exit" -> view.is(OTHER, UNKNOWN, "json-exit");
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Reads members up to the brace that closes the event; then two braces more must end the text. */
    private static boolean readMembers(Octets octets, int from, int to, AuthView view) {
        int at = from;
        while (at < to && octets.at(at) == '"') {
            int nameEnd = stringEnd(octets, at, to);
            int value = nameEnd + 1;
            if (nameEnd < 0 || value >= to || octets.at(nameEnd) != ':') {
                return false;
            }
            int end = valueEnd(octets, value, to);
            if (end < 0) {
                return false;
            }
            take(octets, octets.string(at + 1, Math.min(nameEnd - 1, at + 33)), value, end, view);
            at = end;
            if (at < to && octets.at(at) == ',') {
                at++;
            }
        }
        return to - at == 3 && octets.at(at) == '}' && octets.at(at + 1) == '}' && octets.at(at + 2) == '}';
    }

    private static void take(Octets octets, String name, int from, int to, AuthView view) {
        Field field = field(name);
        if (field == null || octets.at(from) != '"') {
            return;
        }
        if (view.has(field)) {
            view.markSuspicious();
        }
        if (field == Field.REASON) {
            SudoRefusals.readReason(octets, from + 1, to - 1, view);
        } else if (field == Field.TARGET && Sudo.isRoot(octets, from + 1, to - 1)) {
            view.put(field, "root");
        } else if (octets.indexOf('\\', from, to) >= 0) {
            view.put(field, JsonText.of(octets, from + 1, to - 1));
        } else {
            view.put(field, from + 1, to - 1);
        }
    }

    private static @Nullable Field field(String name) {
        return switch (name) {
            case "submituser" -> Field.USER;
            case "runuser" -> Field.TARGET;
            case "rungroup" -> Field.GROUP;
            case "command" -> Field.COMMAND;
            case "submitcwd" -> Field.DIRECTORY;
            case "ttyname" -> Field.TTY;
            case "reason" -> Field.REASON;
            default -> null;
        };
    }

    /** The position after the closing quote of the string that begins at {@code from}; -1 if it does not close. */
    private static int stringEnd(Octets octets, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (octets.at(i) == '\\') {
                i++;
            } else if (octets.at(i) == '"') {
                return i + 1;
            }
        }
        return -1;
    }

    /** The position after the value that begins at {@code from}: the comma or brace behind it; -1 if it does not end. */
    private static int valueEnd(Octets octets, int from, int to) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            byte octet = octets.at(i);
            if (octet == '"') {
                i = stringEnd(octets, i, to) - 1;
                if (i < 0) {
                    return -1;
                }
            } else if (octet == '{' || octet == '[') {
                depth++;
            } else if (depth > 0 && (octet == '}' || octet == ']')) {
                depth--;
            } else if (depth == 0 && (octet == ',' || octet == '}')) {
                return i;
            }
        }
        return -1;
    }
}
