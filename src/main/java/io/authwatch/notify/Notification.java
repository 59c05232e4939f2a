package io.authwatch.notify;

import io.authwatch.alert.Acknowledgement;
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
 * @param digest the id of the notification that told it, if it is {@link NotificationState#DIGESTED}, or null
 * @param acknowledged who has seen it, if it is {@link NotificationState#ACKNOWLEDGED}, or null
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
        Addressee to,
        @Nullable String digest,
        @Nullable Acknowledgement acknowledged) {

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
                Addressee.DEFAULT,
                null,
                null);
    }

    /** The same notification for somebody. */
    public Notification addressed(String id, String title, Addressee to) {
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
                attempts,
                notBefore,
                reason,
                detail,
                request,
                receipt,
                to,
                digest,
                acknowledged);
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
                to,
                null,
                null);
    }

    /** The same notification, to be sent no earlier than {@code notBefore}. */
    Notification at(Instant notBefore) {
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
                attempts,
                notBefore,
                reason,
                detail,
                request,
                receipt,
                to,
                digest,
                acknowledged);
    }

    /** The same notification, given up without an attempt. */
    public Notification givenUp(DeliveryReason reason, String detail) {
        return as(NotificationState.FAILED, reason, detail, null, null);
    }

    /** The same notification, held back for a digest. */
    Notification heldBack(String detail) {
        return as(NotificationState.PENDING, DeliveryReason.ALLOWANCE, detail, null, null);
    }

    /** The same notification, which was held back and is to be sent now after all. */
    Notification released() {
        return as(NotificationState.PENDING, null, null, null, null);
    }

    /** The same notification, which another one tells. */
    Notification digested(String digest) {
        return as(NotificationState.DIGESTED, DeliveryReason.ALLOWANCE, "told in " + digest, digest, null);
    }

    /** The same notification, only shown. */
    Notification shown(String detail) {
        return as(NotificationState.SHOWN, DeliveryReason.ALLOWANCE, detail, null, null);
    }

    /** The same notification, which somebody has seen. */
    Notification acknowledged(Acknowledgement acknowledgement) {
        String device = acknowledgement.device();
        String detail = "acknowledged by " + acknowledgement.by() + (device == null ? "" : " on " + device);
        return as(NotificationState.ACKNOWLEDGED, reason, detail, null, acknowledgement);
    }

    /** The same notification, at its end. */
    Notification ended(NotificationState state, String detail) {
        return as(state, reason, detail, null, null);
    }

    private Notification as(
            NotificationState state,
            @Nullable DeliveryReason reason,
            @Nullable String detail,
            @Nullable String digest,
            @Nullable Acknowledgement acknowledged) {
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
                attempts,
                notBefore,
                reason,
                detail,
                request,
                receipt,
                to,
                digest,
                acknowledged);
    }
}
