package io.authwatch.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A kind of line that no recogniser could read.
 *
 * @param program the program's name, normalised; null if the lines name none
 * @param shape what the lines look like, see {@link ShapeText}
 * @param count how many of them were looked at
 * @param first when the first one arrived
 * @param last when the latest one arrived
 * @param host the host of the latest one
 */
public record UnknownShape(
        @Nullable String program, String shape, long count, Instant first, Instant last, String host) {
    /** Which of them come first. */
    public enum Order {
        /** Those that were seen last; of equals those that were seen more often. */
        NEWEST,
        /** Those that were seen more often; of equals those that were seen last. */
        FREQUENT
    }

    /** One more line of it. */
    UnknownShape again(String host, Instant at) {
        return new UnknownShape(program, shape, count + 1, first, at, host);
    }
}
