package io.authwatch.pushover;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.SafeText;
import io.authwatch.notify.ReceiptAnswer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What an answer about a receipt means (pushover.net/api/receipts).
 *
 * <pre>
 *  200, "status": 1, "acknowledged": 1        seen, by acknowledged_by on acknowledged_by_device
 *  200, "status": 1, "expired": 1             expired
 *  200, "status": 1                           it rings
 *  another status or 4xx, but 429 or a token  unknown: older than a week, or not ours
 *  anything else                              no answer
 * </pre>
 *
 * @param answer the answer
 * @param settings whose keys we send to
 */
record PushoverReceipt(PushoverAnswer answer, PushoverSettings settings) {
    /** Characters of a device's name (pushover.net/api, device). */
    private static final int DEVICE_MAX = 25;
    /** Hexadecimal digits that tell people of a group apart; a key has 30 characters, so nobody finds it by them. */
    private static final int HASH_DIGITS = 8;

    ReceiptAnswer means(Instant now) {
        JsonNode json = answer.json();
        int status = answer.status();
        if (status == 200 && json.path("status").asInt() == 1) {
            return told(json, now);
        }
        boolean turnedDown = status >= 400 && status < 500 && status != 429;
        boolean refused = turnedDown || (status == 200 && json.has("status"));
        return refused && !json.has("token")
                ? new ReceiptAnswer.Unknown("Pushover answered " + status + " about its receipt")
                : new ReceiptAnswer.NoAnswer("Pushover answered " + status + " about a receipt");
    }

    private ReceiptAnswer told(JsonNode json, Instant now) {
        if (json.path("acknowledged").asInt() == 1) {
            return new ReceiptAnswer.Seen(new Acknowledgement(at(json, now), by(json), device(json)));
        }
        return json.path("expired").asInt() == 1 ? new ReceiptAnswer.Expired() : new ReceiptAnswer.Ringing();
    }

    private static Instant at(JsonNode json, Instant now) {
        long seconds = json.path("acknowledged_at").asLong();
        return seconds <= 0 || seconds > now.getEpochSecond() ? now : Instant.ofEpochSecond(seconds);
    }

    /** The key itself is a secret. */
    private String by(JsonNode json) {
        String key = json.path("acknowledged_by").asText("");
        if (key.isBlank()) {
            return "somebody";
        }
        String name = settings.name(key);
        return name == null ? "user " + hash(key) : name.isEmpty() ? "the configured user" : name;
    }

    private static @Nullable String device(JsonNode json) {
        String device = json.path("acknowledged_by_device").asText("");
        return device.isBlank() ? null : SafeText.of(device.strip(), DEVICE_MAX);
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
