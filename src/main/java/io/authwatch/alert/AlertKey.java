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
record AlertKey(String rule, List<String> key, Hush hush) implements Comparable<AlertKey> {
    /** 2^32 divided by the golden ratio, which spreads best (Knuth, volume 3, section 6.4). */
    private static final int GOLDEN_RATIO = 0x9e3779b9;

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

    /** By name, key and hush: so that a map stays fast among keys whose hashes somebody made collide. */
    @Override
    public int compareTo(AlertKey other) {
        int order = rule.compareTo(other.rule);
        for (int i = 0; order == 0 && i < Math.min(key.size(), other.key.size()); i++) {
            order = key.get(i).compareTo(other.key.get(i));
        }
        order = order != 0 ? order : Integer.compare(key.size(), other.key.size());
        return order != 0 ? order : hush.compareTo(other.hush);
    }

    /** Mixed part by part: a list's own adds up alike for neighbours such as web11, …84 and web12, …74. */
    @Override
    public int hashCode() {
        int hash = 31 * rule.hashCode() + hush.ordinal();
        for (String part : key) {
            hash = (hash ^ part.hashCode()) * GOLDEN_RATIO;
            hash ^= hash >>> 15;
        }
        return hash;
    }
}
