package io.authwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A {@link Machine} that is watched as the README says: its programs log to a real rsyslogd with the shipped TCP
 * drop-in, widened to cron, and that one forwards to the built jar.
 */
public final class WatchedMachine implements AutoCloseable {
    public static final String HOST = "web-1";
    /** Where {@link SshServer} asks from whether it listens; no client of a test may come from there. */
    public static final String ASKS_FROM = "127.0.0.1";

    private static final Duration ARRIVAL_MAX = Duration.ofSeconds(60);
    private static final String MARKER_PROGRAM = "marker";

    private final AuthwatchProcess authwatch;
    private final RsyslogServer rsyslog;
    private final Machine machine;
    private int markers;

    private WatchedMachine(AuthwatchProcess authwatch, RsyslogServer rsyslog, Machine machine) {
        this.authwatch = authwatch;
        this.rsyslog = rsyslog;
        this.machine = machine;
    }

    /**
     * Starts all of it.
     *
     * @param directory an empty folder
     */
    public static WatchedMachine start(Path directory) {
        open(directory);
        AuthwatchProcess authwatch = new AuthwatchProcess(directory.resolve("authwatch"))
                .with("AUTHWATCH_FACILITIES", "auth,authpriv,cron")
                .start();
        RsyslogServer rsyslog = new RsyslogServer(directory.resolve("rsyslog"), HOST)
                .with(DropIn.tcp().to("127.0.0.1", authwatch.tcpPort()).forwarding("auth,authpriv,cron.*"))
                .writing(directory.resolve("auth.log"))
                .start();
        return new WatchedMachine(authwatch, rsyslog, Machine.start(directory.resolve("machine"), rsyslog.socket()));
    }

    /** A program that runs as a user must come by to the socket that /dev/log leads to, as on a real machine. */
    private static void open(Path directory) {
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Machine machine() {
        return machine;
    }

    public AuthwatchProcess authwatch() {
        return authwatch;
    }

    /** All events so far, oldest first, without the markers; whatever was logged before the call is among them. */
    public List<JsonNode> events() {
        String marker = "marker " + ++markers;
        rsyslog.log("authpriv.notice", MARKER_PROGRAM, 1, List.of(marker));
        Awaitility.await()
                .atMost(ARRIVAL_MAX)
                .until(() -> authwatch.api().events().stream()
                        .anyMatch(event -> event.at("/message").asText().equals(marker)));
        Rest.await(authwatch, markers);
        List<JsonNode> events = authwatch.api().allEvents().stream()
                .filter(event -> !event.at("/process/name").asText().equals(MARKER_PROGRAM))
                .collect(Collectors.toList());
        Collections.reverse(events);
        return events;
    }

    /** Everything that was received was decided, and listed; nothing was dropped, ignored or not understood. */
    public void assertAllRecognised(List<JsonNode> events) {
        Scrape scrape = authwatch.metrics();
        assertTrue(scrape.adds(), scrape::account);
        assertEquals(0, scrape.dropped(), scrape::account);
        assertEquals(0, scrape.ignored(), scrape::account);
        assertEquals(events.size() + markers, scrape.received(), scrape::account);
        List<String> others = events.stream()
                .filter(event -> EventText.action(event).equals("other"))
                .map(event -> event.at("/event/original").asText())
                .toList();
        assertEquals(List.of(), others.isEmpty() ? List.of() : notTaken(others), "lines that no recogniser took");
    }

    /** Of these lines, those that fit no pattern; what fits one and is still of no interest is not among them. */
    private List<String> notTaken(List<String> lines) {
        return authwatch.api().explain(String.join("\n", lines)).stream()
                .filter(explained -> explained.at("/authwatch/pattern").asText().isEmpty())
                .map(EventText::line)
                .toList();
    }

    /** No event names a source that nobody came from. */
    public static void assertSources(Set<String> sources, List<JsonNode> events) {
        assertEquals(
                List.of(),
                events.stream()
                        .filter(event -> event.at("/source").isObject())
                        .filter(event -> !event.at("/source/ip").asText().equals(ASKS_FROM))
                        .filter(event ->
                                !sources.contains(event.at("/source/ip").asText())
                                        || event.at("/source").has("domain"))
                        .map(EventText::line)
                        .toList(),
                "events with a source that is not one of " + sources);
    }

    @Override
    public void close() {
        machine.close();
        rsyslog.close();
        authwatch.close();
    }
}
