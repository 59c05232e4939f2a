package io.authwatch.pipeline;

import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.wire.Origin;
import java.time.Instant;

/**
 * The event that no line tells: a known host was claimed from a new address. Its message is our own sentence, and for
 * want of a frame its original too. It was never received, so it is in no count of messages.
 */
final class HostMoved {
    private static final int NO_CODE = -1;

    private HostMoved() {}

    /** The event of a claim. */
    static AuthEvent event(long id, KnownHosts.Moved moved, Instant now) {
        Origin origin = moved.sighting().origin();
        String host = moved.sighting().host();
        String text = "host " + host + ", known from " + moved.known() + ", was claimed from " + origin.peer();
        return new AuthEvent(
                id,
                now,
                null,
                origin.input(),
                host,
                origin.peer(),
                origin.verified(),
                NO_CODE,
                NO_CODE,
                OwnEvent.PROGRAM,
                null,
                AuthAction.HOST_MOVED,
                Outcome.UNKNOWN,
                1,
                false,
                Attributes.NONE,
                text,
                text);
    }
}
