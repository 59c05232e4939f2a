package io.authwatch.web;

import static io.authwatch.web.Admin.admin;
import static io.authwatch.web.Admin.explain;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authwatch.testkit.FakeInquiry;
import io.authwatch.testkit.WebProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(WebProfile.class)
class ExplainTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    FakeInquiry inquiry;

    @Test
    void explain_givesOneObjectALine_inOrder() throws IOException {
        Response answer = explain("<38>one\r\ntwo\n\nthree".getBytes(StandardCharsets.UTF_8), "");
        assertEquals("application/x-ndjson", answer.contentType().split(";")[0]);
        List<String> lines = answer.asString().lines().toList();
        assertEquals(4, lines.size());
        assertEquals(
                List.of("<38>one", "two", "", "three"),
                lines.stream().map(ExplainTest::original).toList());
        JsonNode blank = JSON.readTree(lines.get(2));
        assertEquals("other", blank.at("/event/action").asText());
        assertEquals("there is no text", blank.at("/authwatch/reason").asText());
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

    private static String original(String line) {
        try {
            return JSON.readTree(line).at("/event/original").asText();
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
