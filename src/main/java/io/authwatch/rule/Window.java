package io.authwatch.rule;

import java.util.Arrays;

/**
 * The latest matches of one key: as many as can still matter, which is the shortest tail that reaches the rule's count.
 *
 * <pre>
 *   count 5        t₁ w₁ │ t₂ w₂ │ … │ tₙ wₙ      tᵢ ascending, steady milliseconds; wᵢ attempts at tᵢ
 * </pre>
 *
 * What falls off the front can never make a difference: either the tail is in the window and reaches the count alone, or
 * its first match is not, and then nothing before it is either.
 */
final class Window {
    private static final byte VERSION = 1;

    private long[] times = new long[4];
    private int[] weights = new int[4];
    private int from;
    private int to;
    private long sum;
    private long withinMillis;
    private long turn;

    /** Takes a match in, and answers what the window holds of it and the matches before it. */
    long add(long now, int weight, long withinMillis, int count) {
        this.withinMillis = withinMillis;
        while (from < to && now - times[from] > withinMillis) {
            drop();
        }
        append(now, weight);
        while (sum - weights[from] >= count) {
            drop();
        }
        return sum;
    }

    private void append(long now, int weight) {
        sum += weight;
        if (from < to && times[to - 1] == now) {
            weights[to - 1] += weight;
            return;
        }
        if (to == times.length) {
            int length = to - from;
            int room = Math.max(4, length + (length >> 1));
            times = Arrays.copyOf(Arrays.copyOfRange(times, from, to), room);
            weights = Arrays.copyOf(Arrays.copyOfRange(weights, from, to), room);
            from = 0;
            to = length;
        }
        times[to] = now;
        weights[to++] = weight;
    }

    private void drop() {
        sum -= weights[from++];
    }

    /** When it was touched last, in matches of the whole state. */
    long turn() {
        return turn;
    }

    void touch(long turn) {
        this.turn = turn;
    }

    /** After this time it can make no difference any more. */
    long expires() {
        return times[to - 1] + withinMillis;
    }

    /** How many matches it keeps a time for. */
    int stamps() {
        return to - from;
    }

    /** Its form in a checkpoint: the turn, the span, the number of matches, and for each the time since the one before, and the weight. */
    byte[] octets() {
        CellWriter writer =
                new CellWriter(VERSION).number(turn).number(withinMillis).number(stamps());
        long before = 0;
        for (int i = from; i < to; i++) {
            writer.number(times[i] - before).number(weights[i]);
            before = times[i];
        }
        return writer.octets();
    }

    /** What {@link #octets} wrote. */
    static Window of(StateCell cell) {
        CellReader reader = new CellReader(cell, VERSION);
        Window window = new Window();
        window.turn = reader.number();
        window.withinMillis = reader.number();
        long time = 0;
        for (long left = reader.number(); left > 0; left--) {
            time += reader.number();
            window.append(time, (int) reader.number());
        }
        return window;
    }
}
