package io.authwatch.auth;

import io.authwatch.syslog.Facility;
import io.authwatch.syslog.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as an Elastic Common Schema document (ECS 8), nested, in the order in which people read it. What the event
 * does not hold is left out. Values are as they were logged: who writes them out escapes them.
 *
 * <pre>
 *  {"@timestamp": …, "event": {"action": "login", "outcome": "failure", …}, "host": {"name": …}, "source": {"ip": …},
 *   "user": {"name": …}, "auth": {"count": 1, "suspicious": false, "primary": true}, "message": …}
 * </pre>
 */
public final class Ecs {
    private static final int PORT_DIGITS = 5;
    private static final int PID_DIGITS = 18;

    private Ecs() {}

    /** The document of an event. */
    public static Map<String, Object> document(AuthEvent event) {
        Map<String, Object> document = new LinkedHashMap<>();
        put(document, "@timestamp", event.at().toString());
        putEvent(document, event);
        put(document, "host.name", event.host());
        put(document, "log.source.address", event.peer());
        putSyslog(document, event);
        put(document, "process.name", event.program());
        put(document, "process.pid", number(event.pid(), PID_DIGITS));
        putRecognised(document, event);
        put(document, "auth.count", event.count());
        put(document, "auth.suspicious", event.suspicious());
        put(document, "auth.primary", isPrimary(event));
        put(document, "message", event.message());
        return document;
    }

    /** Whether the event is itself an occurrence, and not further evidence of one that another event tells. */
    public static boolean isPrimary(AuthEvent event) {
        return event.action() != AuthAction.LOGIN_DETAIL && event.count() > 0;
    }

    private static void putEvent(Map<String, Object> document, AuthEvent event) {
        put(document, "event.id", Long.toString(event.id()));
        put(document, "event.kind", "event");
        put(document, "event.category", event.action().category(event.outcome()));
        put(document, "event.type", event.action().type());
        put(document, "event.action", event.action().label());
        put(document, "event.outcome", event.outcome().label());
        put(document, "event.reason", event.get(Field.REASON));
        put(document, "event.provider", event.program());
        put(document, "event.created", event.received().toString());
        put(document, "event.original", event.original());
    }

    private static void putSyslog(Map<String, Object> document, AuthEvent event) {
        if (event.facility() >= 0) {
            put(document, "log.syslog.facility.code", event.facility());
            put(
                    document,
                    "log.syslog.facility.name",
                    Facility.of(event.facility()).label());
        }
        if (event.severity() >= 0) {
            put(document, "log.syslog.severity.code", event.severity());
            put(
                    document,
                    "log.syslog.severity.name",
                    Severity.of(event.severity()).label());
        }
    }

    private static void putRecognised(Map<String, Object> document, AuthEvent event) {
        for (int i = 0; i < Field.count(); i++) {
            Field field = Field.of(i);
            if (field == Field.PORT) {
                put(document, field.ecs(), number(event.get(field), PORT_DIGITS));
            } else if (field.recognised() && field != Field.REASON) {
                put(document, event.ecsName(field), event.get(field));
            }
        }
        String source = event.get(Field.SOURCE);
        put(document, "source.address", source != null ? source : event.get(Field.DOMAIN));
    }

    /** A number where the text is one, else the text. */
    private static @Nullable Object number(@Nullable String text, int digits) {
        if (text == null || text.isEmpty() || text.length() > digits) {
            return text;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return text;
            }
        }
        return Long.valueOf(text);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> document, String path, @Nullable Object value) {
        if (value == null) {
            return;
        }
        Map<String, Object> parent = document;
        int from = 0;
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
            String name = path.substring(from, dot);
            parent = (Map<String, Object>) parent.computeIfAbsent(name, none -> new LinkedHashMap<String, Object>());
            from = dot + 1;
        }
        parent.put(path.substring(from), value);
    }
}
