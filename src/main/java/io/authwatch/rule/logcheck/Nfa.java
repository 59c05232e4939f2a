package io.authwatch.rule.logcheck;

import io.authwatch.rule.logcheck.Ere.Choice;
import io.authwatch.rule.logcheck.Ere.Empty;
import io.authwatch.rule.logcheck.Ere.Kind;
import io.authwatch.rule.logcheck.Ere.Octet;
import io.authwatch.rule.logcheck.Ere.Place;
import io.authwatch.rule.logcheck.Ere.Repeat;
import io.authwatch.rule.logcheck.Ere.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rule as the steps of a nondeterministic automaton (Thompson, "Regular expression search algorithm", CACM 11(6),
 * 1968); counted repeats are written out.
 *
 * <pre>
 *   step      argument     next     means
 *   OCTET     set          n        takes one octet of sets[set], goes on at n
 *   SPLIT     m            n        goes on at n and at m
 *   PLACE     kind         n        goes on at n if the place is of this kind
 *   MATCH     -            -        the rule matches
 * </pre>
 */
final class Nfa {
    static final byte OCTET = 0;
    static final byte SPLIT = 1;
    static final byte PLACE = 2;
    static final byte MATCH = 3;

    private static final Kind[] KINDS = Kind.values();
    /** The argument or next step of one that is not known yet. */
    private static final int OPEN = -1;

    private final List<OctetSet> sets = new ArrayList<>();
    private byte[] steps = new byte[64];
    private int[] arguments = new int[64];
    private int[] nexts = new int[64];
    private int size;
    private final int start;
    private final OctetSet[] taken;
    private boolean asksForWords;

    private Nfa(Ere ere, boolean anywhere) throws EreFault {
        int match = add(MATCH, 0, OPEN);
        int entry = write(ere, match);
        start = anywhere ? loop(OctetSet.NONE.complement(), entry) : entry;
        taken = sets.toArray(new OctetSet[0]);
        steps = Arrays.copyOf(steps, size);
        arguments = Arrays.copyOf(arguments, size);
        nexts = Arrays.copyOf(nexts, size);
    }

    /**
     * Compiles a rule.
     *
     * @param anywhere whether a match may begin after the start
     * @throws EreFault if it becomes too large
     */
    static Nfa of(Ere ere, boolean anywhere) throws EreFault {
        return new Nfa(ere, anywhere);
    }

    int start() {
        return start;
    }

    int size() {
        return size;
    }

    byte step(int at) {
        return steps[at];
    }

    int next(int at) {
        return nexts[at];
    }

    /** The other next step of a {@link #SPLIT}. */
    int other(int at) {
        return arguments[at];
    }

    Kind kind(int at) {
        return KINDS[arguments[at]];
    }

    /** Whether a step takes an octet. */
    boolean takes(int at, int octet) {
        return steps[at] == OCTET && taken[arguments[at]].contains(octet);
    }

    /** Every set that a step takes an octet of. */
    List<OctetSet> sets() {
        return sets;
    }

    /** Whether a place in it depends on words. */
    boolean asksForWords() {
        return asksForWords;
    }

    /** Writes the steps of {@code ere} that go on at {@code next}; the first of them. Backwards, so that it is known. */
    private int write(Ere ere, int next) throws EreFault {
        if (ere instanceof Octet octet) {
            return add(OCTET, set(octet.set()), next);
        }
        if (ere instanceof Place place) {
            asksForWords |= place.kind().ofWord();
            return add(PLACE, place.kind().ordinal(), next);
        }
        if (ere instanceof Sequence sequence) {
            int at = next;
            for (int i = sequence.items().size() - 1; i >= 0; i--) {
                at = write(sequence.items().get(i), at);
            }
            return at;
        }
        if (ere instanceof Choice choice) {
            return choice(choice, next);
        }
        return ere instanceof Repeat repeat && !(repeat.item() instanceof Empty) ? repeat(repeat, next) : next;
    }

    private int choice(Choice choice, int next) throws EreFault {
        int last = choice.items().size() - 1;
        int at = write(choice.items().get(last), next);
        for (int i = last - 1; i >= 0; i--) {
            at = add(SPLIT, at, write(choice.items().get(i), next));
        }
        return at;
    }

    private int repeat(Repeat repeat, int next) throws EreFault {
        int at = next;
        if (repeat.max() == Ere.UNBOUNDED) {
            int split = add(SPLIT, next, OPEN);
            int body = write(repeat.item(), split);
            nexts[split] = body;
            at = repeat.min() == 0 ? split : body;
        }
        for (int i = repeat.min(); i < repeat.max(); i++) {
            at = add(SPLIT, next, write(repeat.item(), at));
        }
        int written = repeat.max() == Ere.UNBOUNDED ? 1 : 0;
        for (int i = written; i < repeat.min(); i++) {
            at = write(repeat.item(), at);
        }
        return at;
    }

    private int loop(OctetSet set, int entry) throws EreFault {
        int split = add(SPLIT, entry, OPEN);
        int taker = add(OCTET, set(set), split);
        nexts[split] = taker;
        return split;
    }

    private int set(OctetSet set) {
        int index = sets.indexOf(set);
        if (index < 0) {
            sets.add(set);
            return sets.size() - 1;
        }
        return index;
    }

    private int add(byte step, int argument, int next) throws EreFault {
        if (size == LogcheckLimits.STEPS_MAX) {
            throw new EreFault("its repeats written out make more than " + LogcheckLimits.STEPS_MAX + " steps");
        }
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, 2 * size);
            arguments = Arrays.copyOf(arguments, 2 * size);
            nexts = Arrays.copyOf(nexts, 2 * size);
        }
        steps[size] = step;
        arguments[size] = argument;
        nexts[size] = next;
        return size++;
    }
}
