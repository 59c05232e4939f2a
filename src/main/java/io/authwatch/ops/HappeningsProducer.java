package io.authwatch.ops;

import io.authwatch.pipeline.Happenings;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives {@link Happenings} to whoever tells something. */
@Dependent
class HappeningsProducer {
    /** The registry's type: Quarkus 3.34 brings this flavour only, and its bean of the inner registry is another one. */
    @SuppressWarnings("deprecation")
    @Produces
    @Singleton
    @Startup
    Happenings happenings(
            PrometheusMeterRegistry registry,
            LimitsHit limits,
            SelfCounts self,
            @ConfigProperty(name = "authwatch.senders.allowed") String allowedSenders) {
        Series series = new Series(registry, registry.getPrometheusRegistry());
        Meters meters = new Meters(series, new Gauges(series, InstantSource.system()));
        return new Everybody(meters, new LogLines(allowedSenders), limits, self);
    }
}
