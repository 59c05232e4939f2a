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
}
