package io.authwatch.rule.logcheck;

import io.authwatch.rule.logcheck.Closure.Following;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a deterministic automaton whose states are worked out when a text first comes to them (Aho, Sethi and Ullman,
 * "Compilers", 3.7). Time is linear in the text. States are kept as long as there is room; those beyond are worked out
 * each time, so that memory is bounded and a hostile text only costs itself. Any thread may use it.
 */
final class LazyDfa {
    /** What a run says instead of the work that is left: the rule matches. */
    static final int MATCHES = -1;
    /** The work was not enough. */
    static final int TOO_MUCH = -2;

    private static final int[] NOWHERE = {};

    private final Nfa nfa;
    private final OctetClasses classes;
    private final Room room;
    private final ConcurrentMap<DfaState, DfaState> states = new ConcurrentHashMap<>(4);
    private final @Nullable DfaState[] notKept;
    private final DfaState start;

    /**
     * @param atStart whether a text begins where the line begins; if not, a blank stands before it
     * @param room for the states of all rules
     */
    LazyDfa(Nfa nfa, boolean atStart, Room room) {
        this.nfa = nfa;
        this.classes = OctetClasses.of(nfa);
        this.room = room;
        this.notKept = new @Nullable DfaState[classes.count()];
        Closure closure = new Closure(nfa);
        closure.add(nfa.start(), atStart, false, Following.UNKNOWN);
        boolean matched = closure.matched();
        int[] positions = matched ? NOWHERE : closure.positions();
        DfaState first = new DfaState(positions, closure.waits(), atStart, false, matched, notKept);
        this.start = first.kept(classes.count());
    }

    /** Room for states, in octets, that several automata share. */
    static final class Room {
        private final AtomicInteger left;

        Room(int octets) {
            this.left = new AtomicInteger(octets);
        }

        boolean take(int octets) {
            if (left.get() < octets) {
                return false;
            }
            return left.addAndGet(-octets) >= 0;
        }

        int left() {
            return left.get();
        }
    }

    /**
     * Runs over {@code text[from..to)}.
     *
     * @param work what it may cost
     * @return the work that is left if the rule does not match, else {@link #MATCHES} or {@link #TOO_MUCH}
     */
    int run(byte[] text, int from, int to, int work) {
        DfaState state = start;
        Closure closure = null;
        int left = work;
        for (int at = from; at < to && !state.decided(); at++) {
            int octetClass = classes.of(text[at]);
            DfaState next = state.next(octetClass);
            if (next == null) {
                closure = closure == null ? new Closure(nfa) : closure;
                next = after(state, octetClass, closure);
            }
            left -= next.work();
            if (left < 0) {
                return TOO_MUCH;
            }
            state = next;
        }
        return state.matched() || (!state.decided() && endsIn(state)) ? MATCHES : left;
    }

    private boolean endsIn(DfaState state) {
        Boolean known = state.matchesAtEnd();
        if (known != null) {
            return known;
        }
        Closure closure = new Closure(nfa);
        resolve(state, Following.END, closure);
        state.matchesAtEnd(closure.matched());
        return closure.matched();
    }

    /** Works out the state after an octet. */
    private DfaState after(DfaState state, int octetClass, Closure closure) {
        int octet = classes.example(octetClass);
        boolean word = OctetSet.WORD.contains(octet);
        closure.clear();
        int[] takers = state.positions();
        boolean matched = false;
        if (state.waits()) {
            resolve(state, word ? Following.WORD : Following.NO_WORD, closure);
            takers = closure.reachedBesides(takers);
            matched = closure.matched();
            closure.clear();
        }
        for (int taker : takers) {
            if (nfa.takes(taker, octet)) {
                closure.add(nfa.next(taker), false, word, Following.UNKNOWN);
            }
        }
        matched |= closure.matched();
        int[] positions = matched ? NOWHERE : closure.positions();
        boolean asks = word && closure.waits() && nfa.asksForWords();
        return keep(state, octetClass, new DfaState(positions, closure.waits(), false, asks, matched, notKept));
    }

    /** Goes on from the places that waited for what follows. */
    private void resolve(DfaState state, Following following, Closure closure) {
        for (int position : state.positions()) {
            if (nfa.step(position) == Nfa.PLACE) {
                closure.add(position, state.atStart(), state.afterWord(), following);
            }
        }
    }

    private DfaState keep(DfaState state, int octetClass, DfaState next) {
        DfaState kept = states.get(next);
        if (kept == null && states.size() < LogcheckLimits.STATES_MAX) {
            DfaState roomy = next.kept(classes.count());
            if (room.take(roomy.octets())) {
                kept = states.putIfAbsent(roomy, roomy);
                kept = kept == null ? roomy : kept;
            }
        }
        if (kept == null) {
            return next;
        }
        if (state.isKept(notKept)) {
            state.next(octetClass, kept);
        }
        return kept;
    }

    /** How many states are kept. */
    int states() {
        return states.size() + 1;
    }
}
