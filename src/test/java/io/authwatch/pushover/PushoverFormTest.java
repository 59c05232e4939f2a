package io.authwatch.pushover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.authwatch.notify.Addressee;
import io.authwatch.notify.Notification;
import io.authwatch.rule.Priority;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PushoverFormTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String EMOJI = "\uD83D\uDE00";

    @Test
    void ordinary_hasNoFieldMoreThanItNeeds() {
        MultivaluedMap<String, String> fields = fields(Priority.LOWEST, "a", "title", "message", NOON);
        assertEquals(Set.of("token", "user", "title", "message", "priority", "timestamp"), fields.keySet());
        assertEquals("-2", fields.getFirst("priority"));
        assertEquals("1795435200", fields.getFirst("timestamp"));
    }

    @Test
    void emergency_hasRetryExpireAndOneTag() {
        MultivaluedMap<String, String> fields = fields(Priority.EMERGENCY, "a,b/c", "title", "message", NOON);
        assertEquals("45", fields.getFirst("retry"));
        assertEquals("10800", fields.getFirst("expire"));
        assertEquals("alert=a-b-c", fields.getFirst("tags"));
    }

    @Test
    void longText_isCutByCodePointsAndNeverInsideOne() {
        MultivaluedMap<String, String> fields =
                fields(Priority.NORMAL, "a", EMOJI.repeat(251), EMOJI.repeat(1025), NOON);
        assertEquals(EMOJI.repeat(250), fields.getFirst("title"));
        assertEquals(EMOJI.repeat(1024), fields.getFirst("message"));
    }

    @Test
    void blankText_isNotSentBlank() {
        MultivaluedMap<String, String> fields = fields(Priority.NORMAL, "a", " ", " \n\t", NOON);
        assertEquals("(no text)", fields.getFirst("title"));
        assertEquals("(no text)", fields.getFirst("message"));
    }

    @Test
    void timeBeforeTheEpoch_isLeftOut() {
        assertFalse(fields(Priority.NORMAL, "a", "t", "m", Instant.EPOCH).containsKey("timestamp"));
        assertFalse(fields(Priority.NORMAL, "a", "t", "m", Instant.MIN).containsKey("timestamp"));
    }

    @Test
    void settingsOutOfBounds_areRefusedWithoutTheSecrets() {
        assertEquals("retry is 29 s: at least 30 s are expected", refused(29, 3600));
        assertEquals("expire is 10801 s: expected are 30 s to 10800 s", refused(60, 10_801));
        assertEquals("expire is 29 s: expected are 30 s to 10800 s", refused(60, 29));
    }

    @Test
    void secret_printsAsStars() {
        PushoverSettings settings = settings(60, 3600);
        assertEquals("***", settings.token().toString());
        assertEquals(
                "PushoverSettings[url=https://api.pushover.net, token=***, user=***, retry=PT1M, expire=PT1H, recipients={night-shift=***}]",
                settings.toString());
        assertEquals(Secret.of("one"), Secret.of(" one\n"));
        assertNotEquals(Secret.of("one"), Secret.of("two"));
        assertThrows(IllegalArgumentException.class, () -> Secret.of(" "));
    }

    private static String refused(long retry, long expire) {
        return assertThrows(IllegalArgumentException.class, () -> settings(retry, expire))
                .getMessage();
    }

    private static PushoverSettings settings(long retry, long expire) {
        return new PushoverSettings(
                PushoverSettings.DEFAULT_URL,
                Secret.of("token"),
                Secret.of("user"),
                Duration.ofSeconds(retry),
                Duration.ofSeconds(expire),
                Map.of("night-shift", Secret.of("key of night")));
    }

    @Test
    void namedRecipient_isSentByItsKey_withItsDeviceAndSound() {
        MultivaluedMap<String, String> fields = addressed(new Addressee("Night_Shift", "iphone", "siren"));
        assertEquals("key of night", fields.getFirst("user"));
        assertEquals("iphone", fields.getFirst("device"));
        assertEquals("siren", fields.getFirst("sound"));
        assertEquals("title", fields.getFirst("title"));
    }

    @Test
    void namedRecipient_whoseKeyIsGone_isTheDefaultUser_andTheTitleSaysSo() {
        MultivaluedMap<String, String> fields = addressed(new Addressee("ops", "iphone", "siren"));
        assertEquals("user", fields.getFirst("user"));
        assertFalse(fields.containsKey("device"), "it is not a device of the default user");
        assertEquals("siren", fields.getFirst("sound"));
        assertEquals("(for ops) title", fields.getFirst("title"));
    }

    private static MultivaluedMap<String, String> addressed(Addressee to) {
        Notification plain =
                Notification.pending("a-1", "a", "rule", "host", Priority.NORMAL, "title", "message", NOON, NOON);
        return new PushoverForm(settings(45, 10_800)).fields(plain.addressed("a-1-x", "title", to));
    }

    private static MultivaluedMap<String, String> fields(
            Priority priority, String alert, String title, String message, Instant timestamp) {
        return new PushoverForm(settings(45, 10_800))
                .fields(Notification.pending(
                        alert + "-1", alert, "rule", "host", priority, title, message, timestamp, NOON));
    }
}
