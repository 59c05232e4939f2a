package io.authwatch.pipeline;

import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stateless half of the way, on the input's own event loop: frame → message → event → match. One lane belongs to one
 * thread and serves all its connections in turn:
 *
 * <pre>
 *   begin ── accept ── accept ── … ── end ──▶ Batch
 * </pre>
 */
public final class Lane implements Batcher {
    private final Input input;
    private int messages;
    private int octets;

    /** A lane for frames of one kind of input. */
    public Lane(Input input) {
        this.input = input;
    }

    /** Opens a turn: all its frames were read at {@code now}. */
    @Override
    public void begin(Instant now) {
        messages = 0;
        octets = 0;
    }

    /**
     * Takes one frame: {@code array[from..to)}, which is the caller's again when this returns.
     *
     * @param cut whether the frame was longer than the limit and its end is gone
     */
    @Override
    public void accept(Origin origin, byte[] array, int from, int to, boolean cut) {
        messages++;
        octets += to - from;
    }

    /** How many octets were taken in this turn. */
    @Override
    public int octets() {
        return octets;
    }

    /**
     * Closes the turn.
     *
     * @param position where the input stands after it, or null for an input without a position
     * @param acknowledged run on the writer's thread once the batch's effects are durable
     */
    @Override
    public Batch end(@Nullable FilePosition position, Runnable acknowledged) {
        return new Batch(input, messages, octets, position, acknowledged);
    }
}
