package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.notify.Notification;
import io.authwatch.pipeline.Commit;
import io.authwatch.rule.RuleSet;
import io.authwatch.testkit.AuthwatchProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A start with a long history and a full outbox (D13): neither is read before it is needed. 100,000 events, 1,000,000 with
 * {@code -Dnightly=true}.
 *
 * <p>In the long form of the tests only, for its figures need a machine that does nothing else.
 */
@EnabledIfSystemProperty(named = "test.nightly", matches = "true")
@Tag("alone")
class BacklogIT {
    private static final int EVENTS = Boolean.getBoolean("test.nightly") ? 1_000_000 : 100_000;
    private static final int EVENTS_A_COMMIT = 10_000;
    private static final int NOTIFICATIONS = 10_000;
    private static final Duration READY_MAX = Duration.ofSeconds(10);
    private static final int RESIDENT_MEBIBYTES_MAX = 512;

    @TempDir
    Path temp;

    @Test
    void start_withALongHistoryAndAFullOutbox_isSoonReady_andSmall() throws Exception {
        fill(temp.resolve("data"));
        try (AuthwatchProcess authwatch = new AuthwatchProcess(temp)) {
            Instant began = Instant.now();
            authwatch.start();
            Duration took = Duration.between(began, Instant.now());
            long mebibytes = resident(authwatch.program().pid()) >> 10;
            System.out.println("ready after " + took.toMillis() + " ms with " + EVENTS + " events and " + NOTIFICATIONS
                    + " notifications to send; resident " + mebibytes + " MiB");
            assertTrue(took.compareTo(READY_MAX) < 0, took::toString);
            assertTrue(mebibytes < RESIDENT_MEBIBYTES_MAX, mebibytes + " MiB");
            assertEquals(NOTIFICATIONS, authwatch.api().notifications().size());
        }
    }

    private static void fill(Path directory) {
        try (SqliteLedger ledger = SqliteLedger.open(directory, warning -> {})) {
            for (int from = 1; from <= EVENTS; from += EVENTS_A_COMMIT) {
                ledger.commit(Given.commit(Given.entries(from, from + EVENTS_A_COMMIT - 1)));
            }
            List<Notification> pending = IntStream.rangeClosed(1, NOTIFICATIONS)
                    .mapToObj(number -> Given.notification(number, "web-1"))
                    .toList();
            RuleSet rules = RuleSet.builtIn();
            ledger.commit(new Commit(
                    List.of(),
                    List.of(),
                    List.of(),
                    pending,
                    new Commit.Checkpoint(List.of(), rules.fingerprint(), rules.text())));
        }
    }

    /** Kibibytes, as the kernel counts them. */
    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
