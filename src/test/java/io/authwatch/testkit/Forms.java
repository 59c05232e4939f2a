package io.authwatch.testkit;

import com.github.tomakehurst.wiremock.http.Request;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rules for a send (pushover.net/api). */
final class Forms {
    /** A parameter that is wrong, and what is said of it. */
    record Fault(String parameter, String text) {}

    private Forms() {}

    static String query(Request request) {
        String query = URI.create(request.getUrl()).getRawQuery();
        return query == null ? "" : query;
    }

    /** The fields of the body; none if it is no form. */
    static Map<String, String> fields(Request request) {
        Map<String, String> fields = new TreeMap<>();
        String type = String.valueOf(request.getHeader("Content-Type"));
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            return fields;
        }
        for (String pair : request.getBodyAsString().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = decoded(pair.substring(0, equals));
                String before = fields.put(name, decoded(pair.substring(equals + 1)));
                if (before != null) {
                    throw new AssertionError("field " + name + " stands twice in a form");
                }
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The first fault, or nothing. */
    static Optional<Fault> fault(Map<String, String> form) {
        if (!FakePushover.TOKEN.equals(form.get("token"))) {
            return fault("token", "application token is invalid, see https://pushover.net/api");
        }
        if (!List.of(FakePushover.USER, FakePushover.GROUP).contains(form.get("user"))) {
            return fault("user", "user identifier is not a valid user, group, or subscribed user key");
        }
        String message = form.getOrDefault("message", "");
        if (message.isBlank()) {
            return fault("message", "cannot be blank");
        }
        if (codePoints(message) > 1024) {
            return fault("message", "is too long");
        }
        if (codePoints(form.getOrDefault("title", "")) > 250) {
            return fault("title", "is too long");
        }
        if (codePoints(form.getOrDefault("url", "")) > 512) {
            return fault("url", "is too long");
        }
        if (codePoints(form.getOrDefault("url_title", "")) > 100) {
            return fault("url_title", "is too long");
        }
        return numbers(form);
    }

    private static Optional<Fault> numbers(Map<String, String> form) {
        String priority = form.getOrDefault("priority", "0");
        if (!priority.matches("-?[012]")) {
            return fault("priority", "is invalid");
        }
        if (priority.equals("2") && !between(form.get("retry"), 30, 10_800)) {
            return fault("retry", "must be supplied with priority=2");
        }
        if (priority.equals("2") && !between(form.get("expire"), 1, 10_800)) {
            return fault("expire", "must be supplied with priority=2");
        }
        if (form.containsKey("ttl") && !between(form.get("ttl"), 1, Long.MAX_VALUE)) {
            return fault("ttl", "must be above zero");
        }
        if (form.containsKey("timestamp") && !between(form.get("timestamp"), 1, 32_503_680_000L)) {
            return fault("timestamp", "is invalid");
        }
        boolean both = "1".equals(form.get("html")) && "1".equals(form.get("monospace"));
        return both ? fault("monospace", "cannot be used with html") : Optional.empty();
    }

    private static boolean between(String text, long least, long most) {
        return text != null
                && text.matches("[0-9]{1,18}")
                && Long.parseLong(text) >= least
                && Long.parseLong(text) <= most;
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static Optional<Fault> fault(String parameter, String text) {
        return Optional.of(new Fault(parameter, text));
    }
}
