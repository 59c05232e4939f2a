package io.authwatch.notify;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one send costs: each user of a group counts as a message of its own (support.pushover.net, i12). Nothing says how
 * many they are, so it is learnt: the median of what the quota fell by at our last sends.
 */
final class SendCost {
    /** Sends that are looked at: odd, so that there is a middle. */
    private static final int SAMPLES_MAX = 9;

    private final Deque<Long> samples = new ArrayDeque<>();

    /** The quota fell by so many messages at one send. */
    void learn(long fell) {
        if (samples.size() == SAMPLES_MAX) {
            samples.removeFirst();
        }
        samples.addLast(Math.max(1, fell));
    }

    /** Messages a send, at least 1. */
    long median() {
        return samples.isEmpty() ? 1 : samples.stream().sorted().toList().get((samples.size() - 1) / 2);
    }

    void write(CellWriter to) {
        to.number(samples.size());
        samples.forEach(to::number);
    }

    void read(CellReader from) {
        samples.clear();
        for (long left = from.number(); left > 0; left--) {
            samples.addLast(from.number());
        }
    }
}
