package io.authwatch.pipeline;

import java.time.Instant;
import java.util.List;

/**
 * What rules would have told of a span of the history.
 *
 * @param from where the span begins: what was asked for, or the oldest event if the history does not reach back that far
 * @param to where it ends
 * @param complete whether the history reaches back as far as was asked for
 * @param events how many events they were asked about; one that stands for several counts as those
 * @param thinned whether some events stand for several, because more happened than was kept
 * @param rules what each rule would have done, in file order
 * @param notifications how many messages would have been sent; one to each recipient
 * @param notificationsAMonth the same for 30 days
 * @param quotaLimit messages that may be sent a month
 * @param examples the titles of the first of them
 * @param warnings what looks like a mistake, and what this report cannot know; one line each
 */
public record BacktestReport(
        Instant from,
        Instant to,
        boolean complete,
        long events,
        boolean thinned,
        List<OfRule> rules,
        long notifications,
        long notificationsAMonth,
        long quotaLimit,
        List<String> examples,
        List<String> warnings) {

    /**
     * What one rule would have done.
     *
     * @param name its name
     * @param matched how many events it would have matched
     * @param fired how often it would have fired
     * @param notifications messages that would have been sent for it
     * @param suppressed firings that would have been counted and not sent by themselves
     */
    public record OfRule(String name, long matched, long fired, long notifications, long suppressed) {}

    /** The part of the quota that a month would take; 1 is all of it. */
    public double quotaShare() {
        return quotaLimit <= 0 ? 0 : (double) notificationsAMonth / quotaLimit;
    }
}
