package io.authwatch.alert;

import io.authwatch.rule.Firing;
import io.authwatch.rule.RuleState;
import io.authwatch.rule.StateCell;
import java.util.List;

/**
 * What has one cool-down. Muted hosts have keys of their own, so that where hosts share a key, what a muted one does
 * never keeps another's first sign back.
 *
 * @param rule the rule's name
 * @param key the values of its {@code per}
 * @param muted whether the hosts behind it are muted
 */
record AlertKey(String rule, List<String> key, boolean muted) {
    /** Stands before the key of a muted cell; no key begins with it, for no part of a key is empty. */
    private static final String MUTED = "\u001f";

    static AlertKey of(Firing firing) {
        return new AlertKey(firing.rule().name(), firing.key(), firing.muted());
    }

    /** The key that {@link #cellKey} wrote. */
    static AlertKey of(StateCell cell) {
        boolean muted = cell.key().startsWith(MUTED);
        String key = muted ? cell.key().substring(MUTED.length()) : cell.key();
        return new AlertKey(cell.rule(), RuleState.split(key), muted);
    }

    String cellKey() {
        return (muted ? MUTED : "") + RuleState.join(key);
    }
}
