package io.authwatch.pushover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.authwatch.notify.Delivery;
import io.authwatch.notify.Delivery.Later;
import io.authwatch.notify.Delivery.Refused;
import io.authwatch.notify.Delivery.Sent;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Quota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of Pushover means. The status code is asked first, for the body of a spent quota says that the token
 * is invalid:
 *
 * <pre>
 *  429, X-Limit-App-Remaining &lt;= 0          later, after X-Limit-App-Reset
 *  429                                       later, and slower
 *  4xx                                       refused: token, user or device named in the body, or else
 *  200, "status": 1                          sent; "info" is a warning
 *  200, another "status"                     refused
 *  anything else: 5xx, 3xx, HTML             later
 * </pre>
 *
 * @param status the HTTP status code
 * @param header a header's value by its name, or null
 * @param body the body as text, of any kind
 */
record PushoverAnswer(int status, HeaderValues header, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Seconds; more is no answer to take seriously, and the retry policy has a ceiling of its own. */
    private static final long RETRY_AFTER_MAX = 1_000_000;

    /** The headers of an answer. */
    @FunctionalInterface
    interface HeaderValues {
        @Nullable
        String get(String name);
    }

    /** What became of the send. */
    Delivery delivery(Redaction redaction, Instant now) {
        JsonNode json = json();
        Quota quota = quota();
        if (status == 429) {
            return tooMany(quota, now);
        }
        boolean answered = status == 200 && json.has("status");
        if (answered && json.path("status").asInt() == 1) {
            return sent(json, quota, redaction);
        }
        if (answered || (status >= 400 && status < 500)) {
            return new Refused(reason(json), "Pushover refused it with " + said(json, redaction), quota);
        }
        String detail = status == 200
                ? "the answer is none of Pushover's"
                : "Pushover answered " + status + (isRedirect() ? ", a redirect, which is not followed" : "");
        return new Later(DeliveryReason.SERVER_ERROR, null, detail, quota);
    }

    /** The quota in the headers, or null. */
    @Nullable
    Quota quota() {
        Long limit = number(header.get("X-Limit-App-Limit"));
        Long remaining = number(header.get("X-Limit-App-Remaining"));
        Long reset = number(header.get("X-Limit-App-Reset"));
        return limit == null || remaining == null || reset == null ? null : quota(limit, remaining, reset);
    }

    /** The quota in the body of {@code GET /1/apps/limits.json}, or null. */
    @Nullable
    Quota limits() {
        JsonNode json = json();
        boolean complete = json.path("limit").isNumber()
                && json.path("remaining").isNumber()
                && json.path("reset").isNumber();
        return status == 200 && complete
                ? quota(
                        json.path("limit").asLong(),
                        json.path("remaining").asLong(),
                        json.path("reset").asLong())
                : null;
    }

    private static @Nullable Quota quota(long limit, long remaining, long reset) {
        boolean possible = reset > 0 && reset <= Instant.MAX.getEpochSecond();
        return possible ? new Quota(limit, remaining, Instant.ofEpochSecond(reset)) : null;
    }

    private Delivery tooMany(@Nullable Quota quota, Instant now) {
        Long remaining = number(header.get("X-Limit-App-Remaining"));
        if (remaining != null && remaining <= 0) {
            Instant reset = quota == null ? null : quota.reset();
            return new Later(DeliveryReason.QUOTA, reset, "the message quota is used up", quota);
        }
        Instant notBefore = retryAfter(now);
        return new Later(DeliveryReason.RATE_LIMITED, notBefore, "Pushover answered 429: too many requests", quota);
    }

    /** Seconds only: Pushover documents no such header, and a date would need its clock to be ours. */
    private @Nullable Instant retryAfter(Instant now) {
        Long seconds = number(header.get("Retry-After"));
        return seconds == null || seconds <= 0 || seconds > RETRY_AFTER_MAX ? null : now.plusSeconds(seconds);
    }

    private static Delivery sent(JsonNode json, @Nullable Quota quota, Redaction redaction) {
        String info = json.path("info").asText("");
        return new Sent(
                DeliveryReason.SENT,
                id(json.path("request")),
                id(json.path("receipt")),
                info.isBlank() ? null : redaction.of(info),
                quota);
    }

    private static DeliveryReason reason(JsonNode json) {
        if (json.has("token")) {
            return DeliveryReason.TOKEN_INVALID;
        }
        return json.has("user") || json.has("device") ? DeliveryReason.RECIPIENT_INVALID : DeliveryReason.REJECTED;
    }

    private String said(JsonNode json, Redaction redaction) {
        List<String> errors = new ArrayList<>();
        json.path("errors").forEach(error -> errors.add(error.asText()));
        return errors.isEmpty() ? Integer.toString(status) : status + ": " + redaction.of(String.join("; ", errors));
    }

    private boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    /** The body, or a missing node if it is none. */
    JsonNode json() {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static @Nullable String id(JsonNode node) {
        String id = node.asText("").replaceAll("[^A-Za-z0-9-]", "");
        return id.isEmpty() || id.length() > PushoverLimits.ID_MAX ? null : id;
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
