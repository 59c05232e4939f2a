package io.authwatch.source;

import io.authwatch.pipeline.Batcher;
import io.authwatch.wire.Input;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one thread reads files with, which all its files share.
 *
 * @param lane makes the batches
 * @param buffer holds more than the longest line
 * @param inFlight octets of memory that is taken by what was read and is not durable yet
 */
record FileDesk(Batcher lane, byte[] buffer, AtomicLong inFlight) {
    /** What is read at once, or more where lines may be longer. */
    static final int READ_OCTETS = 131_072;

    FileDesk(Downstream downstream, SourceLimits.Files limits) {
        this(
                downstream.lanes().apply(Input.FILE),
                new byte[Math.max(READ_OCTETS, 2 * limits.lineOctetsMax())],
                new AtomicLong());
    }
}
