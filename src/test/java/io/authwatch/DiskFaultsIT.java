package io.authwatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AcknowledgedLogins;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.LoopDisk;
import io.authwatch.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program on a disk without power, on one whose fsync fails, on one that turns read only, and on a slow one: what
 * was answered is kept (D3, D5, D7 and D8; the ledger alone meets the same in {@code PowerCutTest} and {@code
 * StorageFaultTest}).
 */
class DiskFaultsIT {
    private static final int CUTS = Boolean.getBoolean("test.nightly") ? 20 : 2;
    private static final Duration SETTLED_MAX = Duration.ofSeconds(60);
    private static final Duration EXIT_MAX = Duration.ofSeconds(2);
    private static final Duration HEALTH_MAX = Duration.ofMillis(500);
    private static final String RULES = "rules:\n  root: {when: {user: root}}\n";

    @TempDir
    Path temp;

    private AuthwatchProcess authwatch() {
        return new AuthwatchProcess(temp.resolve("authwatch"))
                .with("AUTHWATCH_HISTORY_MAX_RATE", "1000000")
                .withRules(RULES);
    }

    private static void awaitAnswered(AcknowledgedLogins logins, int count) {
        await().atMost(SETTLED_MAX).until(() -> logins.answered().size() > count);
    }

    @Test
    void power_cutWhileSendersAreAnswered_losesNothingThatWas() throws Exception {
        Random random = new Random(20_261_128);
        List<String> answered = new ArrayList<>();
        try (LoopDisk disk = LoopDisk.start(temp, 64);
                AuthwatchProcess authwatch = authwatch().on(disk).start()) {
            for (int cut = 0; cut < CUTS; cut++) {
                AcknowledgedLogins logins = new AcknowledgedLogins(authwatch.relpPort(), "c" + cut + "-");
                awaitAnswered(logins, 100 + random.nextInt(1_000));
                disk.cutPower(authwatch.program().pid());
                authwatch.kill();
                answered.addAll(logins.end());
                disk.restorePower();
                authwatch.start();
                assertEquals(Set.of(), AcknowledgedLogins.lost(answered, authwatch));
            }
            System.out.println(CUTS + " power cuts: " + answered.size() + " answered, 0 lost");
            assertFalse(authwatch.output().contains("damaged"), authwatch::output);
        }
    }

    @Test
    void fsync_thatFails_endsTheProgramSoon_andWhatWasAnsweredIsKept() throws Exception {
        Path trace = temp.resolve("trace");
        try (AuthwatchProcess authwatch = authwatch()) {
            authwatch.under(strace(authwatch, trace, "error=EIO:when=40+")).start();
            AcknowledgedLogins logins = new AcknowledgedLogins(authwatch.relpPort(), "e");
            assertEquals(70, authwatch.program().finished(SETTLED_MAX).code(), authwatch::output);
            List<String> answered = logins.end();
            Duration took = fromFaultToExit(trace);
            assertTrue(took.compareTo(EXIT_MAX) < 0, took::toString);
            authwatch.under().start();
            assertEquals(Set.of(), AcknowledgedLogins.lost(answered, authwatch));
            System.out.println(
                    "exit " + took.toMillis() + " ms after the failed fsync; " + answered.size() + " answered, 0 lost");
        }
    }

    /** D7 at run time: nobody can make such a mount writable again while it is used, so there is nothing to wait for. */
    @Test
    void fileSystem_thatTurnsReadOnly_endsTheProgramSoon_andWhatWasAnsweredIsKept() throws Exception {
        try (LoopDisk disk = LoopDisk.start(temp, 64, "-e", "remount-ro");
                AuthwatchProcess authwatch = authwatch().on(disk).start()) {
            AcknowledgedLogins logins = new AcknowledgedLogins(authwatch.relpPort(), "r");
            awaitAnswered(logins, 500);
            Instant began = Instant.now();
            disk.turnReadOnly();
            assertEquals(70, authwatch.program().finished(SETTLED_MAX).code(), authwatch::output);
            Duration took = Duration.between(began, Instant.now());
            List<String> answered = logins.end();
            disk.restorePower();
            authwatch.start();
            assertEquals(Set.of(), AcknowledgedLogins.lost(answered, authwatch));
            System.out.println("exit " + took.toMillis() + " ms after the file system turned read only; "
                    + answered.size() + " answered, 0 lost");
            assertTrue(took.compareTo(EXIT_MAX) < 0, took::toString);
        }
    }

    private static Duration fromFaultToExit(Path trace) throws IOException {
        List<String> lines = Files.readAllLines(trace);
        double fault = time(lines, line -> line.endsWith("(INJECTED)"));
        double exit = time(lines, line -> line.endsWith("+++ exited with 70 +++"));
        return Duration.ofNanos((long) ((exit - fault) * 1e9));
    }

    /** A line of strace is the thread, the time in seconds, and what happened. */
    private static double time(List<String> lines, Predicate<String> wanted) {
        String found = lines.stream().filter(wanted).findFirst().orElseThrow();
        return Double.parseDouble(found.split(" +")[1]);
    }

    private static String[] strace(AuthwatchProcess authwatch, Path trace, String fault) {
        return new String[] {
            Peers.program("strace", "strace").toString(),
            "-f",
            "-q",
            "-ttt",
            "--seccomp-bpf",
            "-o",
            trace.toString(),
            "-P",
            authwatch.directory().resolve("data/authwatch.db-wal").toString(),
            "-e",
            "trace=fdatasync,fsync",
            "-e",
            "inject=fdatasync,fsync:" + fault
        };
    }

    @Test
    void slowDisk_slowsSendersDown_andNothingElse() throws Exception {
        try (AuthwatchProcess authwatch = authwatch()) {
            authwatch
                    .under(strace(authwatch, temp.resolve("trace"), "delay_enter=500000"))
                    .start();
            AcknowledgedLogins logins = new AcknowledgedLogins(authwatch.relpPort(), "s");
            Duration slowest = Duration.ZERO;
            while (logins.answered().size() < 500) {
                Instant asked = Instant.now();
                assertEquals(200, authwatch.api().status(authwatch.management("/q/health/ready")));
                Duration took = Duration.between(asked, Instant.now());
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
            assertEquals(Set.of(), AcknowledgedLogins.lost(logins.end(), authwatch));
            assertFalse(authwatch.output().contains("has been blocked"), authwatch::output);
            System.out.println("health answered after " + slowest.toMillis() + " ms at most");
            assertTrue(slowest.compareTo(HEALTH_MAX) < 0, slowest::toString);
        }
    }
}
