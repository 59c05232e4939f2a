package io.authwatch.pushover;

import io.authwatch.notify.Notification;
import io.authwatch.rule.Priority;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;

/**
 * A notification as the fields of {@code POST /1/messages.json} (pushover.net/api). Plain text always: no {@code html},
 * so nothing in it is markup.
 */
final class PushoverForm {
    /** What stands for a message that has no text: Pushover refuses an empty one. */
    private static final String NO_TEXT = "(no text)";

    private final PushoverSettings settings;

    PushoverForm(PushoverSettings settings) {
        this.settings = settings;
    }

    MultivaluedMap<String, String> fields(Notification notification) {
        MultivaluedMap<String, String> fields = new MultivaluedHashMap<>();
        fields.putSingle("token", settings.token().reveal());
        fields.putSingle("user", settings.user().reveal());
        fields.putSingle("message", text(notification.message(), PushoverLimits.MESSAGE_MAX));
        fields.putSingle("title", text(notification.title(), PushoverLimits.TITLE_MAX));
        fields.putSingle("priority", Integer.toString(notification.priority().code()));
        if (notification.timestamp().isAfter(Instant.EPOCH)) {
            fields.putSingle("timestamp", Long.toString(notification.timestamp().getEpochSecond()));
        }
        if (notification.priority() == Priority.EMERGENCY) {
            fields.putSingle("retry", Long.toString(settings.retry().toSeconds()));
            fields.putSingle("expire", Long.toString(settings.expire().toSeconds()));
            fields.putSingle("tags", tag(notification.alert()));
        }
        return fields;
    }

    private static String text(String text, int codePointsMax) {
        if (text.isBlank()) {
            return NO_TEXT;
        }
        boolean fits = text.codePointCount(0, text.length()) <= codePointsMax;
        return fits ? text : text.substring(0, text.offsetByCodePoints(0, codePointsMax));
    }

    /** One tag: a comma would make it two, and it must stand in a URL's path to be cancelled by (pushover.net/api/receipts). */
    private static String tag(String alert) {
        return alert.replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
