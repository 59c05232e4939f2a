package io.authwatch.store;

import io.authwatch.rule.Priority;

/** Reads columns that several tables have. */
final class Columns {
    private static final Priority[] PRIORITIES = Priority.values();

    private Columns() {}

    /** The priority of a code from -2 to 2. */
    static Priority priority(int code) {
        return PRIORITIES[code - Priority.LOWEST.code()];
    }
}
