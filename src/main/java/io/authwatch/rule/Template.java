package io.authwatch.rule;

/**
 * How the notifications of a rule are worded: text with fields of the event between braces.
 *
 * @param text as the file has it
 */
public record Template(String text) {}
