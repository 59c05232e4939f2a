package io.authwatch.notify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lines for a text of limited length: one that has no room is left out as a whole, the highest rank first. */
final class Lines {
    private final int codePointsMax;
    private final List<Line> lines = new ArrayList<>();

    Lines(int codePointsMax) {
        this.codePointsMax = codePointsMax;
    }

    private record Line(int rank, String text) {
        int codePoints() {
            return text.codePointCount(0, text.length());
        }
    }

    /** A text of at most so many code points; a longer one ends with {@code …}. */
    static String cut(String text, int codePointsMax) {
        boolean fits = text.codePointCount(0, text.length()) <= codePointsMax;
        return fits ? text : text.substring(0, text.offsetByCodePoints(0, codePointsMax - 1)) + "…";
    }

    /** Adds a line, unless it is empty. Rank 0 is the last to go. */
    void add(int rank, String text) {
        if (!text.isEmpty()) {
            lines.add(new Line(rank, text));
        }
    }

    /** The lines that fit, in the order they were added; at least one. */
    String text() {
        List<Line> kept = new ArrayList<>(lines);
        while (length(kept) > codePointsMax && kept.size() > 1) {
            kept.remove(kept.stream().max(Comparator.comparingInt(Line::rank)).orElseThrow());
        }
        return String.join("\n", kept.stream().map(Line::text).toList());
    }

    private static int length(List<Line> lines) {
        return lines.stream().mapToInt(line -> line.codePoints() + 1).sum() - 1;
    }
}
