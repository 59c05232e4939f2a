package io.authwatch.web;

import static io.authwatch.web.Admin.admin;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.authwatch.testkit.FakeInquiry;
import io.authwatch.testkit.WebProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(WebProfile.class)
class UnknownTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    FakeInquiry inquiry;

    @AfterEach
    void reset() {
        inquiry.text = "Failed password for root";
    }

    @Test
    void unknown_hasTheShapeOfTheContract() throws IOException {
        inquiry.text = "a<script>\u202e";
        String body = admin().get("/api/unknown").body().asString();
        assertEquals(JSON.readTree("""
                        [{"program": "sshd", "shape": "what is {#}", "count": 7, "first": "2026-11-23T12:00:00Z",
                          "last": "2026-11-23T12:00:03Z", "host": "web-1"},
                         {"program": null, "shape": "a<script>\u202e", "count": 1, "first": "2026-11-23T12:00:00Z",
                          "last": "2026-11-23T12:00:00Z", "host": "web-2"}]
                        """), JSON.readTree(body));
        assertTrue(body.contains("a\\u003Cscript\\u003E\\u202E"), body);
        assertEquals("unknown order=NEWEST host=null limit=100", inquiry.asked);
    }

    @ParameterizedTest
    @CsvSource({"newest, NEWEST", "frequent, FREQUENT", "'', NEWEST"})
    void query_isHandedOn(String order, String handedOn) {
        admin().get("/api/unknown?limit=10000&host=web-1&order=" + order).then().statusCode(200);
        assertEquals("unknown order=" + handedOn + " host=web-1 limit=10000", inquiry.asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=10001 | limit is out of range; expected a whole number from 1 to 10000",
                "limit=0 | limit is out of range; expected a whole number from 1 to 10000",
                "order=oldest | order is unknown; expected newest or frequent"
            })
    void badQuery_isRefusedWithOneClearLine(String query, String error) {
        admin().get("/api/unknown?" + query)
                .then()
                .statusCode(400)
                .contentType("application/json")
                .body("error", equalTo(error));
    }
}
