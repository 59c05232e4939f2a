package io.authwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fake is only worth something if it says no where the real one does. */
class FakePushoverTest {
    private final FakePushover pushover = FakePushover.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        pushover.close();
    }

    @Test
    void goodForm_isAcceptedAndCounted() throws Exception {
        HttpResponse<String> answer = post(Map.of("message", "\uD83D\uDE00".repeat(1024), "title", "t"));
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().startsWith("{\"status\":1,\"request\":"), answer.body());
        assertEquals(
                "9999", answer.headers().firstValue("X-Limit-App-Remaining").orElseThrow());
        assertEquals("t", pushover.accepted().get(0).field("title"));
    }

    @Test
    void badForm_isRefusedForItsFault() throws Exception {
        assertRefused("token", Map.of("token", "x"));
        assertRefused("user", Map.of("user", ""));
        assertRefused("message", Map.of("message", " "));
        assertRefused("message", Map.of("message", "x".repeat(1025)));
        assertRefused("title", Map.of("title", "x".repeat(251)));
        assertRefused("url", Map.of("url", "x".repeat(513)));
        assertRefused("url_title", Map.of("url_title", "x".repeat(101)));
        assertRefused("priority", Map.of("priority", "3"));
        assertRefused("retry", Map.of("priority", "2", "expire", "3600"));
        assertRefused("retry", Map.of("priority", "2", "expire", "3600", "retry", "29"));
        assertRefused("expire", Map.of("priority", "2", "retry", "30"));
        assertRefused("expire", Map.of("priority", "2", "retry", "30", "expire", "10801"));
        assertRefused("ttl", Map.of("ttl", "0"));
        assertRefused("timestamp", Map.of("timestamp", "yesterday"));
        assertRefused("monospace", Map.of("html", "1", "monospace", "1"));
        assertEquals(0, pushover.accepted().size());
        assertEquals(15, pushover.recorded().size());
    }

    @Test
    void formInTheAddress_isNone() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(pushover.url()
                        .resolve("/1/messages.json?token=" + FakePushover.TOKEN + "&user=" + FakePushover.USER
                                + "&message=m"))
                .POST(BodyPublishers.noBody())
                .build();
        assertEquals(400, client.send(request, BodyHandlers.ofString()).statusCode());
        assertTrue(pushover.recorded().get(0).query().startsWith("token="));
    }

    @Test
    void emergency_getsAReceipt() throws Exception {
        String body =
                post(Map.of("priority", "2", "retry", "30", "expire", "10800")).body();
        assertTrue(body.matches("\\{\"status\":1,\"receipt\":\"[0-9a-z]{30}\",.*"), body);
    }

    @Test
    void spentQuota_isSaidAsTheRealOneDoes() throws Exception {
        pushover.quota(10_000, 1, Instant.parse("2026-12-01T06:00:00Z"));
        assertEquals(200, post(Map.of()).statusCode());
        HttpResponse<String> answer = post(Map.of());
        assertEquals(429, answer.statusCode());
        assertTrue(answer.body().startsWith("{\"token\":\"invalid\",\"errors\":[\"application has exceeded"));
        assertEquals("-1", answer.headers().firstValue("X-Limit-App-Remaining").orElseThrow());
        assertEquals(
                "1796104800", answer.headers().firstValue("X-Limit-App-Reset").orElseThrow());
        URI limits = pushover.url().resolve("/1/apps/limits.json?token=" + FakePushover.TOKEN);
        String told = client.send(HttpRequest.newBuilder(limits).build(), BodyHandlers.ofString())
                .body();
        assertTrue(told.startsWith("{\"limit\":10000,\"remaining\":-1,\"reset\":1796104800,"), told);
        assertEquals(1, pushover.asked());
    }

    @Test
    void otherCalls_areNotThere() throws Exception {
        HttpRequest get = HttpRequest.newBuilder(pushover.url().resolve("/1/messages.json"))
                .build();
        assertEquals(404, client.send(get, BodyHandlers.ofString()).statusCode());
        assertEquals(0, pushover.recorded().size());
    }

    private void assertRefused(String parameter, Map<String, String> changes) throws Exception {
        HttpResponse<String> answer = post(changes);
        assertEquals(400, answer.statusCode(), changes.toString());
        assertTrue(answer.body().startsWith("{\"" + parameter + "\":\"invalid\","), answer.body());
    }

    private HttpResponse<String> post(Map<String, String> changes) throws IOException, InterruptedException {
        Map<String, String> form = new TreeMap<>(
                Map.of("token", FakePushover.TOKEN, "user", FakePushover.USER, "message", "m", "title", "t"));
        form.putAll(changes);
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(pushover.url().resolve("/1/messages.json"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
