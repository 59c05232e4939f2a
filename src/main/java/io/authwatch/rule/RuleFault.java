package io.authwatch.rule;

/**
 * One mistake in a rule file.
 *
 * @param name the file's name, as the person who wrote it knows it
 * @param line 1 and up
 * @param column 1 and up, in code points
 * @param message what is wrong and what was expected, one line
 */
public record RuleFault(String name, int line, int column, String message) {

    /** {@code rules.yaml:12:7: unknown field 'usr' …}. */
    public String oneLine() {
        return name + ":" + line + ":" + column + ": " + message;
    }
}
