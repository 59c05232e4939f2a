package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.Logrotate;
import io.authwatch.testkit.Program;
import io.authwatch.testkit.RsyslogServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * F1 and F2 with real programs: rsyslogd writes 2,000 lines a second into a file that real logrotate rotates each second:
 * rename, create, SIGHUP, compress a generation later. Two Authwatches read it; one of them is killed again and again.
 * Each has every line once. 15 rotations and 3 kills, 300 and 20 with {@code -Dnightly=true}.
 *
 * <p>In the long form of the tests only: its figures are still to be met on a quiet machine.
 */
@Tag("alone")
@EnabledIfSystemProperty(named = "test.nightly", matches = "true")
class LogrotateIT {
    private static final boolean NIGHTLY = Boolean.getBoolean("test.nightly");
    private static final int ROTATIONS = NIGHTLY ? 300 : 15;
    private static final int KILLS = NIGHTLY ? 20 : 3;
    private static final int LINES_A_PERIOD = 100;
    private static final int PERIOD_MILLIS = 50;
    private static final int LINES = ROTATIONS * LINES_A_PERIOD * 1_000 / PERIOD_MILLIS;
    private static final int ACCEPTED_EVERY = 500;
    private static final Duration SETTLED_MAX = Duration.ofSeconds(120);
    private static final String RULES =
            "rules:\n  entered: {when: {action: login, outcome: success}, per: [host, user]}\n";

    @TempDir
    Path temp;

    private final AtomicInteger written = new AtomicInteger();

    @Test
    void f1_f2_linesThroughRotations_comeOnce_withAndWithoutKills() throws Exception {
        Path log = Files.createDirectories(temp.resolve("log")).resolve("auth.log");
        ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor();
        ExecutorService killer = Executors.newSingleThreadExecutor();
        try (RsyslogServer rsyslog = new RsyslogServer(temp.resolve("rsyslog"), "file-1")
                        .writing(log)
                        .start();
                Program logger = rsyslog.logger("auth.info", "sshd", 4711);
                AuthwatchProcess spared = reading(log, "spared").start();
                AuthwatchProcess killed = reading(log, "killed").start()) {
            Logrotate logrotate = new Logrotate(temp.resolve("rotate"), log, rsyslog.pidFile(), 2 * ROTATIONS);
            feeder.scheduleAtFixedRate(() -> feed(logger), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            Future<?> kills = killer.submit(() -> kill(killed));
            rotateEachSecond(logrotate);
            kills.get(SETTLED_MAX.toSeconds(), TimeUnit.SECONDS);
            for (AuthwatchProcess authwatch : List.of(spared, killed)) {
                awaitLast(authwatch);
                assertEachOnce(authwatch);
            }
            assertEquals(LINES, (int) spared.metrics().sum("authwatch_messages_received_total", "input=\"file\""));
            assertTrue(generations(log) >= ROTATIONS, () -> generations(log) + " generations");
            System.out.println(
                    LINES + " lines through " + generations(log) + " rotations, " + KILLS + " kills of one reader");
        } finally {
            feeder.shutdownNow();
            killer.shutdownNow();
        }
    }

    private AuthwatchProcess reading(Path log, String name) {
        return new AuthwatchProcess(temp.resolve(name))
                .with("AUTHWATCH_FILES", log.toString())
                .with("AUTHWATCH_HISTORY_MAX_RATE", "1000000") // what is caught up with is kept one by one
                .with("AUTHWATCH_STORM_ENABLED", "false") // every alert is one of its own
                .withRules(RULES);
    }

    private void feed(Program logger) {
        for (int i = 0; i < LINES_A_PERIOD && written.get() < LINES; i++) {
            int number = written.getAndIncrement();
            String verdict = number % ACCEPTED_EVERY == 0 ? "Accepted" : "Failed";
            logger.type(verdict + " password for u" + number + " from 192.0.2.7 port 22 ssh2");
        }
    }

    private void rotateEachSecond(Logrotate logrotate) {
        for (int i = 1; i <= ROTATIONS; i++) {
            int due = Math.min(LINES, i * (LINES / ROTATIONS)) - LINES_A_PERIOD;
            Awaitility.await()
                    .atMost(SETTLED_MAX)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> written.get() >= due);
            logrotate.rotate();
        }
    }

    private void kill(AuthwatchProcess authwatch) {
        for (int i = 1; i <= KILLS; i++) {
            int due = i * (LINES / (KILLS + 1));
            Awaitility.await().atMost(SETTLED_MAX).until(() -> written.get() >= due);
            authwatch.kill();
            authwatch.start();
        }
    }

    private static void awaitLast(AuthwatchProcess authwatch) {
        String last = "u" + (LINES - 1);
        Awaitility.await()
                .atMost(SETTLED_MAX)
                .until(() -> authwatch.api().events().stream()
                        .anyMatch(event -> event.at("/user/name").asText().equals(last)));
    }

    private static void assertEachOnce(AuthwatchProcess authwatch) {
        int[] times = new int[LINES];
        authwatch.api().eachEvent(event -> times[number(event.at("/user/name").asText())]++);
        List<String> wrong = IntStream.range(0, LINES)
                .filter(number -> times[number] != 1)
                .limit(20)
                .mapToObj(number -> "u" + number + " " + times[number] + " times")
                .toList();
        assertEquals(List.of(), wrong, authwatch.directory() + ": lines that are not listed exactly once");
        Map<Integer, Long> alerts = authwatch.api().alerts().stream()
                .collect(Collectors.groupingBy(
                        alert -> number(alert.get("key").get(1).asText()), TreeMap::new, Collectors.counting()));
        Map<Integer, Long> expected = IntStream.range(0, LINES)
                .filter(number -> number % ACCEPTED_EVERY == 0)
                .boxed()
                .collect(Collectors.toMap(number -> number, number -> 1L));
        assertEquals(new TreeMap<>(expected), alerts);
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    private static long generations(Path log) {
        try (var files = Files.list(log.getParent())) {
            return files.count() - 1;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
