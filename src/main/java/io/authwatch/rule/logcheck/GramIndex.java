package io.authwatch.rule.logcheck;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the rules whose fixed text may be in a line: of each rule's texts four octets are taken that few other rules
 * have, and a line is searched for all of them at once, one look at a table for each octet (the way of Rabin and Karp,
 * with the four octets as their own hash).
 *
 * <pre>
 *   … P r e m a t u r e …      P r e m ─▶ rules that hold "Prem": is the whole text there?
 *     └──4──┘                  r e m a ─▶ none
 *       └──4──┘
 * </pre>
 */
final class GramIndex {
    /** Octets that are looked for at once. */
    static final int GRAM_OCTETS = 4;
    /** 2³² divided by the golden ratio: Knuth, The Art of Computer Programming, volume 3, 6.4. */
    private static final int SCATTER = 0x9E3779B9;

    private static final int[] NONE = {};
    /** Octets of the first table, 8 KiB: it stays in the processor's nearest cache and turns most places away. */
    private static final int FILTER_BITS = 16;

    private final long[] filter = new long[(1 << FILTER_BITS) / Long.SIZE];
    private final int shift;
    private final int[] grams;
    private final int[][] holders;
    private final List<byte[]> texts;
    private final int[] offsets;

    /**
     * Builds the index.
     *
     * @param texts of at least {@link #GRAM_OCTETS} each; a text's number is its place in the list
     * @param counts how often each gram occurs: the rarest is looked for
     */
    GramIndex(List<byte[]> texts, Map<Integer, Integer> counts) {
        this.texts = texts;
        this.offsets = new int[texts.size()];
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(4 * texts.size() + 3);
        this.shift = Integer.SIZE - bits;
        this.grams = new int[1 << bits];
        this.holders = new int[1 << bits][];
        Arrays.fill(holders, NONE);
        for (int number = 0; number < texts.size(); number++) {
            offsets[number] = rarest(texts.get(number), counts);
            add(gram(texts.get(number), offsets[number]), number);
        }
    }

    /** How many of the texts hold each gram. */
    static Map<Integer, Integer> counts(List<byte[]> texts) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (byte[] text : texts) {
            for (int at = 0; at + GRAM_OCTETS <= text.length; at++) {
                counts.merge(gram(text, at), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** Where the gram of a text begins that the fewest texts hold. */
    static int rarest(byte[] text, Map<Integer, Integer> counts) {
        int best = 0;
        for (int at = 1; at + GRAM_OCTETS <= text.length; at++) {
            best = count(text, at, counts) < count(text, best, counts) ? at : best;
        }
        return best;
    }

    /** How often the gram at {@code at} occurs. */
    static int count(byte[] text, int at, Map<Integer, Integer> counts) {
        return counts.getOrDefault(gram(text, at), 0);
    }

    /** Four octets as a number. */
    private static int gram(byte[] text, int at) {
        return text[at] << 24 | (text[at + 1] & 0xff) << 16 | (text[at + 2] & 0xff) << 8 | (text[at + 3] & 0xff);
    }

    private void add(int gram, int number) {
        int slot = slot(gram);
        int[] before = holders[slot];
        int[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = number;
        grams[slot] = gram;
        holders[slot] = after;
        int bit = filterBit(gram);
        filter[bit / Long.SIZE] |= 1L << bit;
    }

    private static int filterBit(int gram) {
        return (gram * SCATTER) >>> (Integer.SIZE - FILTER_BITS);
    }

    /** The slot of a gram, or the free one where it would be. */
    private int slot(int gram) {
        int slot = (gram * SCATTER) >>> shift;
        while (holders[slot].length > 0 && grams[slot] != gram) {
            slot = (slot + 1) & (grams.length - 1);
        }
        return slot;
    }

    /** The position from {@code from} on where a gram begins that some text holds; -1 if none does. */
    int next(byte[] line, int from) {
        if (from + GRAM_OCTETS > line.length) {
            return -1;
        }
        int gram = gram(line, from);
        for (int end = from + GRAM_OCTETS; ; end++) {
            int bit = filterBit(gram);
            if ((filter[bit / Long.SIZE] & 1L << bit) != 0 && holders[slot(gram)].length > 0) {
                return end - GRAM_OCTETS;
            }
            if (end == line.length) {
                return -1;
            }
            gram = gram << 8 | (line[end] & 0xff);
        }
    }

    /** The numbers of the texts that hold the gram at {@code at}. */
    int[] holders(byte[] line, int at) {
        return holders[slot(gram(line, at))];
    }

    /** Whether a whole text stands where its gram was found. */
    boolean isThere(int number, byte[] line, int gramAt) {
        byte[] text = texts.get(number);
        int from = gramAt - offsets[number];
        return from >= 0
                && from + text.length <= line.length
                && Arrays.equals(line, from, from + text.length, text, 0, text.length);
    }
}
