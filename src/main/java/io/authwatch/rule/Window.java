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
final class Window implements Kept {
    private static final byte VERSION = 1;

    private long[] times = new long[2];
    private int[] weights = new int[2];
    private int from;
    private int to;
    private long sum;
    private long withinMillis;
    private long turn;

    /** Takes a match in, and answers what the window holds of it and the matches before it. */
    long add(long now, int weight, long withinMillis, int count) {
        slide(now, withinMillis);
        append(now, weight);
        while (sum - weights[from] >= count) {
            drop();
        }
        return sum;
    }

    /** Drops what is no longer in the window, and answers what it holds then. */
    long slide(long now, long withinMillis) {
        this.withinMillis = withinMillis;
        while (from < to && now - times[from] > withinMillis) {
            drop();
        }
        return sum;
    }

    /** This window and the matches of another one of the same rule together. */
    Window and(Window other) {
        Window both = new Window();
        both.withinMillis = withinMillis;
        both.turn = Math.max(turn, other.turn);
        int mine = from;
        int others = other.from;
        while (mine < to || others < other.to) {
            boolean next = others == other.to || (mine < to && times[mine] <= other.times[others]);
            both.append(next ? times[mine] : other.times[others], next ? weights[mine] : other.weights[others]);
            mine += next ? 1 : 0;
            others += next ? 0 : 1;
        }
        return both;
    }

    /** The latest match. */
    long last() {
        return times[to - 1];
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

    @Override
    public long turn() {
        return turn;
    }

    @Override
    public void touch(long turn) {
        this.turn = turn;
    }

    @Override
    public long expires() {
        return last() + withinMillis;
    }

    /** How many matches it keeps a time for. */
    @Override
    public int stamps() {
        return to - from;
    }

    /** Writes its matches as part of a checkpoint: the number of matches, and for each the time since {@code before}, and the weight. */
    void write(CellWriter writer, long before) {
        writer.number(stamps());
        long time = before;
        for (int i = from; i < to; i++) {
            writer.number(times[i] - time).number(weights[i]);
            time = times[i];
        }
    }

    /** What {@link #write} wrote. */
    static Window read(CellReader reader, long before, long withinMillis) {
        Window window = new Window();
        window.withinMillis = withinMillis;
        long time = before;
        for (long left = reader.number(); left > 0; left--) {
            time += reader.number();
            window.append(time, (int) reader.number());
        }
        return window;
    }

    /** Its form in a checkpoint: the turn, the span, the number of matches, and for each the time since the one before, and the weight. */
    @Override
    public byte[] octets() {
        CellWriter writer = new CellWriter(VERSION).number(turn).number(withinMillis);
        write(writer, 0);
        return writer.octets();
    }

    /** What {@link #octets} wrote. */
    static Window of(StateCell cell) {
        CellReader reader = new CellReader(cell, VERSION);
        long turn = reader.number();
        Window window = read(reader, 0, reader.number());
        window.turn = turn;
        return window;
    }
}
