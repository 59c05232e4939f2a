package io.authwatch;

import io.authwatch.pipeline.TurnDraft;
import java.time.Duration;
import java.time.Instant;

/**
 * How much is decided before it is committed: nobody waits longer for his answer because another one brings much, and
 * where commits take long, each of them is of more.
 *
 * <pre>
 *   idle        decide, commit                     at once: a lone message waits for nobody
 *   under load  decide … wait, decide … commit     until {@link #APART} after the commit before, or nothing more comes
 * </pre>
 *
 * <p>A commit costs the same whatever it holds (an fsync, a few pages), so that hundreds of small ones a second cost more
 * than all decisions.
 */
final class Stint {
    /** Log entries that one transaction takes about, so that it stays short. */
    private static final int ENTRIES = 20_000;

    private static final int OCTETS = 4 << 20;
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofMillis(250);

    /** How far apart commits are under load: what waits in the meantime is a connection's room at 80 MB/s. */
    private static final Duration APART = Duration.ofMillis(10);
    /** How long is waited for more at a time: who waits for his answer brings nothing in it, and gets it. */
    static final Duration PAUSE = Duration.ofMillis(2);

    private Instant began;
    private Instant committed = Instant.EPOCH;
    private Duration length = LEAST;

    /** The first one begins. */
    Stint(Instant now) {
        this.began = now;
    }

    /** The next one begins. */
    void begin(Instant now) {
        began = now;
    }

    /** Whether what was decided is to be committed before more is. */
    boolean isOver(TurnDraft turn, Instant now) {
        return turn.entries() > ENTRIES
                || turn.octets() > OCTETS
                || Duration.between(began, now).compareTo(length) >= 0;
    }

    /** Whether a commit may wait for what comes next. */
    boolean mayWait(TurnDraft turn, Instant now) {
        return turn.octets() > 0
                && !turn.isAwaited()
                && !isOver(turn, now)
                && now.isBefore(committed.plus(APART))
                && !now.isBefore(committed);
    }

    /** A commit took so long, until now. */
    void committed(Duration took, Instant now) {
        committed = now;
        length = took.compareTo(LEAST) < 0 ? LEAST : took.compareTo(MOST) > 0 ? MOST : took;
    }
}
