package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.EventText;
import io.authwatch.testkit.Program;
import io.authwatch.testkit.SshAttempt;
import io.authwatch.testkit.SshClient;
import io.authwatch.testkit.SshServer;
import io.authwatch.testkit.WatchedMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One attempt is counted once: real clients try 1, 3 and 6 times a connection at a real sshd, by password,
 * keyboard-interactive and key, under a known and an unknown name, at two verbosities and two limits. Every connection
 * comes from an address of its own, many at a time.
 */
class AttemptsIT {
    private static final List<Integer> TRIES = List.of(1, 3, 6);
    private static final List<String> USERS = List.of("alice", "nobody-here");
    private static final int KEYS = 6;
    private static final int AT_A_TIME = 6;
    /** What sshd says by default, with room for six tries more than its limit of six. */
    private static final String[] ROOMY = {"MaxAuthTries 12", "MaxStartups 100", "PasswordAuthentication yes"};

    private static final String[] VERBOSE = {
        "LogLevel VERBOSE", "MaxAuthTries 12", "MaxStartups 100", "PasswordAuthentication yes"
    };
    /** The sixth try is the last that sshd allows. */
    private static final String[] TIGHT = {
        "LogLevel VERBOSE", "MaxAuthTries 6", "MaxStartups 100", "PasswordAuthentication yes"
    };

    @TempDir
    Path temp;

    private final Map<String, Integer> expected = new TreeMap<>();
    private final Map<String, String> stories = new TreeMap<>();
    private final List<SshAttempt> attempts = new ArrayList<>();

    @Test
    void attemptsCounted_areTheTriesMade_byEveryMethodAndVerbosity() throws Exception {
        try (WatchedMachine watched = WatchedMachine.start(temp)) {
            watched.machine().addUser("alice", "right one");
            List<Path> keys = keys();
            try (SshServer roomy = server(watched, "roomy", ROOMY);
                    SshServer verbose = server(watched, "verbose", VERBOSE);
                    SshServer tight = server(watched, "tight", TIGHT)) {
                verbose.authorise(keys.get(0).resolveSibling("id_ed25519.pub"));
                List<Path> wrong = keys.subList(1, keys.size());
                for (int tries : TRIES) {
                    for (String user : USERS) {
                        plan("roomy", roomy, user, tries, List.of());
                        plan("verbose", verbose, user, tries, wrong);
                        plan("tight", tight, user, tries, wrong);
                    }
                    // Of the keys of a known user, sshd tells only at VERBOSE.
                    planKeys("roomy", roomy, "nobody-here", wrong.subList(0, tries));
                }
                planLogins(verbose, keys);
                run();
                for (SshServer server : List.of(roomy, verbose, tight)) {
                    server.awaitIdle();
                }
                List<JsonNode> events = watched.events();
                assertEquals("", miscounted(events));
                WatchedMachine.assertSources(expected.keySet(), events);
                watched.assertAllRecognised(events);
            }
        }
    }

    private SshServer server(WatchedMachine watched, String name, String... settings) {
        return SshServer.start(watched.machine(), temp.resolve(name), SshServer.Asks.KEYBOARD_INTERACTIVE, settings);
    }

    private void plan(String name, SshServer server, String user, int tries, List<Path> keys) {
        for (String method : List.of("password", "keyboard-interactive")) {
            next(name + " " + method + " " + user + " " + tries, server, user, tries)
                    .answering(method, "wrong one", tries);
        }
        if (!keys.isEmpty()) {
            planKeys(name, server, user, keys.subList(0, tries));
        }
    }

    /**
     * Of the keys of an unknown user, sshd logs nothing at any verbosity: userauth_pubkey (auth2-pubkey.c) refuses them
     * before it asks the half that logs. There is one line, of the name, and so there is one attempt.
     */
    private void planKeys(String name, SshServer server, String user, List<Path> keys) {
        int told = user.equals("alice") ? keys.size() : 1;
        next(name + " publickey " + user + " " + keys.size(), server, user, told)
                .offering(keys);
    }

    /** Keys that an agent offers before the login are no attempts; a password that was refused before it is one. */
    private void planLogins(SshServer server, List<Path> keys) {
        List<Path> rightLast = List.of(keys.get(1), keys.get(2), keys.get(0));
        next("the third key is right", server, "alice", 0).offering(rightLast);
        next("two keys are wrong, the password is right", server, "alice", 0)
                .offering(keys.subList(1, 3))
                .answering("password", "right one", 1);
        next("two keys are wrong, the answer is right", server, "alice", 0)
                .offering(keys.subList(1, 3))
                .answering("keyboard-interactive", "right one", 1);
    }

    private SshAttempt next(String story, SshServer server, String user, int tries) {
        String source = "127.0.1." + (attempts.size() + 1);
        SshAttempt attempt = new SshAttempt(temp.resolve("client-" + attempts.size()), server.port(), source, user);
        attempts.add(attempt);
        expected.put(source, tries);
        stories.put(source, story);
        return attempt;
    }

    private void run() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<Program.Finished>> ends = new ArrayList<>();
            attempts.forEach(attempt -> ends.add(clients.submit(attempt::run)));
            for (int i = 0; i < ends.size(); i++) {
                String source = "127.0.1." + (i + 1);
                Program.Finished end = ends.get(i).get();
                assertEquals(expected.get(source) == 0 ? 0 : 255, end.code(), () -> stories.get(source) + end.text());
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private List<Path> keys() {
        List<Path> keys = new ArrayList<>();
        for (int i = 0; i <= KEYS; i++) {
            keys.add(new SshClient(temp.resolve("key-" + i), 0).newKey());
        }
        return keys;
    }

    private static Map<String, Integer> counted(List<JsonNode> events) {
        return events.stream()
                .filter(EventText::isFailedLogin)
                .collect(Collectors.groupingBy(
                        event -> event.at("/source/ip").asText(),
                        TreeMap::new,
                        Collectors.summingInt(event -> event.at("/auth/count").asInt())));
    }

    private String miscounted(List<JsonNode> events) {
        Map<String, Integer> counted = counted(events);
        return stories.keySet().stream()
                .filter(source -> !expected.get(source).equals(counted.getOrDefault(source, 0)))
                .map(source -> stories.get(source) + ": told " + counted.getOrDefault(source, 0) + ", expected "
                        + expected.get(source) + "\n" + connection(events, source))
                .collect(Collectors.joining("\n"));
    }

    private static String connection(List<JsonNode> events, String source) {
        List<String> pids = events.stream()
                .filter(event -> event.at("/source/ip").asText().equals(source))
                .map(event -> event.at("/process/pid").asText())
                .toList();
        return events.stream()
                .filter(event -> pids.contains(event.at("/process/pid").asText()))
                .map(event -> "  " + EventText.line(event))
                .collect(Collectors.joining("\n"));
    }
}
