package io.authwatch.notify;

import io.authwatch.rule.Recipient;
import io.authwatch.rule.Rule;
import org.jspecify.annotations.Nullable;

/** What the wording must know of the rules in force. */
@FunctionalInterface
public interface RulesInForce {
    /** A rule as it applies to a host; null if it is no longer there. */
    @Nullable
    Rule rule(String name, String host);

    /** The recipient of a name in {@code to}; null if it is no longer there. */
    default @Nullable Recipient recipient(String name) {
        return null;
    }
}
