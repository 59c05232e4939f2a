package io.authwatch.bench;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The other way to read the same lines: {@code java.util.regex}, one pattern for the header and then one a kind of line,
 * tried one after the other, the commonest first, until one fits; its groups are taken as strings.
 */
final class Patterns {
    private static final Pattern HEADER = Pattern.compile(
            "^<(\\d{1,3})>(\\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d) (\\S+) ([^\\s\\[:]+)(?:\\[(\\d+)])?: *(.*)$");
    private static final int TEXT = 6;
    private static final Mix[] ALL = Mix.values();

    private Patterns() {}

    /** Reads a line; its kind's place in the list and the length of its groups in one number, or -1 if nothing fits. */
    static int read(byte[] line) {
        Matcher header = HEADER.matcher(new String(line, StandardCharsets.ISO_8859_1));
        return header.matches() ? readText(header.group(TEXT)) : -1;
    }

    /** Reads what stands behind the header. */
    static int readText(String text) {
        for (Mix kind : ALL) {
            Matcher matcher = kind.pattern().matcher(text);
            if (matcher.matches()) {
                int length = 0;
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    length += matcher.group(group).length();
                }
                return kind.ordinal() << 16 | length;
            }
        }
        return -1;
    }

    /** The text behind the header of a line. */
    static String text(byte[] line) {
        Matcher header = HEADER.matcher(new String(line, StandardCharsets.ISO_8859_1));
        if (!header.matches()) {
            throw new IllegalStateException("no header: " + new String(line, StandardCharsets.ISO_8859_1));
        }
        return header.group(TEXT);
    }
}
