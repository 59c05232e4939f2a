package io.authwatch.rule.logcheck;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A state of a {@link LazyDfa}: where the automaton of a rule stands. What it is never changes; what is known of the
 * states after it grows, by any thread and without a lock: a state is only ever replaced by its equal, and its own
 * fields are final, so that whoever sees the reference sees a whole state.
 */
final class DfaState {
    /** Work of a step besides that of each position. */
    private static final int STEP_WORK = 4;
    /** About what an object, its table in a map and two array headers take. */
    private static final int OVERHEAD_OCTETS = 160;

    private final int[] positions;
    private final boolean waits;
    private final boolean afterWord;
    private final boolean atStart;
    private final boolean matched;
    private final boolean decided;
    private final int work;
    private final @Nullable DfaState[] nexts;
    /** Whether the rule matches if the text ends here; null: not worked out yet. */
    private @Nullable Boolean matchesAtEnd;

    /**
     * @param positions steps that take an octet or wait for a place, rising; the array is the state's
     * @param waits whether one of them waits for a place
     * @param atStart whether nothing stands before
     * @param afterWord whether a word's octet stands before; false if no position asks
     * @param matched whether the rule matches, whatever follows
     * @param nexts one place for each class of octets, or an array of nulls shared by states that are not kept
     */
    DfaState(
            int[] positions,
            boolean waits,
            boolean atStart,
            boolean afterWord,
            boolean matched,
            @Nullable DfaState[] nexts) {
        this.positions = positions;
        this.waits = waits;
        this.atStart = atStart;
        this.afterWord = afterWord;
        this.matched = matched;
        this.decided = matched || positions.length == 0;
        this.work = STEP_WORK + positions.length;
        this.nexts = nexts;
    }

    /** The same state with room for those after it. */
    DfaState kept(int classes) {
        return new DfaState(positions, waits, atStart, afterWord, matched, new @Nullable DfaState[classes]);
    }

    int[] positions() {
        return positions;
    }

    boolean waits() {
        return waits;
    }

    boolean atStart() {
        return atStart;
    }

    boolean afterWord() {
        return afterWord;
    }

    /** Whether the rule matches, whatever follows. */
    boolean matched() {
        return matched;
    }

    /** Whether what follows changes nothing: the rule matches already, or cannot any more. */
    boolean decided() {
        return decided;
    }

    /** What a step to here costs, in steps of the automaton. */
    int work() {
        return work;
    }

    /** The state after an octet of a class, or null if it is not known. */
    @Nullable
    DfaState next(int octetClass) {
        return nexts[octetClass];
    }

    void next(int octetClass, DfaState next) {
        nexts[octetClass] = next;
    }

    @Nullable
    Boolean matchesAtEnd() {
        return matchesAtEnd;
    }

    void matchesAtEnd(boolean matches) {
        matchesAtEnd = matches;
    }

    /** Whether it has room of its own, that is, not {@code shared}. */
    boolean isKept(@Nullable DfaState[] shared) {
        return nexts != shared;
    }

    /** What it takes in memory. */
    int octets() {
        return OVERHEAD_OCTETS + 4 * (positions.length + nexts.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DfaState state
                && Arrays.equals(positions, state.positions)
                && atStart == state.atStart
                && afterWord == state.afterWord
                && matched == state.matched;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(positions) + (atStart ? 4 : 0) + (afterWord ? 2 : 0) + (matched ? 1 : 0);
    }
}
