package io.authwatch.ops;

import io.authwatch.pipeline.Inquiry;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Up once rules are loaded, the ledger is recovered and the inputs were opened. */
@Startup
class StartedCheck implements HealthCheck {
    private final Inquiry inquiry;

    StartedCheck(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("started")
                .status(inquiry.status().started())
                .build();
    }
}
