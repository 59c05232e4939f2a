package io.authwatch.rule;

import java.time.Duration;
import java.util.List;

/**
 * Fires only for an event that follows a firing of another rule.
 *
 * @param rule the other rule's name
 * @param within how long after it at most
 * @param same the parts in which the event is like one that made the other rule fire; at least one
 */
public record After(String rule, Duration within, List<KeyPart> same) {}
