package io.authwatch.auth;

import io.authwatch.wire.Octets;

/** The text of a JSON string that holds escapes (RFC 8259 section 7). A malformed escape stays as it is. */
final class JsonText {
    private static final int UNICODE_DIGITS = 4;

    private JsonText() {}

    /** The text of what stands between the quotes. */
    static String of(Octets octets, int from, int to) {
        String raw = octets.string(from, to);
        StringBuilder text = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (c != '\\' || at + 1 == raw.length()) {
                text.append(c);
                at++;
            } else if (raw.charAt(at + 1) == 'u') {
                at += appendUnicode(raw, at, text);
            } else {
                text.append(escaped(raw.charAt(at + 1)));
                at += 2;
            }
        }
        return text.toString();
    }

    private static char escaped(char letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    private static int appendUnicode(String raw, int at, StringBuilder text) {
        int end = at + 2 + UNICODE_DIGITS;
        int value = 0;
        for (int i = at + 2; i < end; i++) {
            int digit = i < raw.length() ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                text.append('\\');
                return 1;
            }
            value = value << 4 | digit;
        }
        text.append((char) value);
        return end - at;
    }
}
