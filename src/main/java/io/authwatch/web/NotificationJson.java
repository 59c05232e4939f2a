package io.authwatch.web;

import io.authwatch.notify.Addressee;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notification, as the API shows it.
 *
 * @param id unique; {@code before} takes it
 * @param alert the alert's id, or {@code test}
 * @param rule the rule's name
 * @param host the host concerned
 * @param priority {@code lowest}, {@code low}, {@code normal}, {@code high} or {@code emergency}
 * @param title its title
 * @param message its text
 * @param timestamp when what it tells happened
 * @param created when it was decided
 * @param state {@code pending}, {@code sent}, {@code failed}, {@code dry-run}, {@code digested} or {@code shown}; of
 *     an emergency that rang {@code acknowledged}, {@code expired} or {@code cancelled}
 * @param attempts how often it was sent
 * @param notBefore the earliest next attempt
 * @param result how the last attempt ended, or null before the first
 * @param detail one line about the last attempt, or null
 * @param request the notifier's id of the accepted request, or null
 * @param receipt the receipt of an accepted emergency notification, or null
 * @param to the recipient's name, or null: who is told of everything
 * @param device the one device that is told, or null: all
 * @param sound how it sounds, or null: as they set it
 * @param digest the id of the notification that told it, if it was held back, or null
 * @param acknowledged who has seen it, or null
 */
public record NotificationJson(
        String id,
        String alert,
        String rule,
        String host,
        String priority,
        String title,
        String message,
        Instant timestamp,
        Instant created,
        String state,
        int attempts,
        Instant notBefore,
        @Nullable String result,
        @Nullable String detail,
        @Nullable String request,
        @Nullable String receipt,
        @Nullable String to,
        @Nullable String device,
        @Nullable String sound,
        @Nullable String digest,
        @Nullable AcknowledgementJson acknowledged) {
    static NotificationJson of(Notification notification) {
        DeliveryReason reason = notification.reason();
        Addressee to = notification.to();
        return new NotificationJson(
                notification.id(),
                notification.alert(),
                notification.rule(),
                notification.host(),
                notification.priority().label(),
                notification.title(),
                notification.message(),
                notification.timestamp(),
                notification.created(),
                notification.state().label(),
                notification.attempts(),
                notification.notBefore(),
                reason == null ? null : reason.label(),
                notification.detail(),
                notification.request(),
                notification.receipt(),
                to.name().isEmpty() ? null : to.name(),
                to.device(),
                to.sound(),
                notification.digest(),
                AcknowledgementJson.of(notification.acknowledged()));
    }
}
