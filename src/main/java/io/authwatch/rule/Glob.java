package io.authwatch.rule;

/**
 * A text in which {@code *} stands for any characters, also none, and {@code ?} for exactly one. The whole text must
 * match.
 */
public record Glob(String pattern) implements TextPattern {

    /** Whether a value is one, rather than a plain text. */
    static boolean isGlob(String value) {
        return value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
    }

    /** Goes back to the last star only, which is enough: a later star can take whatever an earlier one could. */
    @Override
    public boolean matches(String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                resume = at;
            } else if (in < pattern.length() && (pattern.charAt(in) == '?' || pattern.charAt(in) == text.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }
}
