package io.authwatch.ops;

import io.authwatch.notify.DeliveryReason;
import io.micrometer.core.instrument.Counter;
import java.util.concurrent.ConcurrentHashMap;

/** Attempts to send, by notifier and result. Notifiers are few and ours; a bound guards against a mistake. */
final class NotificationCounters {
    private static final int NOTIFIERS_MAX = 16;

    private final ConcurrentHashMap<String, Counter[]> counters = new ConcurrentHashMap<>();
    private final Series series;

    NotificationCounters(Series series) {
        this.series = series;
        counters.put("pushover", series.notifications("pushover"));
    }

    Counter of(String notifier, DeliveryReason reason) {
        String known = counters.containsKey(notifier) || counters.size() < NOTIFIERS_MAX ? notifier : "other";
        return counters.computeIfAbsent(known, series::notifications)[reason.ordinal()];
    }
}
