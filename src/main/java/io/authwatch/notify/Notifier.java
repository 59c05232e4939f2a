package io.authwatch.notify;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A way to a person. */
public interface Notifier {
    /** Its name in metrics and in the API, such as {@code pushover}. */
    String name();

    /** Sends once, without retries of its own. The stage never fails: a failure is a {@link Delivery}. */
    CompletionStage<Delivery> send(Notification notification);

    /** Asks for the message quota, which costs none. Null: it has none, or it did not tell. The stage never fails. */
    default CompletionStage<@Nullable Quota> quota() {
        return CompletableFuture.completedFuture(null);
    }

    /** Asks what became of an emergency that was accepted with this receipt. The stage never fails. */
    default CompletionStage<ReceiptAnswer> receipt(String receipt) {
        return CompletableFuture.completedFuture(new ReceiptAnswer.Unknown("this notifier has no receipts"));
    }

    /**
     * Stops all that still rings for an alert.
     *
     * @param alert the alert's id
     * @return whether nothing rings any more; false: it is to be tried again. The stage never fails
     */
    default CompletionStage<Boolean> cancel(String alert) {
        return CompletableFuture.completedFuture(true);
    }
}
