package io.authwatch.rule;

import java.time.Duration;

/**
 * Fires for a combination of values that was not seen for a while.
 *
 * @param of the parts that make the combination
 * @param remember how long one is remembered after it was seen last
 * @param learn how long, from the first match on, it only learns; may be zero
 */
public record Novelty(Per of, Duration remember, Duration learn) {}
