package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.DropIn;
import io.authwatch.testkit.Peers;
import io.authwatch.testkit.RelpLoad;
import io.authwatch.testkit.RsyslogServer;
import io.authwatch.testkit.Strace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real rsyslogd with the shipped RELP drop-in sends accepted logins, each with a name of its own, while Authwatch is
 * killed, or stopped, again and again: every one of them is in the ledger, and once.
 *
 * <p>The kills meet librelp's own window of 128, the most that can come again; the stops the drop-in's. Runs 5 kills
 * during 20,000 messages, 20 during 100,000 with {@code -Dnightly=true} (test D1 of the fault table).
 */
class RelpIT {
    private static final boolean NIGHTLY = Boolean.getBoolean("test.nightly");
    private static final int KILLS = NIGHTLY ? 20 : 5;
    private static final int MESSAGES = NIGHTLY ? 100_000 : 20_000;
    private static final Duration SETTLED_MAX = Duration.ofSeconds(240);
    /** So many looks in a row that find no more: what is not there by then was lost. */
    private static final int QUIET_LOOKS = 20;

    private static final Duration REPEATED_AFTER_MAX = Duration.ofSeconds(60);
    /** So many looks, a second apart, that miss nothing and see nothing come again: nothing will. */
    private static final int WHOLE_LOOKS = 10;

    /** When a kill comes. */
    private enum Moment {
        /** A commit is on the storage, and nothing of it is answered: all of it comes again. */
        DURABLE_AND_UNANSWERED,
        /** Messages were read, and their commit is just about to be written: it never was, and all of it comes again. */
        BEFORE_THE_COMMIT,
        ANY
    }

    private static final Duration READY_MAX = Duration.ofSeconds(5);
    private static final String RULES = "rules:\n  root: {when: {action: login, outcome: success, user: root}}\n";

    @TempDir
    Path temp;

    private final Random random = new Random(Long.getLong("seed", 20_261_123));

    private AuthwatchProcess authwatch() {
        return new AuthwatchProcess(temp.resolve("authwatch"))
                .with("AUTHWATCH_HISTORY_MAX_RATE", "1000000")
                .withRules(RULES);
    }

    private RsyslogServer rsyslog(AuthwatchProcess authwatch, int window) {
        return new RsyslogServer(temp.resolve("rsyslog"), "relp-1")
                .with(DropIn.relp()
                        .to("127.0.0.1", authwatch.relpPort())
                        .with("windowSize", Integer.toString(window))
                        .with("action.resumeInterval", "1"));
    }

    private static Duration start(AuthwatchProcess authwatch) {
        Instant began = Instant.now();
        authwatch.start();
        return Duration.between(began, Instant.now());
    }

    /** Waits a moment, while messages are under way. */
    private void awaitUnderWay() {
        LockSupport.parkNanos(Duration.ofMillis(100 + random.nextInt(900)).toNanos());
    }

    private void kill(AuthwatchProcess authwatch, Strace strace, Moment moment) {
        String wal = authwatch.directory().resolve("data/authwatch.db-wal").toString();
        switch (moment) {
            case DURABLE_AND_UNANSWERED -> strace.whenSynced(authwatch.program(), wal, authwatch::kill);
            case BEFORE_THE_COMMIT ->
                strace.during(authwatch.program(), "write,pwrite64,writev,pwritev", wal, authwatch::kill);
            case ANY -> {
                awaitUnderWay();
                authwatch.kill();
            }
        }
    }

    private static double repeated(AuthwatchProcess authwatch) {
        return authwatch.metrics().sum("authwatch_relp_repeated_total");
    }

    @Test
    void kills_duringMessages_loseNothingThatWasAnswered_andRepeatNothing() throws Exception {
        Peers.root("strace attaches to the program");
        try (AuthwatchProcess authwatch = authwatch();
                RsyslogServer rsyslog = rsyslog(authwatch, 128)) {
            Duration first = start(authwatch);
            RelpLoad load = new RelpLoad(rsyslog.start().logger("auth.info", "sshd", 4711));
            Strace strace = new Strace(temp);
            List<Duration> starts = new ArrayList<>();
            double repeated = 0;
            int idle = 0;
            for (int i = 0; i < KILLS + idle; i++) {
                Moment moment = Moment.values()[(i - idle) % Moment.values().length];
                CompletableFuture<Void> given = load.give(MESSAGES / KILLS);
                repeated += i == 0 ? 0 : repeated(authwatch);
                kill(authwatch, strace, moment);
                System.out.println(Instant.now() + " killed, " + moment + ", " + load.given() + " given");
                starts.add(start(authwatch));
                if (moment == Moment.DURABLE_AND_UNANSWERED && !comesAgain(authwatch, load, given)) {
                    idle++;
                    assertTrue(idle <= KILLS, "no commit of messages was met");
                }
                given.join();
            }
            assertAllOnce(authwatch, load);
            System.out.println(load.given() + " messages, " + KILLS + " kills, and " + idle
                    + " at a commit without any:" + " 0 lost, 0 twice; " + (long) (repeated + repeated(authwatch))
                    + " came again; ready after " + starts);
            Duration most = first.multipliedBy(2).compareTo(READY_MAX) > 0 ? first.multipliedBy(2) : READY_MAX;
            assertTrue(starts.stream().allMatch(took -> took.compareTo(most) < 0), starts::toString);
        }
    }

    /**
     * Waits until something comes again; it is false if nothing does and nothing is missing: the commit that was met held
     * no message, such as that of a notification's outcome, and the kill is to be done again.
     */
    private static boolean comesAgain(AuthwatchProcess authwatch, RelpLoad load, CompletableFuture<Void> given) {
        int[] whole = {0};
        Awaitility.await("resends of what was durable")
                .atMost(REPEATED_AFTER_MAX)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    whole[0] += given.isDone() && RelpLoad.kept(authwatch).size() == load.given() ? 1 : 0;
                    return repeated(authwatch) > 0 || whole[0] == WHOLE_LOOKS;
                });
        return repeated(authwatch) > 0;
    }

    @Test
    void stops_duringMessages_loseNothing_andRepeatNothing() throws Exception {
        try (AuthwatchProcess authwatch = authwatch();
                RsyslogServer rsyslog = rsyslog(authwatch, 32)) {
            authwatch.start();
            RelpLoad load = new RelpLoad(rsyslog.start().logger("auth.info", "sshd", 4711));
            for (int i = 0; i < 3; i++) {
                CompletableFuture<Void> given = load.give(1_500);
                awaitUnderWay();
                Instant began = Instant.now();
                assertEquals(143, authwatch.stop().code());
                Duration took = Duration.between(began, Instant.now());
                assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took::toString);
                authwatch.start();
                given.join();
            }
            assertAllOnce(authwatch, load);
        }
    }

    private static void assertAllOnce(AuthwatchProcess authwatch, RelpLoad load) {
        int[] last = {-1, 0};
        Awaitility.await()
                .atMost(SETTLED_MAX)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    int now = RelpLoad.kept(authwatch).size();
                    last[1] = now == last[0] ? last[1] + 1 : 0;
                    last[0] = now;
                    return now >= load.given() || last[1] == QUIET_LOOKS;
                });
        Map<String, Long> kept = RelpLoad.kept(authwatch);
        assertEquals(
                List.of(),
                load.wrong(kept),
                () -> kept.entrySet().stream()
                        .filter(name -> name.getValue() > 1)
                        .limit(10)
                        .flatMap(name -> RelpLoad.copies(authwatch, name.getKey()).stream())
                        .toList()
                        .toString());
        Awaitility.await().atMost(SETTLED_MAX).until(() -> authwatch.metrics().adds());
    }
}
