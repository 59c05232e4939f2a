package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule as it is in force for a host: all defaults and overrides applied. Two rules are equal if they decide and tell
 * alike.
 *
 * @param name its name in the file
 * @param when what an event must be
 * @param unless what it must not be, or null
 * @param hours when it applies, or null: always
 * @param count how many matches within {@link #within} make it fire: 1 to 10,000
 * @param within the window; zero if the count is 1 and no window was written
 * @param distinct what is counted: different values of this part, or null: each match
 * @param forgive what takes matches out of the window again, or null
 * @param first fires only for what was not seen before, or null
 * @param after fires only after another rule, or null
 * @param absent fires where a host was silent for so long, or null; then nothing but {@link #per} is set
 * @param per the key of window, cool-down and alert
 * @param repeat the cool-down: the least time between two notifications for one key
 * @param digest instead of telling at once, how long is gathered before it is told; or null
 * @param priority how loud
 * @param to the names of its recipients; empty: who is told of everything
 * @param message how its notifications are worded, or null: as usual
 */
public record Rule(
        String name,
        Condition when,
        @Nullable Condition unless,
        @Nullable Hours hours,
        int count,
        Duration within,
        @Nullable KeyPart distinct,
        @Nullable Forgive forgive,
        @Nullable Novelty first,
        @Nullable After after,
        @Nullable Duration absent,
        Per per,
        Duration repeat,
        @Nullable Duration digest,
        Priority priority,
        List<String> to,
        @Nullable Template message) {

    public Rule {
        to = List.copyOf(to);
    }

    /** Whether {@link #when} holds and {@link #unless} does not. */
    public boolean matches(AuthEvent event) {
        return when.matches(event) && (unless == null || !unless.matches(event));
    }

    /** The same rule, told without a sound: that something is well again wakes nobody. */
    public Rule quieter() {
        return new Rule(
                name,
                when,
                unless,
                hours,
                count,
                within,
                distinct,
                forgive,
                first,
                after,
                absent,
                per,
                repeat,
                digest,
                Priority.LOW,
                to,
                message);
    }

    /** Whether one match is enough, so that no window needs to be kept. */
    public boolean firesAtOnce() {
        return count == 1;
    }
}
