package io.authwatch.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the wording must know of the rules in force. */
@FunctionalInterface
public interface RuleWindows {
    /** The {@code within} of a rule as it applies to a host; null if it has none, or is no longer there. */
    @Nullable
    Duration within(String rule, String host);
}
