package io.authwatch.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the next of several things falls due. */
final class Due {
    private Due() {}

    /** The earlier one, or the only one, or null. */
    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
