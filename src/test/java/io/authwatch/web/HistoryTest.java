package io.authwatch.web;

import static io.authwatch.web.Admin.admin;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.authwatch.testkit.FakeInquiry;
import io.authwatch.testkit.WebProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WebProfile.class)
class HistoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    FakeInquiry inquiry;

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
    void textOfALogLine_isEscaped() {
        inquiry.text = "a\u202eb\u2028c\u2029d\u0007e\u001b[0mf\ud800g\u200bh\u007fi</script>\ud83d\ude00é";
        String body = admin().get("/api/events?limit=1").body().asString();
        assertTrue(
                body.contains("a\\u202Eb\\u2028c\\u2029d\\u0007e\\u001B[0mf\\uD800g\\u200Bh\\u007Fi"
                        + "\\u003C/script\\u003E\\uD83D\\uDE00é"),
                body);
        assertTrue(body.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '<'), body);
    }
}
