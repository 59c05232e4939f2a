package io.authwatch;

import io.authwatch.pipeline.TurnDraft;
import java.time.Duration;
import java.time.Instant;

/**
 * How much is decided before it is committed: nobody waits longer for his answer because another one brings much, and
 * where commits take long, each of them is of more.
 */
final class Stint {
    /** Log entries that one transaction takes about, so that it stays short. */
    private static final int ENTRIES = 20_000;

    private static final int OCTETS = 4 << 20;
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofMillis(250);

    private Instant began;
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

    /** A commit took so long. */
    void committed(Duration took) {
        length = took.compareTo(LEAST) < 0 ? LEAST : took.compareTo(MOST) > 0 ? MOST : took;
    }
}
