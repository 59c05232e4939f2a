package io.authwatch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A heartbeat goes out only after a commit that was made for it: then the writer lives, the storage takes and keeps what
 * it is given, and nothing is held up. One that is still on its way is not overtaken by another.
 */
final class Pulse {
    private final Writer writer;
    private final BooleanSupplier listens;
    private final Runnable beat;
    private final AtomicBoolean underWay = new AtomicBoolean();

    /**
     * A pulse.
     *
     * @param listens whether all inputs are open
     * @param beat sends a heartbeat
     */
    Pulse(Writer writer, BooleanSupplier listens, Runnable beat) {
        this.writer = writer;
        this.listens = listens;
        this.beat = beat;
    }

    /** Feels once. */
    void feel() {
        boolean well = listens.getAsBoolean() && writer.trouble() == null;
        if (well && underWay.compareAndSet(false, true)) {
            writer.hand(new Work.Asked((pipeline, now, turn) -> turn.prove(now, this::durable)));
        }
    }

    private void durable() {
        underWay.set(false);
        // A commit that took the reserve says that there is no room.
        if (writer.trouble() == null) {
            beat.run();
        }
    }
}
