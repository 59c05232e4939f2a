package io.authwatch.rule;

/** A shape that a field's text may have. */
public sealed interface TextPattern permits Glob, Regex {
    /** Whether the text has it; in time linear in the text's length for a given pattern. */
    boolean matches(String text);
}
