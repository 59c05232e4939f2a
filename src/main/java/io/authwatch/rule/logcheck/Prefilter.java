package io.authwatch.rule.logcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rules can match a line at all: those whose fixed text is in it, and those that have none. */
final class Prefilter {
    private final GramIndex index;
    /** The rule that a text of the index belongs to. */
    private final int[] owners;

    private final int[] withoutText;

    /** For rules, each by its place in the list. */
    Prefilter(List<LogcheckRule> rules) {
        Map<Integer, Integer> counts = GramIndex.counts(
                rules.stream().flatMap(rule -> rule.literals().stream()).toList());
        List<byte[]> texts = new ArrayList<>();
        List<Integer> owned = new ArrayList<>();
        List<Integer> bare = new ArrayList<>();
        for (int rule = 0; rule < rules.size(); rule++) {
            byte[] text = telling(rules.get(rule).literals(), counts);
            if (text == null) {
                bare.add(rule);
            } else {
                texts.add(text);
                owned.add(rule);
            }
        }
        index = new GramIndex(texts, counts);
        owners = owned.stream().mapToInt(Integer::intValue).toArray();
        withoutText = bare.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether a rule's fixed texts are long enough to look for. */
    static boolean hasText(List<byte[]> literals) {
        return literals.stream().anyMatch(text -> text.length >= GramIndex.GRAM_OCTETS);
    }

    /** The text that the fewest rules share, of those the longest; null if none is long enough. */
    private static byte @Nullable [] telling(List<byte[]> literals, Map<Integer, Integer> counts) {
        byte[] best = null;
        int fewest = Integer.MAX_VALUE;
        for (byte[] text : literals) {
            if (text.length < GramIndex.GRAM_OCTETS) {
                continue;
            }
            int shared = GramIndex.count(text, GramIndex.rarest(text, counts), counts);
            if (best == null || shared < fewest || (shared == fewest && text.length > best.length)) {
                best = text;
                fewest = shared;
            }
        }
        return best;
    }

    /** The rules that are tried on every line. */
    int[] withoutText() {
        return withoutText;
    }

    /** The next position from {@code from} on where a fixed text may be, or -1. */
    int next(byte[] line, int from) {
        return index.next(line, from);
    }

    /** The texts that may be there, by their numbers. */
    int[] texts(byte[] line, int at) {
        return index.holders(line, at);
    }

    boolean isThere(int text, byte[] line, int at) {
        return index.isThere(text, line, at);
    }

    /** The rule that a text belongs to. */
    int owner(int text) {
        return owners[text];
    }
}
