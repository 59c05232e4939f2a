package io.authwatch.pipeline;

import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.wire.Input;
import java.time.Instant;

/** An event that no line tells: our own sentence. It was never received, so it is in no count of messages. */
final class OwnEvent {
    /** Who tells it. */
    static final String PROGRAM = "authwatch";

    private static final int NO_CODE = -1;

    private OwnEvent() {}

    /** What {@code text} says of {@code host}; nobody sent it, so that it has no peer. */
    static AuthEvent of(long id, String host, String text, Instant now) {
        return new AuthEvent(
                id,
                now,
                null,
                Input.FILE,
                host,
                "",
                true,
                NO_CODE,
                NO_CODE,
                PROGRAM,
                null,
                AuthAction.OTHER,
                Outcome.UNKNOWN,
                1,
                false,
                Attributes.NONE,
                text,
                text);
    }
}
