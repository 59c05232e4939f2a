package io.authwatch.rule;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a file says of a rule: each field, or null where it says nothing. A defaults section and a host's override too. */
record RuleFields(
        @Nullable Condition when,
        @Nullable Condition unless,
        @Nullable Hours hours,
        @Nullable Integer count,
        @Nullable Duration within,
        @Nullable KeyPart distinct,
        @Nullable Forgive forgive,
        @Nullable Per first,
        @Nullable Duration remember,
        @Nullable Duration learn,
        @Nullable After after,
        @Nullable Duration absent,
        @Nullable Per per,
        @Nullable Duration repeat,
        @Nullable Duration digest,
        @Nullable Priority priority,
        @Nullable List<String> to,
        @Nullable Template message) {
    /** How long a combination is remembered where the file does not say. */
    static final Duration REMEMBER = Duration.ofDays(90);

    /** These fields, and where they say nothing those of {@code base}. */
    RuleFields over(RuleFields base) {
        return new RuleFields(
                when != null ? when : base.when,
                unless != null ? unless : base.unless,
                hours != null ? hours : base.hours,
                count != null ? count : base.count,
                within != null ? within : base.within,
                distinct != null ? distinct : base.distinct,
                forgive != null ? forgive : base.forgive,
                first != null ? first : base.first,
                remember != null ? remember : base.remember,
                learn != null ? learn : base.learn,
                after != null ? after : base.after,
                absent != null ? absent : base.absent,
                per != null ? per : base.per,
                repeat != null ? repeat : base.repeat,
                digest != null ? digest : base.digest,
                priority != null ? priority : base.priority,
                to != null ? to : base.to,
                message != null ? message : base.message);
    }

    /** The same with this key. */
    RuleFields per(Per per) {
        return new RuleFields(
                when, unless, hours, count, within, distinct, forgive, first, remember, learn, after, absent, per,
                repeat, digest, priority, to, message);
    }

    /** These fields with other recipients. */
    RuleFields withTo(List<String> to) {
        return new RuleFields(
                when, unless, hours, count, within, distinct, forgive, first, remember, learn, after, absent, per,
                repeat, digest, priority, to, message);
    }

    /** The rule that they make; the reader has seen to it that nothing is missing. */
    Rule rule(String name) {
        return new Rule(
                name,
                absent == null ? Objects.requireNonNull(when) : Condition.NEVER,
                unless,
                hours,
                count == null ? 1 : count,
                within == null ? Duration.ZERO : within,
                distinct,
                forgive,
                novelty(),
                after,
                absent,
                Objects.requireNonNull(per),
                Objects.requireNonNull(repeat),
                digest,
                Objects.requireNonNull(priority),
                to == null ? List.of() : to,
                message);
    }

    private @Nullable Novelty novelty() {
        return first == null
                ? null
                : new Novelty(first, remember == null ? REMEMBER : remember, learn == null ? Duration.ZERO : learn);
    }
}
