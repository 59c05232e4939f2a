package io.authwatch.rule.logcheck;

import java.util.List;

/** A POSIX extended regular expression as a tree. Equal trees match alike. */
sealed interface Ere {
    /** The repeat that has no upper bound. */
    int UNBOUNDED = -1;

    /** Matches nothing, that is, the empty text anywhere. */
    record Empty() implements Ere {}

    /** One octet of a set. */
    record Octet(OctetSet set) implements Ere {}

    /** A place between two octets, or at an end. */
    record Place(Kind kind) implements Ere {}

    /** One after the other; at least two, none of them a sequence. */
    record Sequence(List<Ere> items) implements Ere {}

    /** One or the other; at least two. */
    record Choice(List<Ere> items) implements Ere {}

    /** Several times: {@code min} to {@code max}, or {@link #UNBOUNDED}. */
    record Repeat(Ere item, int min, int max) implements Ere {}

    /** What a {@link Place} is. */
    enum Kind {
        LINE_START,
        LINE_END,
        WORD_START,
        WORD_END,
        WORD_EDGE,
        NO_WORD_EDGE;

        /** Whether it depends on what stands before it being a word's octet. */
        boolean ofWord() {
            return this != LINE_START && this != LINE_END;
        }
    }

    /** What a sequence consists of; anything else is a sequence of itself. */
    static List<Ere> items(Ere ere) {
        return ere instanceof Sequence sequence ? sequence.items() : List.of(ere);
    }
}
