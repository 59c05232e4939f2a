package io.authwatch.auth;

import io.authwatch.wire.Input;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened, once copied out of the octets. One record for all actions; its fields are those of {@link Field}.
 *
 * @param id the event's place in the history, unique and rising; 0 until the writer gave it one
 * @param received when Authwatch read it: rules count on this, never on the sender's clock
 * @param stamped when the sender says it happened, or null
 * @param input the kind of door it came in by
 * @param host the host it belongs to; never empty
 * @param peer the sender's address, or the file's path; empty: nobody sent it, see {@link #isOwn}
 * @param verified whether the peer is more than a claim (false for UDP)
 * @param facility the facility's code, 0 to 23, or -1
 * @param severity the severity's code, 0 to 7, or -1
 * @param program the program's name, normalised; null if the message names none
 * @param pid its process id as written, or null
 * @param action what happened
 * @param outcome how it ended
 * @param count how many attempts it stands for, 0 to 1,000; 0: another line counts it
 * @param suspicious whether the text is ambiguous or holds what no honest client sends
 * @param attributes what the recogniser found
 * @param message the text of the message, without header
 * @param original the whole frame as received
 */
public record AuthEvent(
        long id,
        Instant received,
        @Nullable Instant stamped,
        Input input,
        String host,
        String peer,
        boolean verified,
        int facility,
        int severity,
        @Nullable String program,
        @Nullable String pid,
        AuthAction action,
        Outcome outcome,
        int count,
        boolean suspicious,
        Attributes attributes,
        String message,
        String original) {

    /** The value of a field, or null if the event has none. */
    public @Nullable String get(Field field) {
        return switch (field) {
            case ACTION -> action.label();
            case OUTCOME -> outcome.label();
            case HOST -> host;
            case PEER -> peer;
            case PROGRAM -> program;
            case MESSAGE -> message;
            case SUSPICIOUS -> suspicious ? "true" : "false";
            default -> attributes.get(field);
        };
    }

    /** Whether no line told it: it is our own sentence, its {@link #message}. */
    public boolean isOwn() {
        return peer.isEmpty();
    }

    /** When it happened as far as we know: the sender's word, else the arrival. For people, never for rules. */
    public Instant at() {
        return stamped != null ? stamped : received;
    }

    /** The same event in its place in the history. */
    public AuthEvent withId(long id) {
        return new AuthEvent(
                id,
                received,
                stamped,
                input,
                host,
                peer,
                verified,
                facility,
                severity,
                program,
                pid,
                action,
                outcome,
                count,
                suspicious,
                attributes,
                message,
                original);
    }

    /** The same event, standing for another number of attempts. */
    public AuthEvent withCount(int count) {
        return new AuthEvent(
                id,
                received,
                stamped,
                input,
                host,
                peer,
                verified,
                facility,
                severity,
                program,
                pid,
                action,
                outcome,
                count,
                suspicious,
                attributes,
                message,
                original);
    }

    /** The ECS name of a field in this event: a managed account is {@code user.target.name}. */
    public String ecsName(Field field) {
        boolean became = action == AuthAction.ELEVATE || action == AuthAction.LOGIN;
        return field == Field.TARGET && !became ? "user.target.name" : field.ecs();
    }
}
