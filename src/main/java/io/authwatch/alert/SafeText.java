package io.authwatch.alert;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text that came from a log line safe to show: in a log, on a terminal, on a phone. What would steer the display is
 * shown as an escape, links are defanged, the length is capped. Doing it twice changes nothing more.
 */
public final class SafeText {
    /**
     * The octet without which clients make no link: after any scheme, {@code www}, {@code mailto}. A bare domain stays, for
     * it may be the source that people must be able to read.
     */
    private static final Pattern LINK = Pattern.compile(":(?=//)|(?<=www)\\.|(?<=mailto):", Pattern.CASE_INSENSITIVE);

    private static final String ELLIPSIS = "…";

    private SafeText() {}

    /**
     * The safe form of a text.
     *
     * @param max the most code points it may have, 1 and up; a longer text ends with {@code …}
     */
    public static String of(String text, int max) {
        return text.length() <= max && isPlain(text) ? text : escaped(text, max);
    }

    /** Whether a text is safe as it stands, as nearly all are: printable ASCII, and nothing that may be part of a link. */
    private static boolean isPlain(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean afterScheme = c == '/' && before == ':';
            boolean afterWord = (c == '.' && (before | ' ') == 'w') || (c == ':' && (before | ' ') == 'o');
            if (c < ' ' || c > '~' || afterScheme || afterWord) {
                return false;
            }
            before = c;
        }
        return true;
    }

    private static String escaped(String text, int max) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), 4 * max) + 16);
        int shown = 0;
        for (int at = 0; at < text.length() && shown <= max; ) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            append(safe, codePoint);
            shown++;
        }
        Matcher link = LINK.matcher(safe);
        return capped(link.find() ? link.replaceAll("[$0]") : safe.toString(), max);
    }

    /** Cuts between code points, never inside one. */
    private static String capped(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, max - 1)) + ELLIPSIS;
    }

    private static void append(StringBuilder safe, int codePoint) {
        switch (codePoint) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> {
                if (!steers(codePoint)) {
                    safe.appendCodePoint(codePoint);
                } else if (codePoint < 0x100) {
                    safe.append(String.format("\\x%02x", codePoint));
                } else {
                    safe.append(String.format("\\u%04x", codePoint));
                }
            }
        }
    }

    /**
     * Whether a code point is not a character to look at: C0, DEL and C1 (ISO/IEC 6429), the line and paragraph
     * separators, and all format characters, among them the bidirectional ones (Unicode standard annex 9); and half a
     * surrogate pair.
     */
    private static boolean steers(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
