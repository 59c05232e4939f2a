package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.Answers;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.DropIn;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.NumberedLogins;
import io.authwatch.testkit.Peers;
import io.authwatch.testkit.RsyslogServer;
import io.authwatch.testkit.Strace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL again and again while a real rsyslogd sends over TCP and a file grows. Where a kill falls is not left to
 * chance: the program is held inside the system call in question (or its send unanswered) when it strikes.
 *
 * <p>Of the file, every line is decided exactly once. TCP cannot tell its sender what was lost with a connection: what
 * the kills took is printed, and what arrived is alerted once. Runs 5 kills, 20 with {@code -Dnightly=true}.
 */
class KillIT {
    private static final int KILLS = Boolean.getBoolean("test.nightly") ? 20 : 5;
    private static final Duration SETTLED_MAX = Duration.ofSeconds(120);
    private static final String RULES =
            "rules:\n  entered: {when: {action: login, outcome: success}, per: [host, user]}\n";

    @TempDir
    Path temp;

    /** Where in the way of a message a kill falls. */
    private enum Moment {
        READING,
        WRITING,
        COMMITTING,
        SENDING
    }

    @Test
    void kills_whileReadingCommittingAndSending_loseNothing_andRepeatAtMostOneSendEach() throws Exception {
        Peers.root("strace attaches to the program");
        Path log = temp.resolve("auth.log");
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("authwatch"))
                        .with("AUTHWATCH_FILES", log.toString())
                        .withRules(RULES)
                        .with("AUTHWATCH_STORM_ENABLED", "false")
                        .with("AUTHWATCH_QUOTA_BURST", "31d") // every alert is a message of its own
                        .sendingTo(pushover)
                        .start();
                RsyslogServer rsyslog = new RsyslogServer(temp.resolve("rsyslog"), "tcp-1")
                        .with(DropIn.tcp().to("127.0.0.1", authwatch.tcpPort()).with("action.resumeInterval", "1"))
                        .start();
                NumberedLogins logins = new NumberedLogins(log, rsyslog.logger("auth.info", "sshd", 4711))) {
            List<Instant> killedAt = new ArrayList<>();
            Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
            Strace strace = new Strace(temp);
            for (int i = 0; i < KILLS; i++) {
                Moment moment = Moment.values()[i % Moment.values().length];
                int before = logins.written();
                Awaitility.await().atMost(SETTLED_MAX).until(() -> logins.written() > before + 200);
                killAt(moment, authwatch, pushover, strace, log);
                killedAt.add(Instant.now());
                kills.merge(moment, 1, Integer::sum);
                authwatch.start();
            }
            logins.stop();
            assertEquals(Moment.values().length, kills.size(), kills::toString);
            awaitLast(authwatch, logins);
            assertFileLinesOnce(authwatch, logins);
            assertAlertsSent(authwatch, pushover, logins, killedAt);
        }
    }

    private static void killAt(
            Moment moment, AuthwatchProcess authwatch, FakePushover pushover, Strace strace, Path log) {
        String data = authwatch.directory().resolve("data").toString();
        String caught = switch (moment) {
            case READING ->
                strace.during(authwatch.program(), "read,pread64,readv,preadv", log.toString(), authwatch::kill);
            case WRITING ->
                strace.during(
                        authwatch.program(),
                        "write,pwrite64,writev,pwritev",
                        data + "/authwatch.db-wal",
                        authwatch::kill);
            case COMMITTING ->
                strace.during(authwatch.program(), "fsync,fdatasync", data + "/authwatch.db-wal", authwatch::kill);
            case SENDING -> {
                killWhileSending(authwatch, pushover);
                yield "an accepted send without its answer";
            }
        };
        System.out.println("killed while " + moment + ": " + caught);
    }

    /** Pushover takes the message, and its answer stays away until the program is gone. */
    private static void killWhileSending(AuthwatchProcess authwatch, FakePushover pushover) {
        CountDownLatch taken = new CountDownLatch(1);
        pushover.next((form, fake) -> {
            taken.countDown();
            return Answers.real().to(form, fake).withFixedDelay(30_000);
        });
        Awaitility.await().atMost(SETTLED_MAX).until(() -> taken.getCount() == 0);
        authwatch.kill();
    }

    private static void awaitLast(AuthwatchProcess authwatch, NumberedLogins logins) {
        String last = "f" + (logins.written() - 1);
        Awaitility.await()
                .atMost(SETTLED_MAX)
                .until(() -> authwatch.api().events().stream()
                        .anyMatch(event -> event.at("/user/name").asText().equals(last)));
        Awaitility.await()
                .atMost(SETTLED_MAX)
                .until(() -> authwatch.metrics().sum("authwatch_outbox_pending") == 0
                        && authwatch.metrics().adds());
    }

    private static void assertFileLinesOnce(AuthwatchProcess authwatch, NumberedLogins logins) {
        Map<String, Long> listed = authwatch.api().allEvents().stream()
                .map(event -> event.at("/user/name").asText())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        List<String> wrong = logins.all("f").stream()
                .filter(name -> listed.getOrDefault(name, 0L) != 1)
                .toList();
        assertEquals(List.of(), wrong, "lines of the file that are not listed exactly once");
        long lost = logins.all("t").stream()
                .filter(name -> !listed.containsKey(name))
                .count();
        long twice = logins.all("t").stream()
                .filter(name -> listed.getOrDefault(name, 0L) > 1)
                .count();
        System.out.println(logins.written() + " lines each; of TCP's " + lost + " were lost with a connection, " + twice
                + " sent again by rsyslog");
    }

    private static void assertAlertsSent(
            AuthwatchProcess authwatch, FakePushover pushover, NumberedLogins logins, List<Instant> killedAt) {
        List<JsonNode> alerts = authwatch.api().alerts();
        Map<String, Long> alerted = alerts.stream()
                .filter(alert -> alert.get("host").asText().equals("file-1"))
                .collect(Collectors.groupingBy(
                        alert -> alert.get("key").get(1).asText(), TreeMap::new, Collectors.counting()));
        Map<String, Long> expected =
                logins.accepted("f").stream().collect(Collectors.toMap(Function.identity(), name -> 1L));
        assertEquals(new TreeMap<>(expected), alerted);
        Map<String, Long> sends = pushover.accepted().stream()
                .collect(Collectors.groupingBy(
                        sent -> sent.field("title").split(" ", 2)[0], TreeMap::new, Collectors.counting()));
        List<String> untold = alerts.stream()
                .map(alert -> alert.get("key").get(1).asText())
                .filter(user -> !sends.containsKey(user))
                .toList();
        assertEquals(List.of(), untold, "alerts that were never sent");
        Map<Integer, Long> repeated = repeatedByKill(pushover.accepted(), killedAt);
        System.out.println(alerts.size() + " alerts; sends repeated, by the kill before: " + repeated);
        assertTrue(repeated.values().stream().allMatch(sendsOfOneKill -> sendsOfOneKill <= 1), repeated::toString);
    }

    /** How many sends came a second time, each told to the last kill before it. */
    private static Map<Integer, Long> repeatedByKill(List<FakePushover.Recorded> accepted, List<Instant> killedAt) {
        Set<String> sent = new HashSet<>();
        return accepted.stream()
                .filter(form -> !sent.add(form.field("title")))
                .collect(Collectors.groupingBy(
                        form -> (int) killedAt.stream()
                                .filter(kill -> kill.isBefore(form.arrived()))
                                .count(),
                        TreeMap::new,
                        Collectors.counting()));
    }
}
