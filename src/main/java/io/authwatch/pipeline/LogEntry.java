package io.authwatch.pipeline;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Silence;
import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.Absence;
import java.time.Instant;

/**
 * One thing that was decided on, in order: the log is a list of these, and the state is what {@link Pipeline} makes of
 * it. Replayed after a crash through the same functions.
 */
public sealed interface LogEntry {
    /** The time that the decision was given. */
    Instant now();

    /**
     * An event that a rule wanted, or that is kept.
     *
     * @param hit whether a rule matched it, or forgives for it; others are history only and are not replayed
     * @param weight it stands for this many events of its kind: above 1 only where the history is thinned
     */
    record Happened(Instant now, AuthEvent event, boolean hit, int weight) implements LogEntry {}

    /**
     * Somebody says nothing any more, or is heard again: what no event tells and no replay could find out.
     *
     * @param event our own sentence about it
     */
    record Noticed(Instant now, AuthEvent event, Absence absence) implements LogEntry {}

    /**
     * Something about Authwatch itself.
     *
     * @param event our own sentence about it
     */
    record SelfNoticed(Instant now, AuthEvent event, SelfNotice notice) implements LogEntry {}

    /**
     * Somebody acknowledged an alert.
     *
     * @param now when that became known
     * @param alert the alert's id
     */
    record Acknowledged(Instant now, String alert, Acknowledgement acknowledgement) implements LogEntry {}

    /** Time passed, and something fell due. */
    record Ticked(Instant now) implements LogEntry {}

    /** Somebody asked for a silence. */
    record Silenced(Instant now, Silence silence) implements LogEntry {}

    /** Somebody ended a silence before its time. */
    record Unsilenced(Instant now, long silence) implements LogEntry {}
}
