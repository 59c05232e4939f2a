package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.LoopDisk;
import io.authwatch.testkit.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes while a process commits: all that it acknowledged is there afterwards, on a disk that honours fsync
 * (tests D3 and D4 of the fault table). Runs 10 rounds, 50 with {@code -Dnightly=true}.
 */
@Tag("long")
class PowerCutTest {
    private static final int ROUNDS = Boolean.getBoolean("test.nightly") ? 50 : 10;
    /** Rounds in which a storage without fsync must have lost something. */
    private static final int ROUNDS_OF_THE_CONTROL = 3;

    private static final int MEBIBYTES = 64;

    @TempDir
    private Path temp;

    @Test
    void power_cutAtAnyTime_losesNothingThatWasAcknowledged() throws Exception {
        try (LoopDisk disk = LoopDisk.start(temp, MEBIBYTES)) {
            assertEquals(List.of(), cut(disk, ROUNDS, List.of()));
            assertEquals("", disk.check());
        }
    }

    /** The negative control: where fsync does nothing, the same test is red. */
    @Test
    void storage_withoutFsync_isCaught() throws Exception {
        Path without = Peers.program("eatmydata", "eatmydata");
        try (LoopDisk disk = LoopDisk.start(temp, MEBIBYTES)) {
            List<String> faults = cut(disk, ROUNDS_OF_THE_CONTROL, List.of(without.toString()));
            assertFalse(faults.isEmpty(), "fsync does nothing, and nothing was lost");
            System.out.println("without fsync: " + faults);
        }
    }

    /** Cuts the power so many times, or until something is wrong; answers that. */
    private List<String> cut(LoopDisk disk, int rounds, List<String> wrapper) throws IOException, InterruptedException {
        long seed = System.nanoTime();
        System.out.println("seed of the power cuts: " + seed);
        Random random = new Random(seed);
        Path data = disk.path().resolve("data");
        long acknowledged = 0;
        for (int round = 0; round < rounds; round++) {
            List<String> command = new ArrayList<>(disk.inside());
            command.addAll(wrapper);
            String mode = round == 0 ? "whole" : LedgerChild.CHECKED + acknowledged;
            try (LedgerProcess child = new LedgerProcess(command, data, 1_000_000, mode)) {
                child.awaitAcknowledged(1 + random.nextInt(300));
                if (!child.said("wrong").isEmpty()) {
                    return child.said("wrong");
                }
                disk.cutPower(child.pid());
                child.kill();
                assertEquals(List.of(), child.said("failed"));
                assertTrue(
                        child.acknowledged(0) > acknowledged,
                        () -> child.lines().toString());
                acknowledged = child.acknowledged(0);
            }
            disk.restorePower();
        }
        try (LedgerProcess last = new LedgerProcess(disk.inside(), data, 1, LedgerChild.CHECKED + acknowledged)) {
            last.awaitExit();
            System.out.println(rounds + " power cuts, " + acknowledged + " commits acknowledged");
            return last.said("wrong");
        }
    }
}
