package io.authwatch.alert;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When something is to be done for whom, in steady milliseconds; of one moment, the least key first. */
final class Deadlines<K extends Comparable<K>> {
    private final Map<K, Long> times = new HashMap<>();
    private final TreeSet<Due<K>> order =
            new TreeSet<>(Comparator.comparingLong((Due<K> due) -> due.at()).thenComparing(Due::key));

    private record Due<K>(K key, long at) {}

    /** Sets the deadline of a key, whether it has one or not. */
    void set(K key, long at) {
        clear(key);
        times.put(key, at);
        order.add(new Due<>(key, at));
    }

    void clear(K key) {
        Long before = times.remove(key);
        if (before != null) {
            order.remove(new Due<>(key, before));
        }
    }

    /** The earliest deadline, or {@link Long#MAX_VALUE} if there is none. */
    long next() {
        return order.isEmpty() ? Long.MAX_VALUE : order.first().at();
    }

    /** Whose deadline is the earliest, or null if there is none. */
    @Nullable
    K first() {
        return order.isEmpty() ? null : order.first().key();
    }

    /** Whose deadline has come, or null. */
    @Nullable
    K due(long at) {
        return next() <= at ? first() : null;
    }
}
