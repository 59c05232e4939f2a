package io.authwatch.rule;

/**
 * One key's state as a checkpoint keeps it.
 *
 * @param kind whose state it is, such as {@code window} or {@code alert}: each kind reads only its own
 * @param rule the rule's name
 * @param key the values of {@code per}, joined by U+001F; a missing part is {@code -}
 * @param data the state, in its owner's compact form; empty means that the key is gone
 */
public record StateCell(String kind, String rule, String key, byte[] data) {
    /** Whether the key is no more. */
    public boolean gone() {
        return data.length == 0;
    }
}
