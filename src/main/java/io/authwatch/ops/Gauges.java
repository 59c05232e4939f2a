package io.authwatch.ops;

import io.authwatch.notify.Quota;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What stands at a value: the last word about the outbox, the quota and the rules. NaN until there is one. */
final class Gauges {
    private final Series series;
    private final InstantSource clock;
    private final Map<String, Instant> certificates = new ConcurrentHashMap<>();
    private volatile int pending;
    private volatile @Nullable Instant oldest;
    private volatile @Nullable Quota quota;
    private volatile @Nullable Instant projected;
    private volatile @Nullable Instant rulesLoaded;

    Gauges(Series series, InstantSource clock) {
        this.series = series;
        this.clock = clock;
        series.gauge("authwatch.outbox.pending", "Notifications that are still to be sent.", () -> pending);
        series.gauge("authwatch.outbox.oldest.seconds", "The age of the oldest of them.", this::oldestSeconds);
        series.gauge(
                "authwatch.pushover.quota.remaining",
                "Messages left this month, as Pushover said last.",
                ofQuota(quota -> quota.remaining()));
        series.gauge(
                "authwatch.pushover.quota.limit",
                "Messages a month, as Pushover said last.",
                ofQuota(quota -> quota.limit()));
        series.gauge(
                "authwatch.pushover.quota.reset.timestamp.seconds",
                "When the quota starts anew, as Pushover said last.",
                ofQuota(quota -> seconds(quota.reset())));
        series.gauge(
                "authwatch.pushover.quota.projected.exhaustion.timestamp.seconds",
                "When the quota will be used up if all go on as in the last 24 hours; NaN: not before its reset.",
                () -> seconds(projected));
        series.gauge(
                "authwatch.rules.loaded.timestamp.seconds",
                "When the rules in force were taken.",
                () -> seconds(rulesLoaded));
    }

    void outbox(int pending, @Nullable Instant oldest) {
        this.pending = pending;
        this.oldest = oldest;
    }

    void certificate(String role, Instant expires) {
        if (certificates.put(role, expires) == null) {
            series.gauge(
                    "authwatch.tls.certificate.expiry.timestamp.seconds",
                    "When the certificate of a role expires.",
                    () -> seconds(certificates.get(role)),
                    "role",
                    role);
        }
    }

    void quota(Quota quota) {
        this.quota = quota;
    }

    void quotaProjected(@Nullable Instant exhaustion) {
        projected = exhaustion;
    }

    void rulesLoaded(Instant at) {
        rulesLoaded = at;
    }

    private double oldestSeconds() {
        Instant since = oldest;
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1e3);
    }

    private Supplier<Number> ofQuota(ToDoubleFunction<Quota> value) {
        return () -> {
            Quota known = quota;
            return known == null ? Double.NaN : value.applyAsDouble(known);
        };
    }

    private static double seconds(@Nullable Instant at) {
        return at == null ? Double.NaN : at.toEpochMilli() / 1e3;
    }
}
