package io.authwatch.pushover;

import io.authwatch.notify.Addressee;
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
        address(notification.to(), fields);
        fields.putSingle("message", text(notification.message(), PushoverLimits.MESSAGE_MAX));
        fields.putSingle("title", text(title(notification), PushoverLimits.TITLE_MAX));
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

    private void address(Addressee to, MultivaluedMap<String, String> fields) {
        Secret key = settings.key(to.name());
        String device = to.device();
        String sound = to.sound();
        fields.putSingle("user", (key == null ? settings.user() : key).reveal());
        if (device != null && key != null) {
            fields.putSingle("device", device);
        }
        if (sound != null) {
            fields.putSingle("sound", sound);
        }
    }

    /** Says whom it is for where that name has lost its key since the notification was decided. */
    private String title(Notification notification) {
        String name = notification.to().name();
        boolean lost = !name.isEmpty() && settings.key(name) == null;
        return lost ? "(for " + name + ") " + notification.title() : notification.title();
    }

    private static String text(String text, int codePointsMax) {
        if (text.isBlank()) {
            return NO_TEXT;
        }
        boolean fits = text.codePointCount(0, text.length()) <= codePointsMax;
        return fits ? text : text.substring(0, text.offsetByCodePoints(0, codePointsMax));
    }

    /**
     * The one tag of an alert's emergencies, such as {@code alert=7f3a9c01bd}: a comma would make it two, and it must
     * stand in a URL's path to be cancelled by (pushover.net/api/receipts).
     */
    static String tag(String alert) {
        return "alert=" + alert.replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
