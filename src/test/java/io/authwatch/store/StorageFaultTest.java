package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** System calls of a process of its own fail, by strace's injection. */
@Tag("long")
class StorageFaultTest {
    /** From the fault to the exit (test D5 of the fault table). */
    private static final Duration EXIT_MAX = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private String strace;

    @BeforeEach
    void prepare() {
        strace = Needs.program("/usr/bin/strace").toString();
        try (SqliteLedger ledger = SqliteLedger.open(directory, warning -> {})) {
            ledger.commit(NumberedCommits.commit(1));
        }
    }

    private Path trace() {
        return directory.resolve("trace");
    }

    /** The n-th call on the ledger's file with this ending, and all after it, fail. */
    private LedgerProcess child(String ending, String calls, String fault, int commits) throws IOException {
        return new LedgerProcess(
                List.of(
                        strace,
                        "-f",
                        "-q",
                        "-ttt",
                        "--seccomp-bpf",
                        "-o",
                        trace().toString(),
                        "-P",
                        directory.toRealPath().resolve("authwatch.db" + ending).toString(),
                        "-e",
                        "trace=" + calls,
                        "-e",
                        "inject=" + calls + ":" + fault),
                directory,
                commits,
                "whole");
    }

    @ParameterizedTest
    @MethodSource("firstFsyncs")
    void fsync_thatFails_endsTheProcessSoon_andNothingIsAcknowledgedAfterIt(int nth) throws Exception {
        try (LedgerProcess child = child("-wal", "fdatasync,fsync", "error=EIO:when=" + nth + "+", 1000)) {
            assertEquals(
                    LedgerChild.STORAGE_FAILED, child.awaitExit(), child.lines().toString());
            List<String> lines = child.lines();
            String last = lines.get(lines.size() - 1);
            assertTrue(last.contains("a commit: [SQLITE_IOERR_FSYNC]"), last);
            assertTrue(lines.subList(1, lines.size() - 1).stream().allMatch(line -> line.startsWith("ok ")));
            // The commits before it: the first is made by the test itself, and one fsync is the start's own.
            assertTrue(child.acknowledged(1) <= nth + 1, lines::toString);
            assertEquals(List.of(), NumberedCommits.faults(directory, child.acknowledged(1)));
        }
        Duration took = fromFaultToExit();
        assertTrue(took.compareTo(EXIT_MAX) < 0, () -> "it took " + took);
    }

    /** Each of the first thirty in the long form; else those around the start, and some of the rest. */
    private static IntStream firstFsyncs() {
        return Boolean.getBoolean("test.nightly") ? IntStream.rangeClosed(1, 30) : IntStream.of(1, 2, 3, 4, 11, 30);
    }

    /** As strace saw it: its lines are the thread, the time in seconds, and what happened. */
    private Duration fromFaultToExit() throws IOException {
        List<String> lines = Files.readAllLines(trace());
        double fault = time(lines, line -> line.endsWith("(INJECTED)"));
        double exit = time(lines, line -> line.endsWith("+++ exited with " + LedgerChild.STORAGE_FAILED + " +++"));
        return Duration.ofNanos((long) ((exit - fault) * 1e9));
    }

    private static double time(List<String> lines, Predicate<String> wanted) {
        String found =
                lines.stream().filter(wanted).findFirst().orElseThrow(() -> new AssertionError("not in " + lines));
        return Double.parseDouble(found.split(" +")[1]);
    }

    @Test
    void fsyncOfTheDatabase_thatFailsWhileTheLogIsEmptied_endsTheProcess() throws Exception {
        try (LedgerProcess child = child("", "fdatasync,fsync", "error=EIO:when=1+", 2000)) {
            assertEquals(
                    LedgerChild.STORAGE_FAILED, child.awaitExit(), child.lines().toString());
            String failed = child.said("failed").get(0);
            assertTrue(failed.contains("making room for a commit: [SQLITE_IOERR_FSYNC]"), failed);
            assertEquals(List.of(), NumberedCommits.faults(directory, child.acknowledged(1)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 40})
    void write_withoutRoom_isTriedAgain_andLeavesNoTrace(int nth) throws Exception {
        String fault = "error=ENOSPC:when=" + nth + ".." + (nth + 7);
        try (LedgerProcess child = child("-wal", "pwrite64,write", fault, 40)) {
            assertEquals(0, child.awaitExit(), child.lines().toString());
            List<String> full = child.said("full");
            assertFalse(full.isEmpty(), "no write failed");
            assertTrue(full.get(0).endsWith("a commit: there is no room on the storage (SQLITE_FULL)"), full.get(0));
            assertEquals(41, child.acknowledged(1));
            assertEquals(List.of(), NumberedCommits.faults(directory, 41));
        }
    }

    @Test
    void database_withoutRoomWhileTheLogIsEmptied_isTriedAgain() throws Exception {
        try (LedgerProcess child = child("", "pwrite64,write", "error=ENOSPC:when=1..3", 400)) {
            assertEquals(0, child.awaitExit(), child.lines().toString());
            String full = child.said("full").get(0);
            assertTrue(full.endsWith("making room for a commit: there is no room on the storage (SQLITE_FULL)"), full);
            assertEquals(List.of(), NumberedCommits.faults(directory, 401));
        }
    }

    @Test
    void write_thatFails_endsTheProcess() throws Exception {
        try (LedgerProcess child = child("-wal", "pwrite64,write", "error=EIO:when=30+", 1000)) {
            assertEquals(
                    LedgerChild.STORAGE_FAILED, child.awaitExit(), child.lines().toString());
            assertEquals(List.of(), NumberedCommits.faults(directory, child.acknowledged(1)));
        }
    }
}
