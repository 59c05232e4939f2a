package io.authwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The story that the system tests of the inputs tell: on host web-1 alice is refused five times from 127.0.0.9, logs in
 * from there, and root logs in with a key. The built-in rules tell two things of it, guessing and root-login.
 */
public final class Logins {
    public static final String HOST = "web-1";
    /** How long nothing more may arrive. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final SshServer sshd;
    private final SshClient client;
    private final Path authLog;

    /**
     * @param authLog where rsyslogd writes what it forwards: the time of each message is read there
     */
    public Logins(SshServer sshd, SshClient client, Path authLog) {
        this.sshd = sshd;
        this.client = client;
        this.authLog = authLog;
    }

    /** Refused logins of alice. */
    public void refuse(int times) {
        for (int i = 0; i < times; i++) {
            assertEquals(255, client.login("alice", "wrong one", "127.0.0.9").code());
        }
    }

    /** One login of alice, one of root. */
    public void accept() {
        Program.Finished alice = client.login("alice", "right one", "127.0.0.9");
        assertEquals(0, alice.code(), alice::text);
        Path key = client.newKey();
        sshd.authorise(key.resolveSibling(key.getFileName() + ".pub"));
        Program.Finished root = client.loginWithKey("root", key);
        assertEquals(0, root.code(), root::text);
    }

    /**
     * Exactly the three notifications arrive, whole, and no more.
     *
     * @param refusal what the line of a refused login holds
     */
    public void assertTold(FakePushover pushover, String refusal) {
        pushover.awaitAccepted(3);
        Awaitility.await()
                .during(QUIET)
                .atMost(QUIET.plusSeconds(5))
                .until(() -> pushover.recorded().size() == 3);
        Map<String, FakePushover.Recorded> byTitle = new TreeMap<>();
        pushover.recorded().forEach(form -> byTitle.put(form.field("title"), form));
        String guessing = "alice was refused on web-1 from 127.0.0.9 (5 within 2m)";
        String breakIn = "alice logged in on web-1 from 127.0.0.9";
        String rootLogin = "root logged in on web-1 from 127.0.0.1";
        assertEquals(List.of(breakIn, guessing, rootLogin), List.copyOf(byTitle.keySet()));
        assertForm(byTitle.get(guessing), "0", times(refusal).get(4), "web-1", "alice", "127.0.0.9", "Rule guessing");
        assertForm(
                byTitle.get(breakIn),
                "2",
                times("Accepted ", " for alice ").get(0),
                "web-1",
                "alice",
                "127.0.0.9",
                "Rule break-in");
        assertForm(
                byTitle.get(rootLogin),
                "1",
                times("Accepted publickey for root").get(0),
                "web-1",
                "root",
                "127.0.0.1",
                "Rule root-login");
    }

    private static void assertForm(FakePushover.Recorded sent, String priority, Instant at, String... parts) {
        List<String> fields = priority.equals("2")
                ? List.of("expire", "message", "priority", "retry", "tags", "timestamp", "title", "token", "user")
                : List.of("message", "priority", "timestamp", "title", "token", "user");
        assertEquals(fields, List.copyOf(new TreeMap<>(sent.form()).keySet()));
        assertEquals(FakePushover.TOKEN, sent.field("token"));
        assertEquals(FakePushover.USER, sent.field("user"));
        assertEquals(priority, sent.field("priority"));
        assertEquals("", sent.query());
        for (String part : parts) {
            assertTrue(sent.field("message").contains(part), () -> part + " in " + sent.field("message"));
        }
        Instant told = Instant.ofEpochSecond(Long.parseLong(sent.field("timestamp")));
        assertTrue(Duration.between(told, at).abs().toMillis() <= 1_000, () -> "told " + told + ", was " + at);
    }

    /** When the messages that hold all of {@code parts} were logged, in order. */
    public List<Instant> times(String... parts) {
        try {
            return Files.readAllLines(authLog).stream()
                    .filter(line -> Stream.of(parts).allMatch(line::contains))
                    .map(line -> OffsetDateTime.parse(line.substring(0, line.indexOf(' ')))
                            .toInstant())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
