package io.authwatch.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert's key as one text: its parts joined by U+001F. A part can come from a log line and hold anything, so U+001F
 * inside of one is written as U+001E {@code u}, and U+001E as U+001E {@code e}.
 */
final class KeyText {
    private static final char SEPARATOR = '\u001f';
    private static final char ESCAPE = '\u001e';

    private KeyText() {}

    /** The text of a key; null for one without parts. */
    static @Nullable String of(List<String> parts) {
        if (parts.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                text.append(SEPARATOR);
            }
            escape(parts.get(i), text);
        }
        return text.toString();
    }

    private static void escape(String part, StringBuilder into) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == SEPARATOR || c == ESCAPE) {
                into.append(ESCAPE).append(c == SEPARATOR ? 'u' : 'e');
            } else {
                into.append(c);
            }
        }
    }

    /** The key of a text. */
    static List<String> parts(@Nullable String text) {
        List<String> parts = new ArrayList<>();
        if (text == null) {
            return parts;
        }
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == SEPARATOR) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (c == ESCAPE && i + 1 < text.length()) {
                part.append(text.charAt(++i) == 'u' ? SEPARATOR : ESCAPE);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
