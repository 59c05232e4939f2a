package io.authwatch.rule;

/**
 * What one rule says of one event, for {@code explain}.
 *
 * @param name the rule's name
 * @param matched whether {@code when} and {@code unless} let the event through; windows and cool-downs are told in the
 *     reason
 * @param reason one clear line: what matched, or the first condition that did not
 */
public record Verdict(String name, boolean matched, String reason) {}
