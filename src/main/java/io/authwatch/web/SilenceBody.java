package io.authwatch.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.alert.Silence;
import io.authwatch.rule.Network;
import io.authwatch.rule.Words;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody who wants quiet has to say. Whatever is wrong with it is answered by one clear line. */
final class SilenceBody {
    private static final List<String> KEYS =
            List.of("rule", "host", "source", "user", "everything", "emergency", "start", "end", "owner", "comment");
    private static final String TIME = "a time such as 2026-11-23T18:00:00Z";

    private final JsonNode body;

    private SilenceBody(JsonNode body) {
        this.body = body;
    }

    /**
     * Reads a silence.
     *
     * @param rules the names of the rules in force
     * @throws WebApplicationException status 400, if anything is wrong with it
     */
    static Silence read(JsonNode body, List<String> rules, Instant now) {
        if (!body.isObject()) {
            throw refuse("the body is no JSON object; expected one with " + String.join(", ", KEYS));
        }
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                throw refuse(Words.unknown("key", name, "", KEYS));
            }
        }
        return new SilenceBody(body).silence(rules, now);
    }

    private Silence silence(List<String> rules, Instant now) {
        String rule = text("rule", Silence.NAME_MAX);
        if (rule != null && !rules.contains(rule)) {
            throw refuse(Words.unknown("rule", rule, "", rules));
        }
        String host = text("host", Silence.NAME_MAX);
        Network source = source();
        String user = text("user", Silence.NAME_MAX);
        boolean named = rule != null || host != null || source != null || user != null;
        if (named == flag("everything")) {
            throw refuse(
                    named
                            ? "'everything' is true and something is named beside it; expected one of both"
                            : "it says nothing to mute; expected rule, host, source or user, or \"everything\": true");
        }
        Instant given = time("start");
        Instant start = given == null || given.isBefore(now) ? now : given;
        Instant end = end(start, now);
        String owner = needed("owner", Silence.OWNER_MAX, "who answers for it");
        String comment = needed("comment", Silence.COMMENT_MAX, "why");
        return new Silence(0, rule, host, source, user, flag("emergency"), start, end, owner, comment);
    }

    private @Nullable Network source() {
        String text = text("source", Silence.NAME_MAX);
        if (text == null) {
            return null;
        }
        return Network.of(text)
                .orElseThrow(() -> refuse("'source' is no address; expected one, or a network such as 192.0.2.0/24"));
    }

    private Instant end(Instant start, Instant now) {
        Instant end = time("end");
        if (end == null) {
            throw refuse("'end' is missing; expected " + TIME + ": a silence that does not end is a rule");
        }
        if (!end.isAfter(now)) {
            throw refuse("'end' is over already; expected a time after " + now);
        }
        if (!end.isAfter(start)) {
            throw refuse("'end' is not after 'start'; expected a later time");
        }
        if (start.isAfter(now.plus(Silence.LENGTH_MAX)) || end.isAfter(start.plus(Silence.LENGTH_MAX))) {
            Duration most = Silence.LENGTH_MAX;
            throw refuse("it is too far away or too long; expected to begin within " + most.toDays()
                    + " days and to last at most " + most.toDays());
        }
        return end;
    }

    private @Nullable Instant time(String key) {
        String text = text(key, Silence.NAME_MAX);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw refuse("'" + key + "' is no time; expected " + TIME);
        }
    }

    private boolean flag(String key) {
        JsonNode value = body.path(key);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw refuse("'" + key + "' is neither true nor false");
        }
        return value.asBoolean(false);
    }

    private String needed(String key, int max, String what) {
        String text = text(key, max);
        if (text == null) {
            throw refuse("'" + key + "' is missing; expected " + what + ", at most " + max + " characters");
        }
        return text;
    }

    /** A text; null if it is absent or blank. */
    private @Nullable String text(String key, int max) {
        JsonNode value = body.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw refuse("'" + key + "' is no text");
        }
        if (value.asText().length() > max) {
            throw refuse("'" + key + "' is too long; expected at most " + max + " characters");
        }
        return value.asText().isBlank() ? null : value.asText().strip();
    }

    private static WebApplicationException refuse(String error) {
        return Failure.refuse(400, error);
    }
}
