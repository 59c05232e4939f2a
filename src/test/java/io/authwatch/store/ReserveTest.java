package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.LoopDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveTest {
    private static final long OCTETS = 3_000_000;

    @TempDir
    private Path temp;

    private long size() throws IOException {
        return Files.size(temp.resolve(Reserve.FILE));
    }

    @Test
    void reserve_isKept_givenBackOnce_andKeptAgain() throws IOException {
        Reserve reserve = new Reserve(temp, OCTETS);
        assertTrue(reserve.keep());
        assertEquals(OCTETS, size());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(Reserve.FILE))));
        assertTrue(reserve.open());
        assertEquals(0, size());
        assertFalse(reserve.open());
        assertTrue(reserve.keep());
        assertEquals(OCTETS, size());
    }

    @Test
    void reserve_ofAnEarlierRun_isTakenOver_andChangesItsSize() throws IOException {
        assertTrue(new Reserve(temp, OCTETS).keep());
        assertTrue(new Reserve(temp, OCTETS / 2).keep());
        assertEquals(OCTETS / 2, size());
        assertTrue(new Reserve(temp, OCTETS).keep());
        assertEquals(OCTETS, size());
        assertTrue(new Reserve(temp, 0).keep());
        assertFalse(Files.exists(temp.resolve(Reserve.FILE)));
    }

    @Test
    void reserveOfNothing_isAlwaysKept_andNeverGivenBack() {
        Reserve none = new Reserve(temp, 0);
        assertTrue(none.keep());
        assertFalse(none.open());
    }

    /** On a real disk: a process commits until it is full, with the reserve for the last of it. */
    @Test
    void reserve_onAFullDisk_letsALittleBeCommitted_andIsKeptOnceTwiceAsMuchIsFree() throws Exception {
        try (LoopDisk disk = LoopDisk.start(temp, 32)) {
            Path data = disk.path().resolve("data");
            try (LedgerProcess child = new LedgerProcess(disk.inside(), data, 1_000_000, "reserve")) {
                child.awaitAcknowledged(10);
                disk.fill(child.pid());
                child.awaitSaid("opened");
                child.awaitAcknowledged(10);
                disk.free();
                child.awaitSaid("kept");
                child.awaitAcknowledged(10);
                child.kill();
                try (LedgerProcess last =
                        new LedgerProcess(disk.inside(), data, 1, LedgerChild.CHECKED + child.acknowledged(0))) {
                    assertEquals(0, last.awaitExit(), last.lines()::toString);
                }
            }
        }
    }
}
