package io.authwatch.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** The HTTP API as a script would use it: HTTP basic, JSON. */
public final class Api {
    private static final Duration PROBE_MAX = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final int PAGE = 10_000;

    private final String address;
    private final String authorization;

    Api(String address, String password) {
        this.address = address;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The newest events, ECS documents. */
    public List<JsonNode> events() {
        return list("/api/events?limit=" + PAGE);
    }

    /** Every event that is kept, page by page. */
    public List<JsonNode> allEvents() {
        List<JsonNode> all = new ArrayList<>();
        eachEvent(all::add);
        return all;
    }

    /** Shows every event that is kept, newest first, and holds no more than a page of them. */
    public void eachEvent(Consumer<JsonNode> sink) {
        List<JsonNode> page = events();
        page.forEach(sink);
        while (page.size() == PAGE) {
            String last = page.get(PAGE - 1).at("/event/id").asText();
            page = list("/api/events?limit=" + PAGE + "&before=" + last);
            page.forEach(sink);
        }
    }

    public List<JsonNode> alerts() {
        return list("/api/alerts?limit=" + PAGE);
    }

    public List<JsonNode> notifications() {
        return list("/api/notifications?limit=" + PAGE);
    }

    public List<JsonNode> unknown() {
        return list("/api/unknown?limit=" + PAGE);
    }

    public List<JsonNode> hosts() {
        return list("/api/hosts?limit=" + PAGE);
    }

    /** One explanation a line. */
    public List<JsonNode> explain(String lines) {
        HttpRequest request = request("/api/explain")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build();
        return expect(200, send(request)).lines().map(Api::json).toList();
    }

    /** The status of the answer to a body that says it is compressed. */
    public int explainGzip(byte[] body) {
        HttpRequest request = request("/api/explain")
                .header("Content-Type", "text/plain")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return send(request).statusCode();
    }

    /** Sends a test notification, and answers what became of it. */
    public JsonNode testNotification() {
        HttpRequest request = request("/api/notifications/test")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return json(expect(200, send(request)));
    }

    /** What a rule file would have told in a span such as {@code 24h}. */
    public JsonNode backtest(String rules, String since) {
        HttpRequest request = request("/api/backtest?since=" + since)
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(rules))
                .build();
        return json(expect(200, send(request)));
    }

    public List<JsonNode> silences() {
        return list("/api/silences");
    }

    /** Puts a silence in force, and answers it. */
    public JsonNode silence(String body) {
        HttpRequest request = request("/api/silences")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return json(expect(200, send(request)));
    }

    /** Ends a silence. */
    public void unsilence(String id) {
        expect(204, send(request("/api/silences?id=" + id).DELETE().build()));
    }

    private List<JsonNode> list(String path) {
        List<JsonNode> nodes = new ArrayList<>();
        json(expect(200, send(request(path).build()))).forEach(nodes::add);
        return nodes;
    }

    /** The body of an answer that must be 200, of a whole address. */
    public String text(String url) {
        return expect(200, send(request(url).header("Accept", "text/plain").build()));
    }

    /** The status of a GET; 0 if nobody answers within a probe's time, so that who waits for it asks again. */
    public int status(String url) {
        try {
            return send(request(url).timeout(PROBE_MAX).build()).statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** The body of a GET, whatever its status. */
    public String body(String url) {
        return send(request(url).build()).body();
    }

    private HttpRequest.Builder request(String path) {
        String url = path.startsWith("http") ? path : address + path;
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", authorization);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new AssertionError(response.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
