package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.util.List;
import java.util.Map;

/**
 * An event that some rules want.
 *
 * @param event what happened
 * @param rules the matching rules as they are in force for its host, in file order; may be empty where it only makes good
 * @param forgiving the rules as they are in force for its host whose matches it makes good, in file order
 * @param followers by the name of a rule, the rules that come after it
 * @param muted whether its host is muted
 */
public record Match(
        AuthEvent event, List<Rule> rules, List<Rule> forgiving, Map<String, List<Rule>> followers, boolean muted) {

    /** A match that makes nothing good, of rules that stand alone. */
    public Match(AuthEvent event, List<Rule> rules, boolean muted) {
        this(event, rules, List.of(), Map.of(), muted);
    }

    /** The rules that come after {@code rule}. */
    List<Rule> followers(Rule rule) {
        return followers.getOrDefault(rule.name(), List.of());
    }

    /** The same match of the event in its place in the history. */
    public Match of(AuthEvent placed) {
        return new Match(placed, rules, forgiving, followers, muted);
    }
}
