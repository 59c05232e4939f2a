package io.authwatch.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authwatch.notify.Delivery;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.testkit.FakeInquiry;
import io.authwatch.testkit.WebProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WebProfile.class)
class ApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    FakeInquiry inquiry;

    @TestHTTPResource
    URI root;

    @BeforeEach
    void reset() {
        inquiry.text = "Failed password for root";
        inquiry.newest = 42;
    }

    @Test
    void events_areEcsDocuments_newestFirst() {
        admin().get("/api/events")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("$", hasSize(3))
                .body("[0].event.id", equalTo("42"))
                .body("[0].event.action", equalTo("login"))
                .body("[0].host.name", equalTo("web-1"));
        assertEquals("events before=9223372036854775807 host=null limit=100", inquiry.asked);
    }

    @Test
    void alerts_haveTheDocumentedShape() {
        admin().get("/api/alerts")
                .then()
                .statusCode(200)
                .body("[0].id", is("a1"))
                .body("[0].rule", is("guessing"))
                .body("[0].key", is(List.of("web-1", "-", "192.0.2.7")))
                .body("[0].priority", is("high"))
                .body("[0].state", is("open"))
                .body("[0].host", is("web-1"))
                .body("[0].opened", is("2026-11-23T12:00:00Z"))
                .body("[0].last", is("2026-11-23T12:00:03Z"))
                .body("[0].count", is(7))
                .body("[0].followed", is(6))
                .body("[0].event", is("42"))
                .body("[0].summary", is("Failed password for root"));
    }

    @Test
    void notifications_haveTheDocumentedShape() {
        admin().get("/api/notifications")
                .then()
                .statusCode(200)
                .body("[0].id", is("a1-1"))
                .body("[0].alert", is("a1"))
                .body("[0].title", is("web-1: guessing"))
                .body("[0].message", is("Failed password for root"))
                .body("[0].priority", is("high"))
                .body("[0].state", is("pending"))
                .body("[0].attempts", is(0))
                .body("[0].result", nullValue())
                .body("[0].timestamp", is("2026-11-23T12:00:00Z"));
    }

    @Test
    void hosts_haveTheShapeOfTheContract() throws IOException {
        String body = admin().get("/api/hosts").body().asString();
        assertEquals(
                JSON.readTree("[{'host':'web-1','peer':'192.0.2.1','input':'tcp','lastSeen':'2026-11-23T12:00:00Z',"
                                .replace('\'', '"')
                        + "\"received\":12,\"muted\":true}]"),
                JSON.readTree(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts", "notifications", "hosts"})
    void query_isHandedOn(String list) {
        admin().get("/api/" + list + "?limit=10000&host=web-1&before=x7").then().statusCode(200);
        assertEquals(list + " before=x7 host=web-1 limit=10000", inquiry.asked);
        admin().get("/api/" + list + "?limit=&host=&before=").then().statusCode(200);
        assertEquals(list + " before=null host=null limit=100", inquiry.asked);
    }

    @Test
    void events_beforeOne_goOnAfterIt() {
        admin().get("/api/events?before=42&limit=1&host=web-1")
                .then()
                .body("$", hasSize(1))
                .body("[0].event.id", is("41"));
        assertEquals("events before=42 host=web-1 limit=1", inquiry.asked);
    }

    @ParameterizedTest
    @CsvSource({
        "events, limit=10001",
        "events, limit=0",
        "alerts, limit=-1",
        "notifications, limit=abc",
        "hosts, limit=99999999999",
        "hosts, limit=1.5"
    })
    void badLimit_isRefusedWithOneClearLine(String list, String query) {
        admin().get("/api/" + list + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/json")
                .body("error", equalTo("limit is out of range; expected a whole number from 1 to 10000"));
    }

    @Test
    void badBefore_isRefused() {
        admin().get("/api/events?before=x")
                .then()
                .statusCode(400)
                .body("error", equalTo("before is no event id; expected the event.id of an event that was listed"));
        admin().get("/api/alerts?before=" + "x".repeat(300))
                .then()
                .statusCode(400)
                .body("error", equalTo("before is too long; expected at most 255 characters"));
    }

    @Test
    void explain_givesOneObjectALine_inOrder() throws IOException {
        Response answer = explain("<38>one\r\ntwo\n\nthree".getBytes(StandardCharsets.UTF_8), "");
        assertEquals("application/x-ndjson", answer.contentType().split(";")[0]);
        List<String> lines = answer.asString().lines().toList();
        assertEquals(4, lines.size());
        assertEquals(
                List.of("<38>one", "two", "", "three"),
                lines.stream().map(ApiTest::original).toList());
        JsonNode blank = JSON.readTree(lines.get(2));
        assertEquals("other", blank.at("/event/action").asText());
        JsonNode first = JSON.readTree(lines.get(0));
        assertEquals("sshd", first.at("/authwatch/recogniser").asText());
        assertEquals("failed-password", first.at("/authwatch/pattern").asText());
        assertEquals(
                JSON.readTree("[{\"name\":\"root-login\",\"matched\":false,\"reason\":\"outcome is failure\"},"
                        + "{\"name\":\"guessing\",\"matched\":true,\"reason\":\"1 of 5\"}]"),
                first.at("/authwatch/rules"));
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "a, 1", "'a\n', 1", "'\n', 1", "'a\n\n', 2", "'\r\n', 1", "'a\rb\n', 1", "'a\u2028b\u0085c', 1"
    })
    void explain_splitsAtLineFeedsOnly(String body, int lines) {
        assertEquals(
                lines,
                explain(body.getBytes(StandardCharsets.UTF_8), "")
                        .asString()
                        .lines()
                        .count());
    }

    @Test
    void explain_handsTheHostOn() {
        assertEquals(
                200,
                explain("x".getBytes(StandardCharsets.UTF_8), "?host=web-2").statusCode());
        assertEquals("explain host=web-2", inquiry.asked);
    }

    @Test
    void explain_ofOctetsThatAreNoUtf8_answers() throws IOException {
        byte[] body = {'a', (byte) 0xff, (byte) 0xc3, '(', '\n', (byte) 0xed, (byte) 0xa0, (byte) 0x80, 0, 0x1b};
        List<String> lines = explain(body, "").asString().lines().toList();
        assertEquals(2, lines.size());
        assertEquals("a\ufffd\ufffd(", original(lines.get(0)));
    }

    @Test
    void explain_takesEightMebioctets_andNoMore() {
        byte[] most = "x\n".repeat(4 << 20).getBytes(StandardCharsets.US_ASCII);
        java.util.Arrays.fill(most, (byte) 'x');
        Response full = explain(most, "");
        assertEquals(200, full.statusCode());
        assertEquals(1, full.asString().lines().count());
        Response over = explain(new byte[(8 << 20) + 1], "");
        assertEquals(413, over.statusCode());
        assertEquals("the body is too long; expected at most 8388608 octets", over.path("error"));
    }

    @Test
    void explain_ofMuchTooMuch_isRefusedToo() {
        Response over = explain(new byte[20 << 20], "");
        assertEquals(413, over.statusCode());
        assertEquals("the body is too long; expected at most 8388608 octets", over.path("error"));
    }

    @Test
    void explain_ofAnotherContentType_saysWhatToSend() {
        admin().contentType("application/x-www-form-urlencoded")
                .body("x")
                .post("/api/explain")
                .then()
                .statusCode(415)
                .body("error", startsWith("expected another content type: /api/explain takes text/plain"));
    }

    @ParameterizedTest
    @CsvSource({"/, text/html", "/api/events, application/json", "/api/nothing, application/json"})
    void securityHeaders_areOnEveryAnswer(String path, String type) {
        Response answer = admin().get(path);
        assertTrue(answer.contentType().startsWith(type), answer.contentType());
        assertTrue(answer.header("Content-Security-Policy").startsWith("default-src 'self'; frame-ancestors 'none'"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        assertEquals("no-store", answer.header("Cache-Control"));
        assertFalse(answer.headers().hasHeaderWithName("Access-Control-Allow-Origin"));
        assertFalse(answer.headers().hasHeaderWithName("Server"));
    }

    @Test
    void textOfALogLine_isEscaped() {
        inquiry.text = "a\u202eb\u2028c\u2029d\u0007e\u001b[0mf\ud800g\u200bh\u007fi</script>\ud83d\ude00é";
        String body = admin().get("/api/events?limit=1").body().asString();
        assertTrue(
                body.contains("a\\u202Eb\\u2028c\\u2029d\\u0007e\\u001B[0mf\\uD800g\\u200Bh\\u007Fi"
                        + "\\u003C/script\\u003E\\uD83D\\uDE00é"),
                body);
        assertTrue(body.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '<'), body);
    }

    @Test
    void unknownPath_isNotFoundInJson() {
        for (String path :
                List.of("/api/nothing", "/nothing", "/api", "/q/health", "/q/metrics", "/q/dev", "/q/openapi")) {
            admin().get(path)
                    .then()
                    .statusCode(404)
                    .contentType("application/json")
                    .body("error", equalTo("there is nothing here; expected a path such as /api/events"));
        }
    }

    @Test
    void wrongMethod_isRefusedInJson() {
        admin().delete("/api/events")
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD, OPTIONS")
                .body("error", equalTo("DELETE does nothing here; expected one of GET, HEAD, OPTIONS"));
        admin().get("/api/explain").then().statusCode(405).header("Allow", "POST, OPTIONS");
        admin().request("TRACE", "/api/events").then().statusCode(405);
    }

    @Test
    void ourOwnMistake_tellsANumberAndNothingElse() {
        String body = explain("break".getBytes(StandardCharsets.UTF_8), "").asString();
        assertFalse(body.contains("canary-mistake") || body.contains("Exception"), body);
        inquiry.delivery = CompletableFuture.failedFuture(new IllegalStateException("canary-mistake"));
        admin().post("/api/notifications/test")
                .then()
                .statusCode(500)
                .body("error", startsWith("a mistake in Authwatch; its log tells more under "))
                .body("error", not(containsString("canary")));
    }

    @Test
    void testNotification_answersWhatTheNotifierSaid() {
        inquiry.delivery =
                CompletableFuture.completedFuture(new Delivery.Sent(DeliveryReason.SENT, "req-1", null, null, null));
        admin().post("/api/notifications/test")
                .then()
                .statusCode(200)
                .body("result", is("sent"))
                .body("request", is("req-1"));
        inquiry.delivery = CompletableFuture.completedFuture(
                new Delivery.Refused(DeliveryReason.TOKEN_INVALID, "application token is invalid", null));
        admin().post("/api/notifications/test")
                .then()
                .statusCode(200)
                .body("result", is("token-invalid"))
                .body("detail", is("application token is invalid"));
    }

    @Test
    void testNotification_isOneAtATime() throws Exception {
        CompletableFuture<Delivery> slow = new CompletableFuture<>();
        inquiry.delivery = slow;
        CompletableFuture<Integer> one = CompletableFuture.supplyAsync(ApiTest::testStatus);
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(ApiTest::testStatus);
        assertEquals(409, CompletableFuture.anyOf(one, other).get());
        slow.complete(new Delivery.Sent(DeliveryReason.DRY_RUN, null, null, null, null));
        assertEquals(200 + 409, one.get() + other.get());
    }

    private static int testStatus() {
        return admin().post("/api/notifications/test").statusCode();
    }

    @Test
    void front_saysWhatItIs() {
        admin().get("/").then().statusCode(200).body(containsString("Authwatch"), not(blankOrNullString()));
    }

    @Test
    void stream_givesNewEvents_oldestFirst() throws IOException {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(20_000);
            String request = "GET /api/events/stream?host=web-1 HTTP/1.1\r\nHost: x\r\n" + authorization() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertEquals("HTTP/1.1 200 OK", lines.readLine());
            await(lines, ":still here");
            assertEquals("events before=9223372036854775807 host=web-1 limit=1", inquiry.asked);
            inquiry.newest = 44;
            assertEquals(
                    "43", JSON.readTree(await(lines, "data:")).at("/event/id").asText());
            assertEquals(
                    "44", JSON.readTree(await(lines, "data:")).at("/event/id").asText());
        }
    }

    @Test
    void stream_hasAMostOfSubscribers() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            String answer = "";
            for (int i = 0; i < 40 && !answer.contains("503"); i++) {
                Socket socket = new Socket(root.getHost(), root.getPort());
                open.add(socket);
                socket.setSoTimeout(20_000);
                String request = "GET /api/events/stream HTTP/1.1\r\nHost: x\r\n" + authorization() + "\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            }
            assertEquals("HTTP/1.1 503", answer);
            assertTrue(open.size() <= 17, open.size() + " streams were opened");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static String await(BufferedReader lines, String begin) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(begin)) {
                return line.substring(begin.length());
            }
        }
        throw new AssertionError("the stream ended before " + begin);
    }

    private static String authorization() {
        String pair = "admin:" + WebProfile.PASSWORD;
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String original(String line) {
        try {
            return JSON.readTree(line).at("/event/original").asText();
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }

    private static Response explain(byte[] body, String query) {
        return admin().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType("text/plain")
                .body(body)
                .post("/api/explain" + query);
    }

    private static RequestSpecification admin() {
        return given().auth().preemptive().basic("admin", WebProfile.PASSWORD);
    }
}
