package io.authwatch.ops;

import io.authwatch.pipeline.Happenings;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives {@link Happenings} to whoever tells something. */
@Dependent
class HappeningsProducer {
    @Produces
    @Singleton
    @Startup
    Happenings happenings(
            MeterRegistry registry,
            CollectorRegistry collectors,
            @ConfigProperty(name = "authwatch.senders.allowed") String allowedSenders) {
        Series series = new Series(registry, collectors);
        Meters meters = new Meters(series, new Gauges(series, InstantSource.system()));
        return new Everybody(meters, new LogLines(allowedSenders));
    }
}
