package io.authwatch.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * What had to go since the start because there was too much of it.
 *
 * @param ruleKeys keys of rules
 * @param alerts alerts that cooled down, incidents, digests, clocks of senders
 * @param hosts hosts that rules on silence watched
 * @param thinned events for which another one stands in the history
 */
public record Overflow(long ruleKeys, long alerts, long hosts, long thinned) {
    /** Nothing had to go. */
    public static final Overflow NONE = new Overflow(0, 0, 0, 0);

    /** The names of the limits that were hit since {@code before}. */
    public List<String> limitsHitSince(Overflow before) {
        List<String> names = new ArrayList<>();
        add(names, "rule-keys", ruleKeys, before.ruleKeys);
        add(names, "alerts", alerts, before.alerts);
        add(names, "hosts", hosts, before.hosts);
        add(names, "history-rate", thinned, before.thinned);
        return names;
    }

    private static void add(List<String> names, String limit, long now, long before) {
        if (now > before) {
            names.add(limit);
        }
    }
}
