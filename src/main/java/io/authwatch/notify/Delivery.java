package io.authwatch.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of one attempt to send. Never holds a secret, nor text that the other side echoed unchecked. */
public sealed interface Delivery {

    /** The label of the metric. */
    DeliveryReason reason();

    /** The quota that the answer told, or null. */
    @Nullable
    Quota quota();

    /**
     * Accepted.
     *
     * @param request the notifier's id of the request, to quote to its support, or null
     * @param receipt the receipt of an emergency notification, or null
     * @param info a warning beside the acceptance, such as that no device is active, or null
     */
    record Sent(
            DeliveryReason reason,
            @Nullable String request,
            @Nullable String receipt,
            @Nullable String info,
            @Nullable Quota quota)
            implements Delivery {}

    /**
     * Refused for good: the same request must never be sent again.
     *
     * @param detail one clear line for people
     */
    record Refused(
            DeliveryReason reason, String detail, @Nullable Quota quota) implements Delivery {}

    /**
     * Not now.
     *
     * @param notBefore when the other side said to come back, or null: then the outbox decides
     * @param detail one clear line for people
     */
    record Later(
            DeliveryReason reason,
            @Nullable Instant notBefore,
            String detail,
            @Nullable Quota quota) implements Delivery {}
}
