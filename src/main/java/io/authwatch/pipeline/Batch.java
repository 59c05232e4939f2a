package io.authwatch.pipeline;

import io.authwatch.wire.Input;
import org.jspecify.annotations.Nullable;

/** What one turn of an input's loop read, on its way to the writer. */
public final class Batch {
    private final Input input;
    private final int messages;
    private final int octets;
    private final @Nullable FilePosition position;
    private final Runnable acknowledged;

    Batch(Input input, int messages, int octets, @Nullable FilePosition position, Runnable acknowledged) {
        this.input = input;
        this.messages = messages;
        this.octets = octets;
        this.position = position;
        this.acknowledged = acknowledged;
    }

    public Input input() {
        return input;
    }

    /** How many frames it holds. */
    public int messages() {
        return messages;
    }

    /** How many octets they were. */
    public int octets() {
        return octets;
    }

    /** The input's position after it, if the input has one. */
    public @Nullable FilePosition position() {
        return position;
    }

    /** To be called once, by the writer, after the commit. */
    public Runnable acknowledged() {
        return acknowledged;
    }
}
