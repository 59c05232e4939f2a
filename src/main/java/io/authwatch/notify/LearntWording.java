package io.authwatch.notify;

import io.authwatch.alert.SafeText;
import io.authwatch.rule.Learnt;
import io.authwatch.rule.Priority;
import java.time.Instant;

/**
 * Tells once what a rule with {@code first} learnt instead of telling each of it.
 *
 * <pre>
 *  new-source learnt 412 combinations on 50 hosts       title
 *
 *  From 2026-11-23 12:01:05 UTC to 2026-11-30 12:01:09 UTC they were new to rule new-source and not told.
 *  From now on what is new is told at once, on hosts that have learnt.
 * </pre>
 */
public final class LearntWording {
    /** Stands for the alert's id, for there is none. */
    public static final String ALERT = "learnt";

    private static final int NAME_MAX = 64;

    private LearntWording() {}

    /** Writes a notification of low priority. */
    public static Notification write(Learnt learnt, Instant now) {
        String rule = SafeText.of(learnt.rule(), NAME_MAX);
        String hosts = learnt.hosts() == 0 ? "" : " on " + counted(learnt.hosts(), "host");
        String title = rule + " learnt " + counted(learnt.combinations(), "combination") + hosts;
        String message = "From " + Times.utc(learnt.since()) + " to " + Times.utc(learnt.until())
                + " they were new to rule " + rule + " and not told.\n"
                + "From now on what is new is told at once" + (hosts.isEmpty() ? "." : ", on hosts that have learnt.");
        String id = ALERT + "-" + learnt.rule() + "-" + learnt.since().toEpochMilli();
        return Notification.pending(id, ALERT, learnt.rule(), "-", Priority.LOW, title, message, now, now);
    }

    private static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
