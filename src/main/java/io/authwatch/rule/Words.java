package io.authwatch.rule;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds what a person meant: the nearest known word by the number of single-letter edits (Levenshtein). */
public final class Words {
    /** A word as an error shows it, in characters. */
    private static final int SHOWN_MAX = 64;
    /** Known words as an error lists them. */
    private static final int LISTED_MAX = 40;
    /** First letters that make two words near. */
    private static final int ALIKE_MIN = 4;

    private Words() {}

    /** {@code unknown field 'usr' in 'when': did you mean 'user'? (known: action, …)}. */
    public static String unknown(String what, String word, String where, Collection<String> known) {
        String nearest = nearest(word, known);
        String guess = nearest == null ? "" : ": did you mean '" + nearest + "'?";
        return "unknown " + what + " '" + capped(word) + "'" + where + guess + " (known: " + listed(known) + ")";
    }

    /** The known word that is at most 2 edits or a third of its letters away, or begins alike; null if none is. */
    static @Nullable String nearest(String word, Collection<String> known) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            boolean beginsAlike = word.regionMatches(0, candidate, 0, ALIKE_MIN);
            int allowed = Math.max(beginsAlike ? ALIKE_MIN : 2, candidate.length() / 3);
            boolean near = Math.abs(candidate.length() - word.length()) <= allowed;
            int distance = near ? distance(word, candidate) : Integer.MAX_VALUE;
            if (distance <= allowed && distance < Math.max(1, candidate.length()) && distance < least) {
                best = candidate;
                least = distance;
            }
        }
        return best;
    }

    static String listed(Collection<String> known) {
        if (known.isEmpty()) {
            return "none";
        }
        String all = String.join(", ", known.stream().limit(LISTED_MAX).toList());
        return known.size() > LISTED_MAX ? all + " and " + (known.size() - LISTED_MAX) + " more" : all;
    }

    static String capped(String word) {
        if (word.codePointCount(0, word.length()) <= SHOWN_MAX) {
            return word;
        }
        return word.substring(0, word.offsetByCodePoints(0, SHOWN_MAX)) + "…";
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
