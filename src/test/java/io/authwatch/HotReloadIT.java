package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.MountedRules;
import io.authwatch.testkit.Rest;
import io.authwatch.testkit.TcpSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ConfigMap that is swapped under the running program, under load: taken within ten seconds, or refused without an effect. */
class HotReloadIT {
    private static final Duration TAKEN_MAX = Duration.ofSeconds(10);
    private static final String GUESSING = "rules:\n"
            + "  guessing: {when: {action: login, outcome: failure}, count: 5, within: 10m, per: [host, source]}\n";
    private static final String REFUSED = "Failed password for alice from 192.0.2.7 port 22 ssh2";
    private static final String ROOT = "Accepted password for root from 192.0.2.8 port 22 ssh2";

    @TempDir
    Path temp;

    @Test
    void swappedRules_areTaken_keepAWindowAtFourOfFive_andABadFileChangesNothing() throws Exception {
        MountedRules mount = new MountedRules(temp.resolve("rules"), GUESSING);
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("authwatch"))
                        .with("AUTHWATCH_RULES", mount.file().toString())
                        .sendingTo(pushover)
                        .start();
                Load load = new Load(authwatch);
                TcpSender sender = new TcpSender(authwatch.tcpPort(), "web-1")) {
            for (int i = 0; i < 4; i++) {
                sender.send("sshd", REFUSED);
            }
            sender.send("sshd", ROOT);
            Rest.await(authwatch, 5);
            assertEquals(List.of(), pushover.recorded());

            load.start();
            double before = loaded(authwatch);
            mount.swap(GUESSING + "  root-login: {when: {action: login, user: root}, priority: high}\n");
            Awaitility.await().atMost(TAKEN_MAX).until(() -> loaded(authwatch) > before);
            sender.send("sshd", REFUSED);
            sender.send("sshd", ROOT);
            pushover.awaitAccepted(2);
            assertEquals(
                    List.of("0 guessing", "1 root-login"),
                    authwatch.api().notifications().stream()
                            .map(sent -> (sent.get("priority").asText().equals("high") ? "1 " : "0 ")
                                    + sent.get("rule").asText())
                            .sorted()
                            .toList());

            double taken = loaded(authwatch);
            mount.swap(GUESSING + "  root-login: {when: {action: login, user: root}, priorty: low}\n");
            Awaitility.await()
                    .atMost(TAKEN_MAX)
                    .until(() -> authwatch.metrics().sum("authwatch_rules_load_failures_total") >= 1);
            assertEquals(taken, loaded(authwatch));
            assertTrue(authwatch.output().contains("'priorty'"), authwatch::output);
            assertTrue(authwatch.output().contains("'priority'"), authwatch::output);
            String health = authwatch.api().body(authwatch.management("/q/health"));
            assertTrue(health.contains("refused"), health);
            assertEquals(200, authwatch.api().status(authwatch.management("/q/health/ready")));

            sender.send("sshd", ROOT.replace("192.0.2.8", "192.0.2.9"));
            assertEquals("1", pushover.awaitAccepted(3).get(2).field("priority"));
            assertTrue(load.end() > 1_000, "the load was one");
            Rest.await(authwatch, 10);
        }
    }

    /** Logins of another host, as fast as they are taken, while rules come and go. */
    private static final class Load implements AutoCloseable {
        private final TcpSender sender;
        private final AtomicInteger sent = new AtomicInteger();
        private final Thread thread = new Thread(this::run, "load");
        private volatile boolean ended;

        Load(AuthwatchProcess authwatch) throws IOException {
            sender = new TcpSender(authwatch.tcpPort(), "db-1");
        }

        void start() {
            thread.start();
        }

        private void run() {
            try {
                while (!ended) {
                    sender.send("sshd", "Accepted password for bob from 192.0.2.20 port 22 ssh2");
                    sent.incrementAndGet();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Ends it, and answers how many there were. */
        int end() throws InterruptedException {
            ended = true;
            thread.join();
            return sent.get();
        }

        @Override
        public void close() throws IOException, InterruptedException {
            end();
            sender.close();
        }
    }

    private static double loaded(AuthwatchProcess authwatch) {
        return authwatch.metrics().sum("authwatch_rules_loaded_timestamp_seconds");
    }
}
