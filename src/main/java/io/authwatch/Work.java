package io.authwatch;

import io.authwatch.notify.Errand;
import io.authwatch.notify.Quota;
import io.authwatch.pipeline.DeliveryReport;
import io.authwatch.pipeline.Pipeline;
import io.authwatch.pipeline.TurnDraft;
import io.authwatch.rule.RuleSet;
import java.time.Instant;

/** What waits for the writer. */
sealed interface Work {
    /** An input read something: the next of {@link Turns} is to be taken. */
    record Read() implements Work {}

    /** A send ended. */
    record Report(DeliveryReport report) implements Work {}

    /** Other rules are to be in force. */
    record Swap(RuleSet rules) implements Work {}

    /** The notifier told its quota. */
    record QuotaTold(Quota quota) implements Work {}

    /** Somebody asked for something that changes the state. */
    record Asked(Doing doing) implements Work {
        /** What was asked for. */
        interface Doing {
            void in(Pipeline pipeline, Instant now, TurnDraft turn);
        }
    }

    /** An errand to the notifier ended. */
    record Answered(Errand.Report report) implements Work {}

    /** Nothing: the writer is to look whether it should stop. */
    record Nudge() implements Work {}
}
