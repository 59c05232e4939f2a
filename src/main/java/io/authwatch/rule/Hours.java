package io.authwatch.rule;

import java.time.ZoneId;

/**
 * The hours in which a rule applies.
 *
 * @param text as the file has it
 * @param zone whose clock shows them
 */
public record Hours(String text, ZoneId zone) {}
