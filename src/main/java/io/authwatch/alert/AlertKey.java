package io.authwatch.alert;

import io.authwatch.rule.Firing;
import io.authwatch.rule.RuleState;
import io.authwatch.rule.StateCell;
import java.util.List;

/**
 * What has one cool-down.
 *
 * @param rule the rule's name
 * @param key the values of its {@code per}
 * @param hush whether something keeps it quiet
 */
record AlertKey(String rule, List<String> key, Hush hush) {
    static AlertKey of(Firing firing, Hush hush) {
        return new AlertKey(firing.rule().name(), firing.key(), hush);
    }

    /** The key that {@link #cellKey} wrote. */
    static AlertKey of(StateCell cell) {
        Hush hush = Hush.of(cell.key());
        return new AlertKey(cell.rule(), RuleState.split(hush.unmarked(cell.key())), hush);
    }

    String cellKey() {
        return hush.marked(RuleState.join(key));
    }
}
