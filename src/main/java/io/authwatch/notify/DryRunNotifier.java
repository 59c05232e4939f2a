package io.authwatch.notify;

import io.authwatch.alert.SafeText;
import io.authwatch.notify.Delivery.Sent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Writes each notification as one line, for want of a token. */
public final class DryRunNotifier implements Notifier {
    /** Code points of a line: title and message at their limits, and what stands around them. */
    private static final int LINE_MAX = 1300;

    private final Consumer<String> lines;

    /** {@code lines} takes one line at a time, without its end. */
    public DryRunNotifier(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public String name() {
        return "dry-run";
    }

    @Override
    public CompletionStage<Delivery> send(Notification notification) {
        String message = notification.message().replace("\n", "; ");
        lines.accept(SafeText.of("dry run: " + notification.title() + " | " + message, LINE_MAX));
        return CompletableFuture.completedFuture(new Sent(DeliveryReason.DRY_RUN, null, null, null, null));
    }
}
