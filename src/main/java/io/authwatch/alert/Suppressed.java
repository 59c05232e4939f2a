package io.authwatch.alert;

/**
 * A firing that was not pushed.
 *
 * @param reason why
 * @param rule the rule that fired
 */
public record Suppressed(Suppression reason, String rule) {}
