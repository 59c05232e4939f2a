package io.authwatch.pipeline;

import io.authwatch.wire.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes the frames that one thread reads, and makes one batch of each turn. {@link Lane} does; a test may do less. */
public interface Batcher {
    /** Opens a turn: all its frames were read at {@code now}. */
    void begin(Instant now);

    /**
     * Takes one frame: {@code array[from..to)}, which is the caller's again when this returns.
     *
     * @param cut whether the frame was longer than the limit and its end is gone
     */
    void accept(Origin origin, byte[] array, int from, int to, boolean cut);

    /** How many octets were taken in this turn. */
    int octets();

    /** What the batch of this turn takes of the memory until it is committed, octets about: more than was read. */
    int heapOctets();

    /**
     * Closes the turn.
     *
     * @param position where the input stands after it, or null for an input without a position
     * @param acknowledged run on the writer's thread once the batch's effects are durable
     */
    Batch end(@Nullable FilePosition position, Runnable acknowledged);
}
