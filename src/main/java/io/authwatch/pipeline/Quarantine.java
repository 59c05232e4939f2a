package io.authwatch.pipeline;

import io.authwatch.wire.Input;

/** Where a message goes that made our own code throw: it is a mistake of ours, and its octets are what shows it. */
@FunctionalInterface
public interface Quarantine {
    /** Keeps nothing. */
    Quarantine NONE = (input, octets, mistake) -> {};

    /**
     * Takes a message's octets. Any lane's thread, and the writer's; never throws.
     *
     * @param octets the whole frame, a copy
     * @param mistake what our code threw
     */
    void take(Input input, byte[] octets, Throwable mistake);
}
