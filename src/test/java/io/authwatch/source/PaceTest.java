package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    /** How many of the messages that come every {@code every} nanoseconds are taken until {@code end}. */
    private static int taken(Pace pace, long start, long end, long every) {
        int taken = 0;
        for (long now = start; now < end; now += every) {
            if (!pace.isOver(now)) {
                pace.took(1, now);
                taken++;
            }
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE + 5, -3, 0, Long.MAX_VALUE - 500 * SECOND})
    void flood_isTakenAtItsPace_afterASecondsWorthAtOnce(long start) {
        assertEquals(1_000 + 1_000, taken(new Pace(1_000), start, start + SECOND, 1_000), 2);
    }

    @Test
    void sender_withinItsPace_losesNothing() {
        assertEquals(5_000, taken(new Pace(1_000), 0, 5 * SECOND, 1_000_000));
    }

    @Test
    void pace_ofNobody_isNoLimit() {
        Pace any = new Pace(0);
        any.took(1_000_000, 0);
        assertFalse(any.isOver(0));
    }

    @Test
    void silence_givesASecondsWorthAgain_andNotMore() {
        Pace pace = new Pace(1_000);
        taken(pace, 0, SECOND, 1_000);
        assertEquals(1_000, taken(pace, 60 * SECOND, 60 * SECOND + 1_000, 1), 2);
    }
}
