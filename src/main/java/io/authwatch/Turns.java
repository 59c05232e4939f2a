package io.authwatch;

import io.authwatch.pipeline.Batch;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Batches that wait for the writer: the senders are served in turns, each in its own order. Bounded, in all and for one
 * sender. Any thread.
 *
 * <pre>
 *   a  ▇▇▇▇▇▇▇▇▇▇▇▇  ─┐
 *   b  ▇             ─┼──▶  a ▇  b ▇  c ▇▇  a ▇  a ▇ …     a turn: {@value #TURN_OCTETS} octets, or all there is
 *   c  ▇▇            ─┘
 * </pre>
 */
final class Turns {
    /** Batches that wait at most; an input is told to hold back when they are used up. */
    static final int BATCHES_MAX = 16_384;
    /** Those of one sender. */
    static final int BATCHES_OF_SENDER_MAX = BATCHES_MAX / 4;

    static final int TURN_OCTETS = 65_536;
    /** Where an input stands for all of its senders, it has a longer turn. */
    private static final int INPUT_TURN_OCTETS = 16 * TURN_OCTETS;

    /** What the least batch counts as: it is work too. */
    private static final int BATCH_OCTETS_LEAST = 1_024;

    /** In the order of their turns. */
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private int batches;

    /** What one sender has waiting. */
    private static final class Line {
        private final Queue<Batch> batches = new ArrayDeque<>();
        private final int turnOctets;
        private int octets;

        Line(int turnOctets) {
            this.turnOctets = turnOctets;
        }
    }

    /** Takes a batch at the end of its sender's line, if there is room. */
    boolean offer(Batch batch, String sender) {
        return offer(batch, sender, BATCHES_OF_SENDER_MAX, TURN_OCTETS);
    }

    /** Takes a batch of who knows whom at the end of its input's line, if there is room. */
    boolean offer(Batch batch) {
        return offer(batch, batch.input().label(), BATCHES_MAX, INPUT_TURN_OCTETS);
    }

    private synchronized boolean offer(Batch batch, String name, int batchesMax, int turnOctets) {
        Line line = lines.get(name);
        if (batches >= BATCHES_MAX || (line != null && line.batches.size() >= batchesMax)) {
            return false;
        }
        lines.computeIfAbsent(name, any -> new Line(turnOctets)).batches.add(batch);
        batches++;
        return true;
    }

    /**
     * The next one.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    synchronized Batch next() {
        Iterator<Map.Entry<String, Line>> first = lines.entrySet().iterator();
        Map.Entry<String, Line> entry = first.next();
        String sender = entry.getKey();
        Line line = entry.getValue();
        Batch batch = line.batches.remove();
        batches--;
        line.octets += Math.max(BATCH_OCTETS_LEAST, batch.octets());
        if (line.batches.isEmpty()) {
            first.remove();
        } else if (line.octets >= line.turnOctets) {
            first.remove();
            line.octets = 0;
            lines.put(sender, line);
        }
        return batch;
    }
}
