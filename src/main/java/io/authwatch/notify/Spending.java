package io.authwatch.notify;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import java.util.Arrays;

/** What was spent of the quota in the last 24 hours, hour by hour: by all, by us, and by us under the allowance. */
final class Spending {
    private static final int HOURS = 24;
    private static final long HOUR_MILLIS = 3_600_000;

    private final long[] all = new long[HOURS];
    private final long[] ours = new long[HOURS];
    private final long[] allowed = new long[HOURS];
    private long hour = Long.MIN_VALUE;

    /** Messages were spent at a steady time: {@code total} in all, of them so many by us, of these so many allowed. */
    void add(long steadyMillis, long total, long byUs, long underAllowance) {
        int place = place(steadyMillis);
        all[place] += total;
        ours[place] += byUs;
        allowed[place] += underAllowance;
    }

    /** Messages of all in the last 24 hours. */
    long total(long steadyMillis) {
        place(steadyMillis);
        return Arrays.stream(all).sum();
    }

    /** Messages of ours in the last 24 hours. */
    long byUs(long steadyMillis) {
        place(steadyMillis);
        return Arrays.stream(ours).sum();
    }

    /** Those of ours that the allowance let through. */
    long underAllowance(long steadyMillis) {
        place(steadyMillis);
        return Arrays.stream(allowed).sum();
    }

    private int place(long steadyMillis) {
        long now = Math.floorDiv(steadyMillis, HOUR_MILLIS);
        long from = hour == Long.MIN_VALUE ? now - HOURS : Math.max(hour, now - HOURS);
        for (long passed = from + 1; passed <= now; passed++) {
            int place = (int) Math.floorMod(passed, (long) HOURS);
            all[place] = 0;
            ours[place] = 0;
            allowed[place] = 0;
        }
        hour = Math.max(hour, now);
        return (int) Math.floorMod(hour, (long) HOURS);
    }

    void write(CellWriter to) {
        to.number(hour);
        for (int place = 0; place < HOURS; place++) {
            to.number(all[place]).number(ours[place]).number(allowed[place]);
        }
    }

    void read(CellReader from) {
        hour = from.number();
        for (int place = 0; place < HOURS; place++) {
            all[place] = from.number();
            ours[place] = from.number();
            allowed[place] = from.number();
        }
    }
}
