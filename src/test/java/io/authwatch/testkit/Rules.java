package io.authwatch.testkit;

import io.authwatch.rule.Firing;
import io.authwatch.rule.Priority;
import io.authwatch.rule.Rule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rules that differ in one thing. */
public final class Rules {
    private Rules() {}

    /** The same firing of a rule that is told as a digest, or at once if there is no span. */
    public static Firing digested(Firing firing, @Nullable Duration digest) {
        return new Firing(
                with(firing.rule(), digest, firing.rule().priority()),
                firing.key(),
                firing.inWindow(),
                firing.event(),
                firing.muted(),
                firing.why());
    }

    /** The same firing of a rule with another priority. */
    public static Firing louder(Firing firing, Priority priority) {
        return new Firing(
                with(firing.rule(), firing.rule().digest(), priority),
                firing.key(),
                firing.inWindow(),
                firing.event(),
                firing.muted(),
                firing.why());
    }

    private static Rule with(Rule rule, @Nullable Duration digest, Priority priority) {
        return new Rule(
                rule.name(),
                rule.when(),
                rule.unless(),
                rule.hours(),
                rule.count(),
                rule.within(),
                rule.distinct(),
                rule.forgive(),
                rule.first(),
                rule.after(),
                rule.absent(),
                rule.per(),
                rule.repeat(),
                digest,
                priority,
                rule.to(),
                rule.message());
    }
}
