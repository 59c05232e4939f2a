package io.authwatch.rule;

import java.time.Instant;

/**
 * What a rule learnt instead of firing, told once at the end of a learning period.
 *
 * @param rule the rule's name
 * @param combinations how many different combinations it met for the first time; at least 1
 * @param hosts on how many hosts, or 0 if the rule does not tell hosts apart
 * @param since when it met the first of them
 * @param until when the period ended, or when that was noticed
 */
public record Learnt(String rule, long combinations, long hosts, Instant since, Instant until) {}
