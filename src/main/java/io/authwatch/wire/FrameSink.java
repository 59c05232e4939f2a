package io.authwatch.wire;

/** Takes frames, one message each, in the order in which they came. */
@FunctionalInterface
public interface FrameSink {
    /**
     * One frame: {@code array[from..to)}, never empty, and the giver's again when this returns.
     *
     * @param cut whether the frame's end is, or may be, gone
     */
    void frame(byte[] array, int from, int to, boolean cut);
}
