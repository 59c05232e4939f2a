package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.util.List;

/**
 * A rule's count was reached.
 *
 * @param rule the rule, as it is in force for the event's host
 * @param key the values of its {@code per}; a missing part is {@code -}
 * @param inWindow how many attempts made it fire; at least the rule's count
 * @param event the event that reached it
 * @param muted whether the event's host is muted
 * @param why what else made it fire, for people, such as {@code first time in 90 d}; safe to show; may be empty
 */
public record Firing(Rule rule, List<String> key, long inWindow, AuthEvent event, boolean muted, String why) {}
