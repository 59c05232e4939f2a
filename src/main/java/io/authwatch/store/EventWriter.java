package io.authwatch.store;

import static io.authwatch.store.EventFormat.COUNT;
import static io.authwatch.store.EventFormat.FIELDS;
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
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes the events of one blob, in order, as {@link EventFormat} draws them. */
final class EventWriter {
    private final BlobWriter out;
    private long id;
    private @Nullable String host;
    private @Nullable String peer;
    private @Nullable String program;

    EventWriter(BlobWriter out) {
        this.out = out;
    }

    /** Forgets the event before: a new blob begins. */
    void reset() {
        id = 0;
        host = null;
        peer = null;
        program = null;
    }

    /** Writes an event of an entry that was decided at {@code now}. */
    void write(AuthEvent event, Instant now) {
        byte[] original = event.original().getBytes(StandardCharsets.UTF_8);
        int tail = tail(event, original);
        int flags = flags(event, tail);
        out.varint(flags);
        writeFacts(event, now);
        writeSender(event, flags);
        writeAttributes(event.attributes());
        if (tail >= 0) {
            out.varint(tail);
        } else {
            out.text(event.message());
        }
        out.octets(original);
        id = event.id();
        host = event.host();
        peer = event.peer();
        program = event.program();
    }

    private int flags(AuthEvent event, int tail) {
        String named = event.program();
        return (event.verified() ? VERIFIED : 0)
                | (event.suspicious() ? SUSPICIOUS : 0)
                | (event.stamped() != null ? STAMPED : 0)
                | (event.count() != 1 ? COUNT : 0)
                | (event.host().equals(host) ? 0 : HOST)
                | (event.peer().equals(peer) ? 0 : PEER)
                | (named != null ? HAS_PROGRAM : 0)
                | (named != null && !named.equals(program) ? PROGRAM : 0)
                | (event.pid() != null ? PID : 0)
                | (tail >= 0 ? TAIL : 0);
    }

    private void writeFacts(AuthEvent event, Instant now) {
        out.signed(event.id() - id);
        out.instant(event.received(), now);
        Instant stamped = event.stamped();
        if (stamped != null) {
            out.instant(stamped, event.received());
        }
        out.varint(event.action().ordinal());
        out.varint(event.outcome().ordinal());
        out.varint(event.input().ordinal());
        out.signed(event.facility());
        out.signed(event.severity());
        if (event.count() != 1) {
            out.signed(event.count());
        }
    }

    private void writeSender(AuthEvent event, int flags) {
        if ((flags & HOST) != 0) {
            out.text(event.host());
        }
        if ((flags & PEER) != 0) {
            out.text(event.peer());
        }
        String named = event.program();
        if ((flags & PROGRAM) != 0 && named != null) {
            out.text(named);
        }
        String pid = event.pid();
        if (pid != null) {
            out.text(pid);
        }
    }

    private void writeAttributes(Attributes attributes) {
        int present = 0;
        for (Field field : FIELDS) {
            present |= attributes.get(field) != null ? 1 << field.ordinal() : 0;
        }
        out.varint(present);
        for (Field field : FIELDS) {
            String value = attributes.get(field);
            if (value != null) {
                out.text(value);
            }
        }
    }

    /** How many last octets of the original are the message, or -1 if it does not end with it. */
    private static int tail(AuthEvent event, byte[] original) {
        String message = event.message();
        if (!event.original().endsWith(message)) {
            return -1;
        }
        if (original.length == event.original().length()) {
            return message.length();
        }
        // Beyond ASCII the octets decide: the message may begin between two surrogates.
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        int from = original.length - octets.length;
        boolean same = from >= 0 && Arrays.equals(original, from, original.length, octets, 0, octets.length);
        return same ? octets.length : -1;
    }
}
