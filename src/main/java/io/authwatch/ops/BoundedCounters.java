package io.authwatch.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Counters by a label that is not enumerable: the first so many values get their own, the rest share {@code other}. */
final class BoundedCounters {
    private static final String OTHER = "other";

    private final ConcurrentHashMap<String, Counter> counters = new ConcurrentHashMap<>();
    private final Function<Tags, Counter> register;
    private final String label;
    private final int most;

    /**
     * No counters yet but that of {@code other}.
     *
     * @param label the label's name
     * @param most how many values get a counter of their own
     * @param register makes the counter of some labels
     */
    BoundedCounters(String label, int most, Function<Tags, Counter> register) {
        this.label = label;
        this.most = most;
        this.register = register;
        counters.put(OTHER, register.apply(Tags.of(label, OTHER)));
    }

    /** The counter of a value. */
    Counter of(String value) {
        Counter counter = counters.get(value);
        if (counter != null) {
            return counter;
        }
        // Two threads may both find the last place free: the bound is meant to within a few.
        String known = counters.size() > most ? OTHER : value;
        return counters.computeIfAbsent(known, name -> register.apply(Tags.of(label, name)));
    }
}
