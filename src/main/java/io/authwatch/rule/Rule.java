package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One rule as it is in force for a host: all defaults and overrides applied. Two rules are equal if they decide alike.
 *
 * @param name its name in the file
 * @param when what an event must be
 * @param unless what it must not be, or null
 * @param count how many matches within {@link #within} make it fire: 1 to 10,000
 * @param within the window; zero if the count is 1 and no window was written
 * @param per the key of window, cool-down and alert
 * @param repeat the cool-down: the least time between two notifications for one key
 * @param priority how loud
 */
public record Rule(
        String name,
        Condition when,
        @Nullable Condition unless,
        int count,
        Duration within,
        Per per,
        Duration repeat,
        Priority priority) {

    /** Whether {@link #when} holds and {@link #unless} does not. */
    public boolean matches(AuthEvent event) {
        return when.matches(event) && (unless == null || !unless.matches(event));
    }

    /** Whether one match is enough, so that no window needs to be kept. */
    public boolean firesAtOnce() {
        return count == 1;
    }
}
