package io.authwatch.rule;

import java.util.List;

/**
 * Takes matches out of a window again: those that are the same in some parts as an event that makes good.
 *
 * @param when what an event must be to make good
 * @param same the parts in which the matches that it takes out are like it; at least one
 */
public record Forgive(Condition when, List<KeyPart> same) {}
