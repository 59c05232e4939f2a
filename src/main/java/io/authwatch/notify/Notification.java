package io.authwatch.notify;

import io.authwatch.rule.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to a person, within the limits of every channel, its text safe to show: no control or bidi characters,
 * links that came from a log line defanged.
 *
 * @param id unique; the alert's id, a hyphen and a number, and for a recipient that has a name a hyphen and the name
 * @param alert the alert's id, which every repeat of the send carries; {@code test} for a test
 * @param rule the rule's name
 * @param host the host concerned
 * @param priority how loud
 * @param title at most 250 code points
 * @param message 1 to 1,024 code points
 * @param timestamp when what it tells happened
 * @param created when it was decided
 * @param state where it stands
 * @param attempts how often it was sent, answered or not
 * @param notBefore the earliest next attempt
 * @param reason how the last attempt ended, or null before the first
 * @param detail one line about the last attempt, or null
 * @param request the notifier's id of the accepted request, or null
 * @param receipt the receipt of an accepted emergency notification, or null
 * @param to whom it goes to
 */
public record Notification(
        String id,
        String alert,
        String rule,
        String host,
        Priority priority,
        String title,
        String message,
        Instant timestamp,
        Instant created,
        NotificationState state,
        int attempts,
        Instant notBefore,
        @Nullable DeliveryReason reason,
        @Nullable String detail,
        @Nullable String request,
        @Nullable String receipt,
        Addressee to) {

    /** A notification that was just decided. */
    public static Notification pending(
            String id,
            String alert,
            String rule,
            String host,
            Priority priority,
            String title,
            String message,
            Instant timestamp,
            Instant created) {
        return new Notification(
                id,
                alert,
                rule,
                host,
                priority,
                title,
                message,
                timestamp,
                created,
                NotificationState.PENDING,
                0,
                created,
                null,
                null,
                null,
                null,
                Addressee.DEFAULT);
    }

    /** The same notification for somebody. */
    public Notification addressed(String id, String title, Addressee to) {
        return new Notification(
                id, alert, rule, host, priority, title, message, timestamp, created, state, attempts, notBefore, reason,
                detail, request, receipt, to);
    }

    /** The same notification after an attempt. */
    public Notification after(
            NotificationState state,
            Instant notBefore,
            DeliveryReason reason,
            @Nullable String detail,
            @Nullable String request,
            @Nullable String receipt) {
        return new Notification(
                id,
                alert,
                rule,
                host,
                priority,
                title,
                message,
                timestamp,
                created,
                state,
                attempts + 1,
                notBefore,
                reason,
                detail,
                request,
                receipt,
                to);
    }

    /** The same notification, to be sent no earlier than {@code notBefore}. */
    Notification at(Instant notBefore) {
        return new Notification(
                id, alert, rule, host, priority, title, message, timestamp, created, state, attempts, notBefore, reason,
                detail, request, receipt, to);
    }

    /** The same notification, given up without an attempt. */
    public Notification givenUp(DeliveryReason reason, String detail) {
        return new Notification(
                id,
                alert,
                rule,
                host,
                priority,
                title,
                message,
                timestamp,
                created,
                NotificationState.FAILED,
                attempts,
                notBefore,
                reason,
                detail,
                null,
                null,
                to);
    }
}
