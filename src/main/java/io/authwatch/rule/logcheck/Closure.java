package io.authwatch.rule.logcheck;

import io.authwatch.rule.logcheck.Ere.Kind;
import java.util.Arrays;

/**
 * Gathers the steps that are reached without taking an octet. For one thread, and for one text at a time: what stands
 * before the place is known, what follows may be known or not.
 */
final class Closure {
    /** What follows a place. */
    enum Following {
        UNKNOWN,
        WORD,
        NO_WORD,
        END
    }

    private final Nfa nfa;
    private final int[] reached;
    private final int[] stack;
    private final boolean[] seen;
    private final int[] visited;
    private int visits;
    private int count;
    private boolean matched;
    private boolean waits;

    Closure(Nfa nfa) {
        this.nfa = nfa;
        this.reached = new int[nfa.size()];
        this.stack = new int[nfa.size() + 1];
        this.seen = new boolean[nfa.size()];
        this.visited = new int[nfa.size()];
    }

    /** Forgets all. */
    void clear() {
        for (int i = 0; i < visits; i++) {
            seen[visited[i]] = false;
        }
        visits = 0;
        count = 0;
        matched = false;
        waits = false;
    }

    /** Adds a step and all that is reached from it at this place. */
    void add(int step, boolean atStart, boolean afterWord, Following following) {
        int depth = push(0, step);
        while (depth > 0) {
            int at = stack[--depth];
            switch (nfa.step(at)) {
                case Nfa.SPLIT -> depth = push(push(depth, nfa.other(at)), nfa.next(at));
                case Nfa.PLACE -> depth = place(at, depth, atStart, afterWord, following);
                case Nfa.MATCH -> matched = true;
                default -> reached[count++] = at;
            }
        }
    }

    private int place(int at, int depth, boolean atStart, boolean afterWord, Following following) {
        Kind kind = nfa.kind(at);
        if (kind == Kind.LINE_START) {
            return atStart ? push(depth, nfa.next(at)) : depth;
        }
        if (following == Following.UNKNOWN) {
            waits = true;
            reached[count++] = at;
            return depth;
        }
        return holds(kind, afterWord, following) ? push(depth, nfa.next(at)) : depth;
    }

    private static boolean holds(Kind kind, boolean afterWord, Following following) {
        boolean beforeWord = following == Following.WORD;
        return switch (kind) {
            case LINE_START -> false;
            case LINE_END -> following == Following.END;
            case WORD_START -> !afterWord && beforeWord;
            case WORD_END -> afterWord && !beforeWord;
            case WORD_EDGE -> afterWord != beforeWord;
            case NO_WORD_EDGE -> afterWord == beforeWord;
        };
    }

    private int push(int depth, int step) {
        if (seen[step]) {
            return depth;
        }
        seen[step] = true;
        visited[visits++] = step;
        stack[depth] = step;
        return depth + 1;
    }

    /** Whether the end of the rule was reached. */
    boolean matched() {
        return matched;
    }

    /** Whether a place was reached that holds or not by what follows. */
    boolean waits() {
        return waits;
    }

    /** Those steps and the ones that were reached. */
    int[] reachedBesides(int[] positions) {
        int[] both = Arrays.copyOf(positions, positions.length + count);
        System.arraycopy(reached, 0, both, positions.length, count);
        return both;
    }

    /** The steps that were reached, rising. */
    int[] positions() {
        int[] positions = Arrays.copyOf(reached, count);
        for (int i = 1; i < count; i++) {
            if (positions[i] < positions[i - 1]) {
                Arrays.sort(positions);
                return positions;
            }
        }
        return positions;
    }
}
