package io.authwatch.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Time that never goes back, made of a clock that may: what the clock gains is gained, what it loses is ignored.
 *
 * <pre>
 *   clock    12:00   12:05   11:05 (set back 1 h)   11:06
 *   steady   12:00   12:05   12:05                  12:06
 * </pre>
 *
 * <p>So a window or a cool-down never lasts longer for a clock that is set back, and one that leaps forward ends it
 * early: then a person is told once more, never once less. Its state belongs to the checkpoint.
 */
public final class SteadyTime {
    /** The year 33,658: far beyond it sums of milliseconds would overflow. */
    private static final long SECONDS_MAX = 1_000_000_000_000L;

    private static final byte VERSION = 1;

    private final long gainMaxMillis;
    private boolean started;
    private boolean changed;
    private long clock;
    private long steady;

    /** Gains whatever the clock gains. */
    public SteadyTime() {
        this.gainMaxMillis = Long.MAX_VALUE;
    }

    /** Gains at most so much between two looks at the clock, so that a leap of it costs no more. */
    SteadyTime(Duration gainMax) {
        this.gainMaxMillis = gainMax.toMillis();
    }

    /** Takes note of the clock and answers the steady time, in milliseconds. */
    public long advance(Instant now) {
        long millis = millis(now);
        steady = started ? steady + gained(millis) : millis;
        changed |= !started || clock != millis;
        clock = millis;
        started = true;
        return steady;
    }

    /** The steady time that {@link #advance} would answer, without taking note. */
    public long peek(Instant now) {
        long millis = millis(now);
        return started ? steady + gained(millis) : millis;
    }

    private long gained(long millis) {
        return Math.min(gainMaxMillis, Math.max(0, millis - clock));
    }

    /** What the clock showed when it was last taken note of. */
    Instant noted() {
        return Instant.ofEpochMilli(clock);
    }

    /** How much later than the clock's latest note {@code now} is, in milliseconds; negative if the clock went back. */
    public long since(Instant now) {
        return started ? millis(now) - clock : 0;
    }

    /** What the clock shows at a steady time, if nobody sets it. */
    public Instant clockAt(long steadyMillis) {
        return Instant.ofEpochMilli(clock + steadyMillis - steady);
    }

    /** A cell of this kind if anything changed since the last call, or none. */
    public List<StateCell> drain(String kind) {
        if (!changed) {
            return List.of();
        }
        changed = false;
        byte[] data = new CellWriter(VERSION).number(clock).number(steady).octets();
        return List.of(new StateCell(kind, "", "", data));
    }

    /** Takes over what {@link #drain} wrote. */
    public void restore(StateCell cell) {
        CellReader reader = new CellReader(cell, VERSION);
        clock = reader.number();
        steady = reader.number();
        started = true;
    }

    /** Whether a cell is one of a time's and of no key's. */
    public static boolean isTime(StateCell cell) {
        return cell.rule().isEmpty();
    }

    private static long millis(Instant now) {
        long seconds = Math.max(-SECONDS_MAX, Math.min(SECONDS_MAX, now.getEpochSecond()));
        return seconds * 1_000 + now.getNano() / 1_000_000;
    }
}
