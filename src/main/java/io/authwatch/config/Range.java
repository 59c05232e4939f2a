package io.authwatch.config;

import org.jspecify.annotations.Nullable;

/**
 * The ends of a range, both included, written as its values are.
 *
 * @param from the least value
 * @param to the greatest value
 */
record Range(String from, String to) {
    static @Nullable Range of(@Nullable Between between) {
        return between == null ? null : new Range(between.from(), between.to());
    }
}
