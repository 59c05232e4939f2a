package io.authwatch.rule;

/** When something happened last, how long that matters, and a figure that goes with it. */
final class Moment implements Kept {
    private static final byte VERSION = 1;

    private final long at;
    private final long spanMillis;
    private final long figure;
    private long turn;

    /**
     * It happened at a steady time.
     *
     * @param spanMillis how long that matters; Long.MAX_VALUE: for ever
     */
    Moment(long at, long spanMillis, long figure) {
        this.at = at;
        this.spanMillis = spanMillis;
        this.figure = figure;
    }

    long at() {
        return at;
    }

    long figure() {
        return figure;
    }

    /** Whether it was at most {@code spanMillis} ago. */
    boolean within(long spanMillis, long now) {
        return now - at <= spanMillis;
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
        return spanMillis == Long.MAX_VALUE ? spanMillis : at + spanMillis;
    }

    @Override
    public int stamps() {
        return 1;
    }

    @Override
    public byte[] octets() {
        return new CellWriter(VERSION)
                .number(turn)
                .number(at)
                .number(spanMillis)
                .number(figure)
                .octets();
    }

    /** What {@link #octets} wrote. */
    static Moment of(StateCell cell) {
        CellReader reader = new CellReader(cell, VERSION);
        long turn = reader.number();
        Moment moment = new Moment(reader.number(), reader.number(), reader.number());
        moment.turn = turn;
        return moment;
    }
}
