package io.authwatch.ops;

import io.authwatch.pipeline.Inquiry;
import io.authwatch.pipeline.NotSent;
import io.authwatch.pipeline.Status;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Up while messages can be taken: inputs bound, ledger writable, rules loaded. The one readiness check, and it reads
 * fields only. A rule file that was refused is told and takes nothing down: the rules in force go on.
 */
@Readiness
class ReadyCheck implements HealthCheck {
    private final Inquiry inquiry;
    private final LimitsHit limits;

    ReadyCheck(Inquiry inquiry, LimitsHit limits) {
        this.inquiry = inquiry;
        this.limits = limits;
    }

    @Override
    public HealthCheckResponse call() {
        Status status = inquiry.status();
        return HealthCheckResponse.named("ready")
                .status(status.ready())
                .withData("inputs", inputs(status))
                .withData("ledger", status.ledgerWritable() ? "writable" : "not writable; the log says why")
                .withData("rules", rules(status))
                .withData("outbox", status.outboxPending())
                .withData("limits", limits.names().isEmpty() ? "none hit" : "hit: " + String.join(", ", limits.names()))
                .withData("given_up", givenUp(status.notSent()))
                .withData("notifier", status.dryRun() ? "dry run" : "pushover")
                .build();
    }

    private static String inputs(Status status) {
        List<String> missing = status.notListening();
        String listening = status.listening().isEmpty() ? "none" : String.join(", ", status.listening());
        return missing.isEmpty() ? listening : listening + "; not ready: " + String.join(", ", missing);
    }

    /** What each of them was is shown by the API. */
    private static String givenUp(NotSent notSent) {
        if (notSent.equals(NotSent.NONE)) {
            return "none";
        }
        String refused = notSent.refused() + " refused by the notifier";
        return notSent.noRoom() == 0
                ? refused
                : refused + ", " + notSent.noRoom() + " for which the outbox had no room: its limit was hit";
    }

    /** What is wrong with a refused file stands in the log: it may quote a user or a host, which nobody sees here. */
    private static String rules(Status status) {
        return status.rulesRefused() == null
                ? status.rules() + " in force"
                : "refused; the log says why, and " + status.rules() + " older ones stay in force";
    }
}
