package io.authwatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AcknowledgedLogins;
import io.authwatch.testkit.Answers;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.LoopDisk;
import io.authwatch.testkit.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data directory on a disk of its own that is filled to the last block, and made read only (D6, D7 and D16). */
class DiskFullIT {
    private static final int MEBIBYTES = 96;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration SETTLED_MAX = Duration.ofSeconds(30);
    private static final String RULES =
            "rules:\n  root: {when: {action: login, outcome: success, user: x0}, message: root is told, per: [host]}\n";

    @TempDir
    Path temp;

    @Test
    void fullDisk_holdsSenders_tellsWhatWasDecided_andGoesOnByItselfWhenThereIsRoom() throws Exception {
        try (FakePushover pushover = FakePushover.start();
                LoopDisk disk = LoopDisk.start(temp, MEBIBYTES);
                AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("authwatch"))
                        .withRules(RULES)
                        .sendingTo(pushover)
                        .without("AUTHWATCH_SELF_ENABLED")
                        .on(disk)
                        .start()) {
            pushover.always(Answers.status(500));
            AcknowledgedLogins logins = new AcknowledgedLogins(authwatch.relpPort(), "x");
            await().atMost(SETTLED_MAX).until(() -> logins.answered().size() > 200);
            await().atMost(SETTLED_MAX).until(() -> !pushover.recorded().isEmpty());

            Instant filled = Instant.now();
            disk.fill(authwatch.program().pid());
            await().atMost(SETTLED_MAX).until(() -> ready(authwatch) == 503);
            Duration unready = Duration.between(filled, Instant.now());
            List<String> held = logins.answered();
            assertEquals(200, authwatch.api().status(authwatch.management("/q/health/live")));
            assertTrue(authwatch.output().contains("The data directory has no room"), authwatch::output);
            pushover.always(Answers.real());
            await().atMost(SETTLED_MAX).until(() -> told(pushover, "root") && told(pushover, "had no room"));
            await().atMost(SETTLED_MAX)
                    .until(() -> authwatch.api().notifications().stream()
                                    .filter(row -> row.get("state").asText().equals("sent"))
                                    .count()
                            >= 2);
            assertEquals(503, ready(authwatch));
            assertTrue(logins.answered().size() - held.size() <= 64, "senders are not held");

            Instant freed = Instant.now();
            disk.free();
            await().atMost(SETTLED_MAX).until(() -> ready(authwatch) == 200);
            Duration again = Duration.between(freed, Instant.now());
            int before = logins.answered().size();
            await().atMost(SETTLED_MAX).until(() -> logins.answered().size() > before + 200);
            assertEquals(Set.of(), AcknowledgedLogins.lost(logins.end(), authwatch));
            System.out.println("not ready " + unready.toMillis() + " ms after the disk began to fill, ready again "
                    + again.toMillis() + " ms after there was room; "
                    + logins.answered().size() + " answered, 0 lost");
            assertTrue(unready.compareTo(SOON) < 0 && again.compareTo(SOON) < 0, unready + " and " + again);
            assertEquals(143, authwatch.stop().code());
        }
    }

    @Test
    void directory_thatIsReadOnlyOrInUse_refusesTheStart_andHarmsNobody() throws Exception {
        try (LoopDisk disk = LoopDisk.start(temp, MEBIBYTES);
                AuthwatchProcess first = new AuthwatchProcess(temp.resolve("first")).on(disk);
                AuthwatchProcess second = new AuthwatchProcess(temp.resolve("second")).on(disk)) {
            Instant began = Instant.now();
            first.start();
            Duration start = Duration.between(began, Instant.now());
            assertRefused(second, "is in use by another Authwatch", start);
            assertEquals(200, ready(first));
            assertEquals(143, first.stop().code());
            disk.readOnly(true);
            assertRefused(first, "authwatch.data-dir", start);
            disk.readOnly(false);
            first.start();
        }
    }

    private static void assertRefused(AuthwatchProcess authwatch, String why, Duration start) {
        Instant began = Instant.now();
        Program.Finished refused = authwatch.startAndEnd();
        Duration took = Duration.between(began, Instant.now());
        assertEquals(78, refused.code(), refused::text);
        assertTrue(refused.text().contains(why), refused::text);
        System.out.println(
                "refused after " + took.toMillis() + " ms: " + refused.text().strip());
        // Other tests run beside this one, at one moment more than at another.
        Duration most = start.multipliedBy(2).plusSeconds(3);
        assertTrue(took.compareTo(most) < 0, took::toString);
    }

    private static boolean told(FakePushover pushover, String part) {
        return pushover.accepted().stream()
                .anyMatch(sent -> sent.field("message").contains(part));
    }

    private static int ready(AuthwatchProcess authwatch) {
        return authwatch.api().status(authwatch.management("/q/health/ready"));
    }
}
