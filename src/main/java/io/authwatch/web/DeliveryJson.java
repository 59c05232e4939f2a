package io.authwatch.web;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.Quota;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a test notification, as the API shows it.
 *
 * @param result {@code sent}, {@code dry-run}, or why not: {@code token-invalid}, {@code unreachable} …
 * @param detail one line for people, or null
 * @param request the notifier's id of the request, or null
 * @param receipt the receipt of an emergency notification, or null
 * @param notBefore when the notifier said to come back, or null
 * @param quota the message quota, or null if the answer told none
 */
public record DeliveryJson(
        String result,
        @Nullable String detail,
        @Nullable String request,
        @Nullable String receipt,
        @Nullable Instant notBefore,
        @Nullable QuotaJson quota) {

    /**
     * The message quota.
     *
     * @param limit messages a month
     * @param remaining messages left
     * @param reset when it starts anew
     */
    public record QuotaJson(long limit, long remaining, Instant reset) {
        static @Nullable QuotaJson of(@Nullable Quota quota) {
            return quota == null ? null : new QuotaJson(quota.limit(), quota.remaining(), quota.reset());
        }
    }

    static DeliveryJson of(Delivery delivery) {
        String result = delivery.reason().label();
        QuotaJson quota = QuotaJson.of(delivery.quota());
        if (delivery instanceof Delivery.Sent sent) {
            return new DeliveryJson(result, sent.info(), sent.request(), sent.receipt(), null, quota);
        }
        if (delivery instanceof Delivery.Later later) {
            return new DeliveryJson(result, later.detail(), null, null, later.notBefore(), quota);
        }
        Delivery.Refused refused = (Delivery.Refused) delivery;
        return new DeliveryJson(result, refused.detail(), null, null, null, quota);
    }
}
