package io.authwatch.testkit;

import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/** Random histories, each made of a seed: they run on all processors, and one that fails names its seed. */
public final class Seeds {
    private Seeds() {}

    /** Runs the histories of the seeds 1 to {@code seeds}, and answers the sum of what they answer. */
    public static long sum(long seeds, LongUnaryOperator history) {
        return sum(1, seeds, history);
    }

    /** Runs the histories of so many seeds from the {@code first}, and answers the sum of what they answer. */
    public static long sum(long first, long seeds, LongUnaryOperator history) {
        return LongStream.range(first, first + seeds)
                .parallel()
                .map(seed -> run(seed, history))
                .sum();
    }

    private static long run(long seed, LongUnaryOperator history) {
        try {
            return history.applyAsLong(seed);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
