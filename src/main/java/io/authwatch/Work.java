package io.authwatch;

import io.authwatch.notify.Quota;
import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.DeliveryReport;
import io.authwatch.rule.RuleSet;

/** What waits for the writer. */
sealed interface Work {
    /** An input read something. */
    record Read(Batch batch) implements Work {}

    /** A send ended. */
    record Report(DeliveryReport report) implements Work {}

    /** Other rules are to be in force. */
    record Swap(RuleSet rules) implements Work {}

    /** The notifier told its quota. */
    record QuotaTold(Quota quota) implements Work {}

    /** Nothing: the writer is to look whether it should stop. */
    record Nudge() implements Work {}
}
