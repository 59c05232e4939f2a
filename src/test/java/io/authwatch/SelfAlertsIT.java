package io.authwatch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.LoginAlerts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drops and a refused rule file are told once, whatever follows and across a kill; a heartbeat goes out. */
class SelfAlertsIT {
    private static final String PING = "/ping/0c5e8d2f-canary";

    @TempDir
    Path temp;

    @Test
    void dropsAndARefusedRuleFile_areToldOnce_andAHeartbeatGoesOut() throws Exception {
        WireMockServer outside = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
        outside.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));
        outside.start();
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = new AuthwatchProcess(temp)
                        .without("AUTHWATCH_SELF_ENABLED")
                        .with("AUTHWATCH_SELF_OFF", "authwatch-space-low,authwatch-clock")
                        .with("AUTHWATCH_HEARTBEAT_URL", "http://127.0.0.1:" + outside.port() + PING)
                        .with("AUTHWATCH_HEARTBEAT_INTERVAL", "10s")
                        .withRules(LoginAlerts.RULES)
                        .sendingTo(pushover)
                        .start()) {
            drop(authwatch, 3);
            authwatch.withRules("rulez: {}\n");
            assertEquals(List.of("authwatch-drops", "authwatch-rules-refused"), told(authwatch, pushover, 2));
            drop(authwatch, 2);
            await().until(() -> outside.countRequestsMatching(
                                    getRequestedFor(urlEqualTo(PING)).build())
                            .getCount()
                    >= 1);

            authwatch.kill();
            authwatch.withRules(LoginAlerts.RULES).start();
            drop(authwatch, 4);
            await().until(() -> alert(authwatch, "authwatch-drops").get("count").asInt() == 2);
            assertEquals(2, pushover.recorded().size(), "told once, and counted within the cool-down");
            assertFalse(authwatch.output().contains("canary"), "the address is seen nowhere");
            assertFalse(authwatch.api().text(authwatch.management("/q/metrics")).contains("canary"));
        } finally {
            outside.stop();
        }
    }

    /** Connections that announce more than a frame may be. */
    private static void drop(AuthwatchProcess authwatch, int connections) throws IOException {
        double before = authwatch.metrics().sum("authwatch_messages_dropped_total");
        for (int i = 0; i < connections; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), authwatch.tcpPort())) {
                socket.getOutputStream().write("9999999 <38>1 - x".getBytes(StandardCharsets.US_ASCII));
                awaitEnd(socket);
            }
        }
        await().until(() -> authwatch.metrics().sum("authwatch_messages_dropped_total") == before + connections);
    }

    private static void awaitEnd(Socket socket) throws IOException {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException reset) {
            // It was closed with octets unread.
        }
    }

    private static List<String> told(AuthwatchProcess authwatch, FakePushover pushover, int times) {
        List<String> titles = pushover.awaitAccepted(times).stream()
                .map(form -> form.field("title"))
                .toList();
        assertTrue(
                titles.stream().anyMatch(title -> title.matches("Messages dropped: [123] \\(tcp oversize [123]\\)")),
                titles::toString);
        assertTrue(
                titles.stream().anyMatch(title -> title.startsWith("The changed rule file is refused")),
                titles::toString);
        TreeSet<String> alerts = new TreeSet<>();
        authwatch.api().alerts().forEach(alert -> alerts.add(alert.get("rule").asText()));
        TreeSet<String> notifications = new TreeSet<>();
        authwatch
                .api()
                .notifications()
                .forEach(row -> notifications.add(row.get("rule").asText()));
        assertEquals(alerts, notifications);
        return List.copyOf(alerts);
    }

    private static JsonNode alert(AuthwatchProcess authwatch, String rule) {
        return authwatch.api().alerts().stream()
                .filter(alert -> alert.get("rule").asText().equals(rule))
                .findFirst()
                .orElseThrow();
    }
}
