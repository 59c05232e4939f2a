package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class LedgerKillTest {
    private static final int KILLS = 6;
    /** Half of all kills fall between the two transactions: that none of so many does is one in four thousand. */
    private static final int KILLS_OF_THE_SPLIT = 12;

    @TempDir
    private Path directory;

    @Test
    void ledger_killedAtAnyTime_holdsWhatWasAcknowledged_exactlyOnce() throws Exception {
        assertEquals(List.of(), kill(KILLS, "whole"));
    }

    /** The negative control: were a commit two transactions, the test above would be red. */
    @Test
    void ledger_withItsTransactionSplitInTwo_isCaught() throws Exception {
        List<String> faults = kill(KILLS_OF_THE_SPLIT, "split");
        assertFalse(faults.isEmpty(), "a split transaction was not noticed");
        assertTrue(faults.toString().contains("position is"), faults.toString());
    }

    /** Kills a child so many times, or until something is wrong; answers that. */
    private List<String> kill(int kills, String mode) throws IOException, InterruptedException {
        long seed = System.nanoTime();
        System.out.println("seed of the kills: " + seed);
        Random random = new Random(seed);
        long acknowledged = 0;
        for (int i = 0; i < kills; i++) {
            try (LedgerProcess child = new LedgerProcess(List.of(), directory, 1_000_000, mode)) {
                child.awaitAcknowledged(1 + random.nextInt(150));
                child.kill();
                assertEquals(List.of(), child.said("failed"), "seed " + seed);
                acknowledged = child.acknowledged(acknowledged);
            }
            List<String> faults = NumberedCommits.faults(directory, acknowledged);
            if (!faults.isEmpty()) {
                return faults;
            }
            acknowledged = lastEvent();
        }
        return List.of();
    }

    /** A commit that was made and not acknowledged counts from now on. */
    private long lastEvent() {
        try (SqliteLedger ledger = SqliteLedger.open(directory, warning -> {})) {
            return ledger.recover(entry -> {}).lastEvent();
        }
    }

    @Test
    void secondProcess_onTheSameDirectory_isRefusedSoon_andTheFirstGoesOn() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(directory, warning -> {})) {
            ledger.commit(NumberedCommits.commit(1));
            long started = System.nanoTime();
            try (LedgerProcess second = new LedgerProcess(List.of(), directory, 1, "whole")) {
                assertEquals(1, second.awaitExit());
                Duration took = Duration.ofNanos(System.nanoTime() - started);
                assertTrue(took.toMillis() < 3000, "took " + took);
                assertEquals(
                        List.of("refused data directory " + directory.toRealPath() + " is in use by another Authwatch:"
                                + " stop that one, or give this one its own authwatch.data-dir"),
                        second.lines());
            }
            ledger.commit(NumberedCommits.commit(2));
        }
        assertEquals(List.of(), NumberedCommits.faults(directory, 2));
    }

    @Test
    void library_isUnpackedOnce_howeverOftenTheProcessIsKilled() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (LedgerProcess child = new LedgerProcess(List.of(), directory, 1_000_000, "whole")) {
                child.awaitAcknowledged(1);
                child.kill();
            }
        }
        try (var files = java.nio.file.Files.list(directory.resolve("native"))) {
            assertEquals(1, files.count());
        }
    }
}
