package io.authwatch.rule;

import java.time.Duration;
import java.util.List;

/**
 * The rules that no file has: those by which Authwatch tells of itself. Their names begin with {@value #PREFIX}, and no
 * rule of a file may be called so.
 */
public final class OwnRules {
    /** How their names begin. */
    public static final String PREFIX = "authwatch-";

    private OwnRules() {}

    /** Whether a rule is one of ours. */
    public static boolean isOne(String name) {
        return name.startsWith(PREFIX);
    }

    /** A rule that no event matches: it fires where something is noticed. */
    public static Rule of(String name, Priority priority, Duration repeat) {
        return new Rule(
                name,
                Condition.NEVER,
                null,
                null,
                1,
                Duration.ZERO,
                null,
                null,
                null,
                null,
                null,
                new Per(List.of()),
                repeat,
                null,
                priority,
                List.of(),
                null);
    }
}
