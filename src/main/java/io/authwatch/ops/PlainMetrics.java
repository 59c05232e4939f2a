package io.authwatch.ops;

import io.micrometer.core.instrument.config.MeterFilter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes a scrape such that {@code curl … | promtool check metrics} has nothing to say about it. */
@Dependent
class PlainMetrics {
    private static final String TEXT = "text/plain; version=0.0.4";

    /** Two of the library's own names break the naming rules, and nobody needs them. */
    @Produces
    @Singleton
    MeterFilter wellNamed() {
        return MeterFilter.deny(
                id -> id.getName().equals("process.cpu.time") || id.getName().equals("system.cpu.count"));
    }

    /** OpenMetrics only for those who name it: Quarkus gives it to everybody, and promtool cannot read it. */
    void preferText(@Observes ManagementInterface management) {
        management.router().route("/q/metrics").order(-1).handler(PlainMetrics::accept);
    }

    private static void accept(RoutingContext context) {
        String accept = context.request().getHeader(HttpHeaderNames.ACCEPT);
        if (accept == null || !accept.contains("openmetrics")) {
            context.request().headers().set(HttpHeaderNames.ACCEPT, TEXT);
        }
        context.next();
    }
}
