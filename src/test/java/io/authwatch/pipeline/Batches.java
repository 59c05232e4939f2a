package io.authwatch.pipeline;

import io.authwatch.wire.Input;
import org.jspecify.annotations.Nullable;

/** Makes batches for tests of the inputs. */
public final class Batches {
    private Batches() {}

    /** A batch that holds nothing but its counts. */
    public static Batch of(
            Input input, int messages, int octets, @Nullable FilePosition position, Runnable acknowledged) {
        return new Batch(input, messages, octets, position, acknowledged);
    }
}
