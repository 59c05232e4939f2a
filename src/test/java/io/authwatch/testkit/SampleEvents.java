package io.authwatch.testkit;

import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.wire.Input;
import java.time.Instant;

/** Events for tests, made from an action, an outcome and {@code field=value} texts. */
public final class SampleEvents {
    /** When they happen. */
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private SampleEvents() {}

    /** An event on host {@code web-1}, from sshd, unless {@code fields} say otherwise. */
    public static AuthEvent event(AuthAction action, Outcome outcome, String... fields) {
        return event(1, 1, action, outcome, fields);
    }

    /** The same with an id and a weight. */
    public static AuthEvent event(long id, int count, AuthAction action, Outcome outcome, String... fields) {
        String host = "web-1";
        String peer = "192.0.2.10";
        String program = "sshd";
        String message = "a message";
        boolean suspicious = false;
        Attributes attributes = Attributes.NONE;
        for (String field : fields) {
            String value = field.substring(field.indexOf('=') + 1);
            switch (Field.named(field.substring(0, field.indexOf('='))).orElseThrow()) {
                case HOST -> host = value;
                case PEER -> peer = value;
                case PROGRAM -> program = value;
                case MESSAGE -> message = value;
                case SUSPICIOUS -> suspicious = value.equals("true");
                default ->
                    attributes = attributes.with(
                            Field.named(field.substring(0, field.indexOf('='))).orElseThrow(), value);
            }
        }
        return new AuthEvent(
                id,
                NOON,
                NOON.minusMillis(5),
                Input.TCP,
                host,
                peer,
                true,
                10,
                6,
                program,
                "4711",
                action,
                outcome,
                count,
                suspicious,
                attributes,
                message,
                "<86>original of " + message);
    }

    /** A refused login. */
    public static AuthEvent refused(String... fields) {
        return event(AuthAction.LOGIN, Outcome.FAILURE, fields);
    }

    /** An accepted login. */
    public static AuthEvent accepted(String... fields) {
        return event(AuthAction.LOGIN, Outcome.SUCCESS, fields);
    }
}
