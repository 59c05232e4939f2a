package io.authwatch.rule;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a file says of a rule: each field, or null where it says nothing. A defaults section and a host's override too. */
record RuleFields(
        @Nullable Condition when,
        @Nullable Condition unless,
        @Nullable Integer count,
        @Nullable Duration within,
        @Nullable Per per,
        @Nullable Duration repeat,
        @Nullable Priority priority) {

    /** These fields, and where they say nothing those of {@code base}. */
    RuleFields over(RuleFields base) {
        return new RuleFields(
                when != null ? when : base.when,
                unless != null ? unless : base.unless,
                count != null ? count : base.count,
                within != null ? within : base.within,
                per != null ? per : base.per,
                repeat != null ? repeat : base.repeat,
                priority != null ? priority : base.priority);
    }

    /** The rule that they make; the reader has seen to it that nothing is missing. */
    Rule rule(String name) {
        return new Rule(
                name,
                Objects.requireNonNull(when),
                unless,
                count == null ? 1 : count,
                within == null ? Duration.ZERO : within,
                Objects.requireNonNull(per),
                Objects.requireNonNull(repeat),
                Objects.requireNonNull(priority));
    }
}
