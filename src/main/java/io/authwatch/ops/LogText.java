package io.authwatch.ops;

/** Text from outside, made fit for one line of a log that a person reads in a terminal. */
final class LogText {
    private static final int CHARACTERS_MAX = 1_000;

    private LogText() {}

    /**
     * The text with what is invisible, breaks the line or turns its direction as {@code \}{@code uXXXX}, cut after 1,000
     * characters.
     */
    static String safe(String text) {
        int end = Math.min(text.length(), CHARACTERS_MAX);
        StringBuilder safe = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair && isVisible(text.codePointAt(i))) {
                safe.append(c).append(text.charAt(++i));
            } else if (isVisible(c)) {
                safe.append(c);
            } else {
                safe.append(String.format("\\u%04x", (int) c));
            }
        }
        return end < text.length() ? safe.append("...").toString() : safe.toString();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
