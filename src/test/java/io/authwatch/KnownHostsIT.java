package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.Rest;
import io.authwatch.testkit.Scrape;
import io.authwatch.testkit.TcpSender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A known host that is claimed from a new address is told once, as an event that was never received: across a stop,
 * where what is known is in the checkpoint, and across a SIGKILL, where the claim is in the log.
 */
class KnownHostsIT {
    private static final String RULES = "rules:\n  moved: {when: {action: host-moved}, per: [host, peer]}\n";

    @TempDir
    Path temp;

    @Test
    void claim_isToldOnce_acrossAStopAndAKill() throws Exception {
        try (AuthwatchProcess authwatch =
                new AuthwatchProcess(temp.resolve("authwatch")).withRules(RULES).start()) {
            assertAllDecided(send(authwatch, "127.0.0.1"));
            assertEquals(List.of(), claims(authwatch));
            authwatch.stop();
            authwatch.start();
            assertAllDecided(send(authwatch, "127.0.0.2"));
            assertEquals(List.of("host web-1, known from 127.0.0.1, was claimed from 127.0.0.2"), claims(authwatch));
            authwatch.kill();
            authwatch.start();
            assertAllDecided(send(authwatch, "127.0.0.2"));
            assertAllDecided(send(authwatch, "127.0.0.1"), 2);
            assertEquals(1, claims(authwatch).size(), "both addresses are known");
            assertEquals(
                    List.of("web-1 was claimed from a new address, 127.0.0.2"),
                    authwatch.api().notifications().stream()
                            .map(notification -> notification.at("/title").asText())
                            .toList());
            JsonNode shape = authwatch.api().unknown().get(0);
            assertEquals("a line that nobody knows {#}", shape.at("/shape").asText());
            assertEquals("sshd", shape.at("/program").asText());
            assertEquals(2, shape.at("/count").asInt());
        }
    }

    private static AuthwatchProcess send(AuthwatchProcess authwatch, String from) throws IOException {
        try (TcpSender sender = new TcpSender(from, authwatch.tcpPort(), "web-1")) {
            sender.send("sshd", "a line that nobody knows " + System.identityHashCode(sender));
        }
        return authwatch;
    }

    private static void assertAllDecided(AuthwatchProcess authwatch) {
        assertAllDecided(authwatch, 1);
    }

    private static void assertAllDecided(AuthwatchProcess authwatch, int messages) {
        Scrape scrape = Rest.await(authwatch, messages);
        assertEquals(messages, scrape.received(), scrape::account);
        assertEquals(messages, scrape.decided(), scrape::account);
    }

    private static List<String> claims(AuthwatchProcess authwatch) {
        return authwatch.api().events().stream()
                .filter(event -> event.at("/event/action").asText().equals("host-moved"))
                .map(event -> event.at("/message").asText())
                .toList();
    }
}
