package io.authwatch.config;

/**
 * A text that must never be shown.
 *
 * @param value the text
 */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
