package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.SimulatedDisk.Broken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole engine over a disk that forgets what was not made durable, with a clock that jumps, a Pushover that misbehaves
 * and the power gone at any moment: random histories, each of which must keep the promise, see {@link DiskWorld}. A failure
 * prints its seed, which {@code -Dseed=N} runs again; 1,000 histories, 100,000 with {@code -Dnightly=true}.
 */
class DiskModelTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("test.nightly");
    private static final int HISTORIES = NIGHTLY ? 100_000 : 1_000;
    /** Histories in which a disk that breaks its promise must have been noticed. */
    private static final int HISTORIES_OF_THE_CONTROLS = 200;

    @Test
    void randomHistories_keepThePromise() {
        Long only = Long.getLong("seed");
        Instant began = Instant.now();
        long sent = 0;
        long first = only == null ? 1 : only;
        long last = only == null ? HISTORIES : only;
        for (long seed = first; seed <= last; seed++) {
            sent += run(seed, Broken.NOTHING);
        }
        System.out.println((last - first + 1) + " histories, " + sent + " notifications, "
                + Duration.between(began, Instant.now()).toMillis() + " ms");
        assertTrue(sent > last - first, "hardly anything happened");
    }

    /** The negative controls: each broken promise is found, and called by its name. */
    @ParameterizedTest
    @CsvSource({"SYNC_DOES_NOTHING, 1:", "POSITIONS_APART, 3:", "STATE_APART, 11:"})
    void brokenPromise_isCaught(Broken broken, String invariant) {
        AssertionError caught = assertThrows(AssertionError.class, () -> {
            for (long seed = 1; seed <= HISTORIES_OF_THE_CONTROLS; seed++) {
                run(seed, broken);
            }
        });
        System.out.println(broken + ": " + caught.getMessage());
        assertTrue(caught.getMessage().matches("seed [0-9]+: " + invariant + " (?s:.*)"), caught::getMessage);
    }

    private static long run(long seed, Broken broken) {
        try {
            return new DiskWorld(seed, broken, broken == Broken.NOTHING).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
