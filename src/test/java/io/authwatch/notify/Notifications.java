package io.authwatch.notify;

import io.authwatch.notify.Delivery.Later;
import io.authwatch.notify.Delivery.Refused;
import io.authwatch.notify.Delivery.Sent;
import io.authwatch.rule.Priority;
import java.time.Instant;

/** Notifications and deliveries for tests. */
final class Notifications {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Notifications() {}

    static Notification normal(String id, Instant created) {
        return of(id, Priority.NORMAL, created);
    }

    static Notification of(String id, Priority priority, Instant created) {
        return Notification.pending(id, "alert-" + id, "rule", "host", priority, "title", "text", created, created);
    }

    static Delivery sent() {
        return new Sent(DeliveryReason.SENT, "request", null, null, null);
    }

    static Delivery sent(Quota quota) {
        return new Sent(DeliveryReason.SENT, "request", null, null, quota);
    }

    static Delivery later(DeliveryReason reason) {
        return new Later(reason, null, "later", null);
    }

    static Delivery spent(Instant reset) {
        return new Later(DeliveryReason.QUOTA, reset, "the message quota is used up", new Quota(10_000, 0, reset));
    }

    static Delivery refused(DeliveryReason reason) {
        return new Refused(reason, "refused", null);
    }
}
