package io.authwatch.store;

import static io.authwatch.store.EventFormat.COUNT;
import static io.authwatch.store.EventFormat.FIELDS;
import static io.authwatch.store.EventFormat.FLAGS_MAX;
import static io.authwatch.store.EventFormat.HAS_PROGRAM;
import static io.authwatch.store.EventFormat.HOST;
import static io.authwatch.store.EventFormat.PEER;
import static io.authwatch.store.EventFormat.PID;
import static io.authwatch.store.EventFormat.PROGRAM;
import static io.authwatch.store.EventFormat.STAMPED;
import static io.authwatch.store.EventFormat.SUSPICIOUS;
import static io.authwatch.store.EventFormat.TAIL;
import static io.authwatch.store.EventFormat.VERIFIED;

import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.wire.Input;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the events of one blob, in order, as {@link EventFormat} draws them. */
final class EventReader {
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final Input[] INPUTS = Input.values();
    private static final int ACTION_MAX = AuthAction.values().length - 1;
    private static final int FIELDS_KNOWN =
            FIELDS.stream().mapToInt(field -> 1 << field.ordinal()).sum();

    private final BlobReader in;
    private long id;
    private @Nullable String host;
    private @Nullable String peer;
    private @Nullable String program;

    EventReader(BlobReader in) {
        this.in = in;
    }

    /** Reads an event of an entry that was decided at {@code now}; worth nothing if the reader has a fault then. */
    AuthEvent read(Instant now) {
        int flags = in.number(FLAGS_MAX);
        id += in.signed();
        Instant received = in.instant(now);
        Instant stamped = (flags & STAMPED) != 0 ? in.instant(received) : null;
        AuthAction action = AuthAction.of(in.number(ACTION_MAX));
        Outcome outcome = OUTCOMES[in.number(OUTCOMES.length - 1)];
        Input input = INPUTS[in.number(INPUTS.length - 1)];
        int facility = in.signedInt();
        int severity = in.signedInt();
        int count = (flags & COUNT) != 0 ? in.signedInt() : 1;
        host = text(flags, HOST, host);
        peer = text(flags, PEER, peer);
        program = (flags & HAS_PROGRAM) != 0 ? text(flags, PROGRAM, program) : null;
        String pid = (flags & PID) != 0 ? in.text() : null;
        Attributes attributes = readAttributes();
        int tail = (flags & TAIL) != 0 ? in.number(Integer.MAX_VALUE) : 0;
        String message = (flags & TAIL) != 0 ? "" : in.text();
        String original = in.text();
        return new AuthEvent(
                id,
                received,
                stamped,
                input,
                host,
                peer,
                (flags & VERIFIED) != 0,
                facility,
                severity,
                program,
                pid,
                action,
                outcome,
                count,
                (flags & SUSPICIOUS) != 0,
                attributes,
                (flags & TAIL) != 0 ? in.tail(tail) : message,
                original);
    }

    private String text(int flags, int flag, @Nullable String before) {
        if ((flags & flag) != 0) {
            return in.text();
        }
        if (before == null) {
            in.fail("an event refers to one before it, and there is none");
            return "";
        }
        return before;
    }

    private Attributes readAttributes() {
        int present = in.number(Integer.MAX_VALUE);
        if ((present & ~FIELDS_KNOWN) != 0) {
            in.fail("an event has a field that is not known");
            return Attributes.NONE;
        }
        Attributes attributes = Attributes.NONE;
        for (Field field : FIELDS) {
            if ((present & 1 << field.ordinal()) != 0) {
                attributes = attributes.with(field, in.text());
            }
        }
        return attributes;
    }
}
