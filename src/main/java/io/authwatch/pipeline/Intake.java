package io.authwatch.pipeline;

/** The way to the one writer. */
public interface Intake {
    /**
     * Hands over a batch; its acknowledgement comes after the commit. Never blocks.
     *
     * @return false if there is no room: the batch was not taken, and an input that can hold its sender back does so and
     *     offers the same batch again later
     */
    boolean offer(Batch batch);

    /**
     * The same for a batch of one sender: senders are served in turns, each in its own order, so that one who brings much
     * delays no other.
     *
     * @param sender whose turn it takes
     */
    default boolean offer(Batch batch, String sender) {
        return offer(batch);
    }
}
