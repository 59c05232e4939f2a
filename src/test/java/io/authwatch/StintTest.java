package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.pipeline.TurnDraft;
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
        stint.committed(Duration.ofMillis(200));
        assertEquals(200, millisUntilOver());
        stint.committed(Duration.ofSeconds(5));
        assertEquals(250, millisUntilOver());
        stint.committed(Duration.ofMillis(3));
        assertEquals(100, millisUntilOver());
    }
}
