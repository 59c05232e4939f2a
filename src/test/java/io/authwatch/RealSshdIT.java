package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.EventText;
import io.authwatch.testkit.HostileTexts;
import io.authwatch.testkit.Program;
import io.authwatch.testkit.RawSshClient;
import io.authwatch.testkit.SshAttempt;
import io.authwatch.testkit.SshServer;
import io.authwatch.testkit.Vis;
import io.authwatch.testkit.WatchedMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who can type a login name, a version or a reason to a real sshd cannot make Authwatch say what did not happen. Every
 * connection comes from an address of its own, and that address, the name and the outcome come out; the addresses that
 * the texts hold never do.
 */
class RealSshdIT {
    private static final int AT_A_TIME = 6;

    @TempDir
    Path temp;

    private WatchedMachine watched;
    private SshServer sshd;
    private final Map<String, String> names = new TreeMap<>();
    private final Set<String> sources = new TreeSet<>();

    @BeforeEach
    void start() {
        watched = WatchedMachine.start(temp);
    }

    @AfterEach
    void stop() {
        if (sshd != null) {
            sshd.close();
        }
        watched.close();
    }

    @Test
    void hostileNames_areReadAsNames_fromTheirTrueSource() throws Exception {
        for (int i = 0; i < HostileTexts.KNOWN.size(); i++) {
            account(HostileTexts.KNOWN.get(i), 5000 + i);
        }
        sshd = server(SshServer.Asks.PASSWORD, "LogLevel VERBOSE");
        List<SshAttempt> attempts = new ArrayList<>();
        for (List<String> list : List.of(HostileTexts.ATTACKS, HostileTexts.ODD, HostileTexts.KNOWN)) {
            for (String name : list) {
                attempts.add(attempt(name).answering("password", "wrong one", 1));
            }
        }
        assertEquals(Set.of(255), run(attempts));
        assertRefused();
    }

    @Test
    void hostileNames_atKeyboardInteractive_areReadAsNames() throws Exception {
        for (int i = 0; i < HostileTexts.KNOWN.size(); i++) {
            account(HostileTexts.KNOWN.get(i), 5000 + i);
        }
        sshd = server(SshServer.Asks.KEYBOARD_INTERACTIVE);
        List<SshAttempt> attempts = new ArrayList<>();
        for (List<String> list : List.of(HostileTexts.ATTACKS, HostileTexts.KNOWN)) {
            for (String name : list) {
                attempts.add(attempt(name).answering("keyboard-interactive", "wrong one", 1));
            }
        }
        assertEquals(Set.of(255), run(attempts));
        assertRefused();
    }

    @Test
    void accountsWithHostileNames_logInUnderThem_fromTheirTrueSource() throws Exception {
        List<SshAttempt> attempts = new ArrayList<>();
        sshd = server(SshServer.Asks.PASSWORD, "LogLevel VERBOSE");
        for (int i = 0; i < HostileTexts.KNOWN.size(); i++) {
            account(HostileTexts.KNOWN.get(i), 5000 + i);
            attempts.add(attempt(HostileTexts.KNOWN.get(i)).answering("password", "right one", 1));
        }
        assertEquals(Set.of(0), run(attempts));
        List<JsonNode> events = settled();
        Map<String, String> told = events.stream()
                .filter(event -> EventText.action(event).equals("login"))
                .collect(Collectors.toMap(
                        event -> event.at("/source/ip").asText(),
                        event -> event.at("/event/outcome").asText() + " "
                                + event.at("/user/name").asText(),
                        (one, other) -> one + " and " + other,
                        TreeMap::new));
        Map<String, String> expected = new TreeMap<>();
        names.forEach((source, name) -> expected.put(source, "success " + name));
        assertEquals(expected, told);
        assertHolds(events);
    }

    @Test
    void hostileVersionsReasonsAndOffers_nameNobody() {
        sshd = server(SshServer.Asks.PASSWORD, "LogLevel VERBOSE");
        RawSshClient client = new RawSshClient(sshd.port());
        HostileTexts.VERSIONS.forEach(version -> client.version(source(), version));
        HostileTexts.REASONS.forEach(reason -> client.disconnect(source(), 11, reason));
        HostileTexts.REASONS.forEach(reason -> client.disconnect(source(), 2, reason));
        HostileTexts.OFFERS.forEach(offer -> client.offer(source(), offer));
        List<JsonNode> events = settled();
        assertEquals(
                List.of(),
                events.stream()
                        .filter(event -> event.has("user")
                                || event.at("/event/category").toString().contains("authentication"))
                        .map(EventText::line)
                        .toList(),
                "events of somebody");
        Set<String> seen = events.stream()
                .map(event -> event.at("/source/ip").asText())
                .filter(address -> !address.isEmpty() && !address.equals(WatchedMachine.ASKS_FROM))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(sources, seen, "sources seen");
        assertHolds(events);
    }

    /** Every name once, from its source, and marked if it is an attack; no other login at all. */
    private void assertRefused() {
        List<JsonNode> events = settled();
        Map<String, String> told = new TreeMap<>();
        for (JsonNode event : events) {
            if (EventText.action(event).equals("login")
                    && event.at("/auth/count").asInt() > 0) {
                told.merge(event.at("/source/ip").asText(), refusal(event), (one, other) -> one + " and " + other);
            }
        }
        Map<String, String> expected = new TreeMap<>();
        names.forEach((source, name) -> expected.put(
                source,
                "failure 1 " + Vis.name(name)
                        + (HostileTexts.ATTACKS.contains(name) || HostileTexts.KNOWN.contains(name)
                                ? " suspicious"
                                : "")));
        assertEquals(lines(expected), lines(told));
        assertHolds(events);
    }

    private static String refusal(JsonNode event) {
        return event.at("/event/outcome").asText() + " "
                + event.at("/auth/count").asInt() + " "
                + event.at("/user/name").asText()
                + (event.at("/auth/suspicious").asBoolean() ? " suspicious" : "");
    }

    private static String lines(Map<String, String> map) {
        return map.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("\n"));
    }

    /** Whatever was logged: recognised, and of no other source than the one of its connection. */
    private void assertHolds(List<JsonNode> events) {
        assertNotEquals(0, events.size());
        WatchedMachine.assertSources(sources, events);
        Map<String, Set<String>> byPid = events.stream()
                .filter(event -> event.at("/source").has("ip"))
                .collect(Collectors.groupingBy(
                        event -> event.at("/process/pid").asText(),
                        TreeMap::new,
                        Collectors.mapping(event -> event.at("/source/ip").asText(), Collectors.toSet())));
        assertEquals(
                List.of(),
                byPid.entrySet().stream()
                        .filter(one -> one.getValue().size() != 1)
                        .toList(),
                "connections of several sources");
        watched.assertAllRecognised(events);
    }

    private List<JsonNode> settled() {
        sshd.awaitIdle();
        return watched.events();
    }

    private SshServer server(SshServer.Asks asks, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("MaxStartups 100");
        return SshServer.start(watched.machine(), temp.resolve("sshd"), asks, all.toArray(String[]::new));
    }

    /** An account whose name useradd would refuse, written as a person with an editor would. */
    private void account(String name, int uid) {
        Program.Finished made = watched.machine()
                .run(
                        "bash",
                        "-c",
                        "printf '%s:x:%s:%s::/:/bin/bash\\n' \"$1\" \"$2\" \"$2\" >> /etc/passwd && printf '%s:%s:19000::::::\\n' \"$1\" \"$(openssl passwd -6 'right one')\" >> /etc/shadow",
                        "account",
                        name,
                        Integer.toString(uid));
        assertEquals(0, made.code(), made::text);
    }

    private String source() {
        String source = "127.0.2." + (sources.size() + 1);
        sources.add(source);
        return source;
    }

    private SshAttempt attempt(String name) {
        String source = source();
        names.put(source, name);
        return new SshAttempt(temp.resolve("client-" + source), sshd.port(), source, name);
    }

    private static Set<Integer> run(List<SshAttempt> attempts) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<Program.Finished>> ends = new ArrayList<>();
            attempts.forEach(attempt -> ends.add(clients.submit(attempt::run)));
            Set<Integer> codes = new TreeSet<>();
            for (Future<Program.Finished> end : ends) {
                codes.add(end.get().code());
            }
            return codes;
        } finally {
            clients.shutdownNow();
        }
    }
}
