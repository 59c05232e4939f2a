package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.Batches;
import io.authwatch.pipeline.TurnDraft;
import io.authwatch.wire.Input;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StintTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Stint stint = new Stint(NOON);

    private int millisUntilOver() {
        Instant began = NOON.plusSeconds(60);
        stint.begin(began);
        int millis = 0;
        while (!stint.isOver(new TurnDraft(), began.plusMillis(millis))) {
            millis++;
        }
        return millis;
    }

    @Test
    void lastsATenthOfASecond() {
        assertEquals(100, millisUntilOver());
    }

    @Test
    void lastsAsLongAsTheCommitBeforeIt_andNeverLong() {
        stint.committed(Duration.ofMillis(200), NOON);
        assertEquals(200, millisUntilOver());
        stint.committed(Duration.ofSeconds(5), NOON);
        assertEquals(250, millisUntilOver());
        stint.committed(Duration.ofMillis(3), NOON);
        assertEquals(100, millisUntilOver());
    }

    private boolean mayWait(Input input, int millisAfterTheCommitBefore) {
        Instant now = NOON.plusMillis(millisAfterTheCommitBefore);
        stint.begin(now);
        return stint.mayWait(Batches.draft(input, 100), now);
    }

    @Test
    void commitsOneAfterTheOther_areTenMillisecondsApart() {
        stint.committed(Duration.ofMillis(2), NOON);
        assertTrue(mayWait(Input.TCP, 0));
        assertTrue(mayWait(Input.TCP, 9));
        assertFalse(mayWait(Input.TCP, 10), "a lone message waits for nobody");
    }

    @Test
    void whoWaitsForHisAnswer_isNotKeptWaiting() {
        stint.committed(Duration.ofMillis(2), NOON);
        assertFalse(mayWait(Input.RELP, 1));
        assertTrue(mayWait(Input.FILE, 1));
    }

    @Test
    void turnThatIsOverOrEmpty_andAClockSetBack_waitForNothing() {
        stint.committed(Duration.ofMillis(2), NOON);
        assertFalse(mayWait(Input.TCP, -1), "set back");
        stint.begin(NOON);
        assertFalse(stint.mayWait(new TurnDraft(), NOON));
        assertFalse(stint.mayWait(Batches.draft(Input.TCP, 5 << 20), NOON));
    }
}
