package io.authwatch.notify;

import io.authwatch.notify.Delivery.Sent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Writes each notification as one line, for want of a token; its text is safe already, but for its line ends. */
public final class DryRunNotifier implements Notifier {
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
        lines.accept("dry run: " + notification.title() + " | " + message);
        return CompletableFuture.completedFuture(new Sent(DeliveryReason.DRY_RUN, null, null, null, null));
    }
}
