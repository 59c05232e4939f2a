package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.util.List;

/**
 * An event that some rules want.
 *
 * @param event what happened
 * @param rules the matching rules as they are in force for its host, in file order; at least one
 * @param muted whether its host is muted
 */
public record Match(AuthEvent event, List<Rule> rules, boolean muted) {

    /** The same match of the event in its place in the history. */
    public Match withId(long id) {
        return new Match(event.withId(id), rules, muted);
    }
}
