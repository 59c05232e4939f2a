package io.authwatch.ops;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The named limits that were hit since the start, for the health answer. Their names are ours, and few. */
@Singleton
class LimitsHit {
    private static final int NAMES_MAX = 50;

    private final Set<String> names = new ConcurrentSkipListSet<>();

    void note(String limit) {
        if (names.size() < NAMES_MAX) {
            names.add(limit);
        }
    }

    /** By name. */
    List<String> names() {
        return List.copyOf(names);
    }
}
