package io.authwatch.notify;

import io.authwatch.alert.SafeText;
import io.authwatch.rule.OwnRules;
import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What Authwatch has to say about its own sending. */
final class Warnings {
    /** The rule of what is told about the quota. */
    static final String QUOTA = OwnRules.PREFIX + "quota";

    private Warnings() {}

    static Notification quotaLeft(
            String id, Quota quota, long spent, long byUs, @Nullable Instant projected, Instant now) {
        long percent = Math.max(0, quota.remaining() * 100 / Math.max(1, quota.limit()));
        return quota(id, "Message quota: " + percent + " % left", quota, spent, byUs, projected, now);
    }

    static Notification quotaProjected(String id, Quota quota, long spent, long byUs, Instant projected, Instant now) {
        String title = "Message quota will be used up about " + Times.since(projected, now);
        return quota(id, title, quota, spent, byUs, projected, now);
    }

    private static Notification quota(
            String id, String title, Quota quota, long spent, long byUs, @Nullable Instant projected, Instant now) {
        Lines lines = new Lines(Wording.MESSAGE_MAX);
        lines.add(
                0,
                Math.max(0, quota.remaining()) + " of " + quota.limit() + " messages are left until "
                        + Times.utc(quota.reset()));
        lines.add(
                1,
                "Spent in the last 24 hours: " + spent + ", of them " + byUs + " by Authwatch and "
                        + Math.max(0, spent - byUs) + " by others of the same account");
        lines.add(2, projected == null ? "" : "If that goes on it is used up about " + Times.utc(projected));
        lines.add(
                3,
                "Alerts of priority high and emergency go to the last message;"
                        + " when it is short, normal ones are told in digests, and low ones only shown");
        return Notification.pending(id, id, QUOTA, "-", Priority.NORMAL, title, lines.text(), now, now);
    }

    /** Nobody acknowledged an emergency while it rang; told to whom it was sent. */
    static Notification unanswered(Notification emergency, Instant now) {
        Lines lines = new Lines(Wording.MESSAGE_MAX);
        lines.add(0, "Nobody acknowledged: " + SafeText.of(emergency.title(), Wording.TITLE_MAX));
        lines.add(
                1,
                "It was sent " + Times.utc(emergency.created()) + " and rang for "
                        + Times.length(positive(Duration.between(emergency.created(), now))) + " at most");
        lines.add(0, "Alert " + emergency.alert());
        String id = emergency.id() + "-unanswered";
        String title = Lines.cut("Nobody acknowledged: " + emergency.title(), Wording.TITLE_MAX);
        return Notification.pending(
                        id,
                        emergency.alert(),
                        emergency.rule(),
                        emergency.host(),
                        Priority.HIGH,
                        title,
                        lines.text(),
                        emergency.timestamp(),
                        now)
                .addressed(id, title, emergency.to());
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
