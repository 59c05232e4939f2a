package io.authwatch.notify;

import io.authwatch.rule.Recipient;
import io.authwatch.rule.Rule;
import io.authwatch.rule.RuleSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the wording must know of the rules in force. */
@FunctionalInterface
public interface RulesInForce {
    /** Those of a rule file, whichever is in force when it is asked. */
    static RulesInForce of(Supplier<RuleSet> rules) {
        return new RulesInForce() {
            @Override
            public @Nullable Rule rule(String name, String host) {
                return rules.get().rule(name, host);
            }

            @Override
            public @Nullable Recipient recipient(String name) {
                return rules.get().recipient(name);
            }
        };
    }

    /** A rule as it applies to a host; null if it is no longer there. */
    @Nullable
    Rule rule(String name, String host);

    /** The recipient of a name in {@code to}; null if it is no longer there. */
    default @Nullable Recipient recipient(String name) {
        return null;
    }
}
