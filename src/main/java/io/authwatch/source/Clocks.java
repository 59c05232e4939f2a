package io.authwatch.source;

import java.time.Clock;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks that the inputs read.
 *
 * @param wall when a message was received
 * @param nanos steady nanoseconds, for deadlines: a step of the wall clock must not end a thousand connections
 */
public record Clocks(InstantSource wall, LongSupplier nanos) {
    /** The machine's. */
    public static final Clocks SYSTEM = new Clocks(Clock.systemUTC(), System::nanoTime);
}
