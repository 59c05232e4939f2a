package io.authwatch.pipeline;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.Verdict;
import java.util.List;

/**
 * What Authwatch makes of one line.
 *
 * @param event what happened
 * @param recogniser the recogniser that was asked, or an empty string if none knows the program
 * @param pattern the shape that took the line, or an empty string
 * @param reason why no shape took the line, or what it means that one took it as {@code other}; else an empty string
 * @param rules every rule in file order
 */
public record Explanation(AuthEvent event, String recogniser, String pattern, String reason, List<Verdict> rules) {}
