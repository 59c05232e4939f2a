package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.Answers;
import io.authwatch.testkit.Api;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.LoginAlerts;
import io.authwatch.testkit.Program;
import io.authwatch.testkit.Rest;
import io.authwatch.testkit.Scrape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushover refuses a message and sends the whole form back. It is never sent again, the others go on, and the secrets in
 * it are seen nowhere, though everything is logged that can be.
 */
class PushoverRefusalIT {
    /** So much of a secret is a leak. */
    private static final int TELLTALE = 8;

    private static final List<String> EVERYTHING_LOGGED = List.of(
            "-Xmx256m",
            "-Dquarkus.log.level=TRACE",
            "-Dquarkus.log.category.\"io.quarkus\".level=TRACE",
            "-Dquarkus.log.category.\"io.vertx\".level=TRACE",
            "-Dquarkus.log.category.\"io.netty\".level=TRACE",
            "-Dquarkus.log.category.\"org.jboss.resteasy\".level=TRACE");

    @TempDir
    Path temp;

    @Test
    void echoedForm_isRefusedOnce_shownWithItsReason_andTheOthersGoOn() throws Exception {
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = new AuthwatchProcess(temp)
                        .withFlags(EVERYTHING_LOGGED)
                        .withRules(LoginAlerts.RULES)
                        .sendingTo(pushover)
                        .start()) {
            pushover.next(Answers.echo());
            LoginAlerts.raise(authwatch, "ann");
            assertRefused(LoginAlerts.await(authwatch, "ann", "state", "failed"));
            LoginAlerts.raise(authwatch, "ben");
            LoginAlerts.await(authwatch, "ben", "state", "sent");
            assertEquals(List.of("ann", "ben"), LoginAlerts.users(pushover.recorded()), "each was sent once");
            assertAccount(Rest.await(authwatch, 2));
            assertHidden("the answer to a test", echoedTest(authwatch, pushover).toString());
            findTheQuotaSpent(authwatch, pushover);
            assertEquals(List.of("cid"), LoginAlerts.users(authwatch, "pending"));
            seen(authwatch).forEach(PushoverRefusalIT::assertHidden);
            assertDebugged(authwatch.output());
        }
    }

    private static void assertRefused(JsonNode notification) {
        assertEquals(1, notification.get("attempts").asInt());
        assertEquals("rejected", notification.get("result").asText());
        String detail = notification.get("detail").asText();
        assertTrue(detail.startsWith("Pushover refused it with 400: cannot take *** for *** in {message=ann"), detail);
    }

    private static void assertAccount(Scrape scrape) {
        assertEquals(2, scrape.decided(), scrape::account);
        assertEquals(1, scrape.sum("authwatch_notifications_total", "result=\"rejected\""));
        assertEquals(1, scrape.sum("authwatch_notifications_total", "result=\"sent\""));
        assertEquals(0, scrape.sum("authwatch_outbox_pending"));
    }

    private static JsonNode echoedTest(AuthwatchProcess authwatch, FakePushover pushover) {
        pushover.next(Answers.echo());
        JsonNode test = authwatch.api().testNotification();
        assertEquals("rejected", test.get("result").asText());
        return test;
    }

    /** To be told the quota takes the token in an address, which programs like to log. */
    private static void findTheQuotaSpent(AuthwatchProcess authwatch, FakePushover pushover) throws Exception {
        pushover.next(Answers.quotaSpent());
        LoginAlerts.raise(authwatch, "cid");
        LoginAlerts.await(authwatch, "cid", "result", "quota");
        authwatch.kill();
        int asked = pushover.asked();
        authwatch.start();
        Awaitility.await().until(() -> pushover.asked() > asked);
        Rest.await(authwatch, 0);
    }

    /** Everything that somebody could see of the running program, by where. */
    private static Map<String, String> seen(AuthwatchProcess authwatch) throws IOException {
        Map<String, String> seen = new TreeMap<>();
        seen.put("the log", authwatch.output());
        seen.put("the process list", processList());
        seen.put("a thread dump", threadDump(authwatch.program().pid()));
        seen.put("the files", files(authwatch.directory()));
        Api api = authwatch.api();
        for (String path : List.of("/q/metrics", "/q/health", "/q/health/ready", "/q/info", "/q/nothing", "/")) {
            seen.put(path + " of the management port", api.body(authwatch.management(path)));
        }
        for (String path :
                List.of("events", "alerts", "notifications", "hosts", "events?limit=x", "nothing", "explain")) {
            seen.put("/api/" + path, api.body("/api/" + path));
            seen.put(
                    "/api/" + path + " without the password",
                    authwatch.api("wrong").body("/api/" + path));
        }
        seen.put(
                "/api/explain with lines",
                api.explain("sshd: Accepted password for x from y").toString());
        seen.put("/", api.body("/"));
        return seen;
    }

    private static String processList() throws IOException {
        StringBuilder list = new StringBuilder();
        List<Path> processes;
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            processes = entries.filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
                    .toList();
        }
        for (Path process : processes) {
            try {
                list.append(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1))
                        .append('\n');
            } catch (IOException e) {
                // It ended meanwhile.
            }
        }
        assertTrue(list.toString().contains("quarkus-run.jar"), "the program itself is in the list");
        return list.toString();
    }

    private static String threadDump(long pid) {
        Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
        Program.Finished dump = Program.run(
                "jstack", new ProcessBuilder(jstack.toString(), "-l", Long.toString(pid)), Duration.ofSeconds(30));
        assertTrue(dump.text().contains("authwatch-writer"), dump::text);
        return dump.text();
    }

    private static String files(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(directory)) {
            files = new ArrayList<>(tree.filter(Files::isRegularFile).toList());
        }
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
        }
        assertTrue(text.toString().contains("SQLite format 3"), "the ledger is among them");
        return text.toString();
    }

    /** Else nothing is shown by what the log does not hold: of ours, of Netty and of the REST client. */
    private static void assertDebugged(String log) {
        for (String part : List.of(" DEBUG ", " INFO ", " WARN ", " [PooledByteBufAllocator] ", " [ClientImpl] ")) {
            assertTrue(log.contains(part), () -> part + " in " + log);
        }
    }

    private static void assertHidden(String where, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String secret : List.of(FakePushover.TOKEN, FakePushover.USER)) {
            int found = lower.indexOf(secret.substring(0, TELLTALE).toLowerCase(Locale.ROOT));
            assertFalse(
                    found >= 0,
                    () -> where + ": " + text.substring(Math.max(0, found - 200), Math.min(text.length(), found + 50)));
        }
    }
}
