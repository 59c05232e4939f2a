package io.authwatch.notify;

import java.util.concurrent.CompletionStage;

/** A way to a person. */
public interface Notifier {
    /** Its name in metrics and in the API, such as {@code pushover}. */
    String name();

    /** Sends once, without retries of its own. The stage never fails: a failure is a {@link Delivery}. */
    CompletionStage<Delivery> send(Notification notification);
}
