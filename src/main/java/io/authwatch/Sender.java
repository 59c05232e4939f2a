package io.authwatch;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Errand;
import io.authwatch.notify.Notification;
import io.authwatch.notify.Notifier;
import io.authwatch.notify.Outbox;
import io.authwatch.notify.Quota;
import io.authwatch.notify.ReceiptAnswer;
import io.authwatch.pipeline.DeliveryReport;
import io.authwatch.pipeline.Happenings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands what is due to the notifier, and brings back what became of it. The writer's thread, but for the answers. */
final class Sender {
    private final Outbox outbox;
    private final Notifier notifier;
    private final Happenings happenings;
    private final InstantSource clock;
    private volatile @Nullable Quota told;

    Sender(Outbox outbox, Notifier notifier, Happenings happenings, InstantSource clock) {
        this.outbox = outbox;
        this.notifier = notifier;
        this.happenings = happenings;
        this.clock = clock;
    }

    /**
     * Sends what is due, each once, and runs an errand if there is one.
     *
     * @param answers takes what became of each, on any thread
     * @return how many were handed over
     */
    int send(Instant now, Consumer<Work> answers) {
        var due = outbox.due(now);
        for (Notification notification : due) {
            notifier.send(notification)
                    .whenComplete((delivery, failed) -> answers.accept(
                            new Work.Report(report(notification, delivery == null ? ours(failed) : delivery))));
        }
        if (outbox.asksQuota(now)) {
            notifier.quota().thenAccept(quota -> {
                if (quota != null) {
                    told = quota;
                    answers.accept(new Work.QuotaTold(quota));
                }
            });
        }
        Errand errand = outbox.errand(now);
        if (errand != null) {
            run(errand, answers);
        }
        happenings.outbox(outbox.pending(), outbox.oldest());
        happenings.quotaProjected(outbox.projected(now));
        return due.size();
    }

    /** The quota as it was told last, or null. Any thread. */
    @Nullable
    Quota quota() {
        return told;
    }

    private void run(Errand errand, Consumer<Work> answers) {
        if (errand instanceof Errand.Poll poll) {
            notifier.receipt(poll.receipt()).whenComplete((answer, failed) -> {
                ReceiptAnswer known =
                        answer == null ? new ReceiptAnswer.NoAnswer("the notifier failed: " + failed) : answer;
                answers.accept(new Work.Answered(new Errand.Report.Polled(poll.notification(), known)));
            });
        } else if (errand instanceof Errand.Cancel cancel) {
            notifier.cancel(cancel.alert())
                    .whenComplete((done, failed) -> answers.accept(
                            new Work.Answered(new Errand.Report.Cancelled(cancel.alert(), Boolean.TRUE.equals(done)))));
        }
    }

    /** A notifier never fails; if ours does all the same, nothing is lost by it. */
    private static Delivery ours(@Nullable Throwable failed) {
        return new Delivery.Later(DeliveryReason.UNREACHABLE, null, "the notifier failed: " + failed, null);
    }

    private DeliveryReport report(Notification notification, Delivery delivery) {
        happenings.delivered(notifier.name(), notification.id(), delivery.reason(), detail(delivery));
        if (delivery instanceof Delivery.Sent) {
            happenings.notifyTook(Duration.between(notification.created(), clock.instant()));
        }
        Quota quota = delivery.quota();
        if (quota != null) {
            told = quota;
            happenings.quota(quota);
        }
        return new DeliveryReport(notification.id(), delivery);
    }

    private static @Nullable String detail(Delivery delivery) {
        if (delivery instanceof Delivery.Refused refused) {
            return refused.detail();
        }
        return delivery instanceof Delivery.Later later ? later.detail() : ((Delivery.Sent) delivery).info();
    }
}
