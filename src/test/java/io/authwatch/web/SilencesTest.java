package io.authwatch.web;

import static io.authwatch.web.Admin.admin;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.alert.Silence;
import io.authwatch.testkit.FakeInquiry;
import io.authwatch.testkit.FakeSilencer;
import io.authwatch.testkit.WebProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(WebProfile.class)
class SilencesTest {
    private static final String REST =
            ", \"end\": \"2026-11-23T14:00:00+01:00\", \"owner\": \"eve\", \"comment\": \"move\"}";

    @Inject
    FakeSilencer silencer;

    @BeforeEach
    void reset() {
        silencer.asked.clear();
        silencer.full = false;
    }

    private static ValidatableResponse post(String body) {
        return admin().contentType("application/json")
                .body(body)
                .post("/api/silences")
                .then();
    }

    @Test
    void post_answersTheSilence_andWhatItWouldHaveMuted() {
        post("{\"rule\": \"guessing\", \"host\": \"web-*\", \"source\": \"192.0.2.0/24\"" + REST)
                .statusCode(200)
                .body("id", equalTo("1"))
                .body("rule", equalTo("guessing"))
                .body("host", equalTo("web-*"))
                .body("source", equalTo("192.0.2.0/24"))
                .body("user", nullValue())
                .body("everything", equalTo(false))
                .body("emergency", equalTo(false))
                .body("start", equalTo("2026-11-23T12:00:00Z"))
                .body("end", equalTo("2026-11-23T13:00:00Z"))
                .body("owner", equalTo("eve"))
                .body("state", equalTo("active"))
                .body("preview.alerts", equalTo(12))
                .body("preview.times", equalTo(40))
                .body("preview.whole", equalTo(true));
        Silence asked = silencer.asked.get(0);
        assertEquals(FakeInquiry.NOON, asked.start());
        assertEquals(FakeInquiry.NOON.plusSeconds(3600), asked.end());
    }

    @Test
    void post_mayMuteEverything_andBeginLater() {
        post("{\"everything\": true, \"emergency\": true, \"start\": \"2026-11-23T12:30:00Z\"" + REST)
                .statusCode(200)
                .body("everything", equalTo(true))
                .body("emergency", equalTo(true))
                .body("state", equalTo("pending"));
    }

    @Test
    void get_listsThem_andDeleteEndsOne() {
        post("{\"user\": \"bob\"" + REST).statusCode(200);
        admin().get("/api/silences")
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].user", equalTo("bob"))
                .body("[0].alerts", equalTo(3))
                .body("[0].times", equalTo(7))
                .body("[0].preview", nullValue());
        admin().delete("/api/silences?id=1").then().statusCode(204);
        assertEquals(List.of(), silencer.asked);
        admin().delete("/api/silences?id=1")
                .then()
                .statusCode(404)
                .body("error", equalTo("there is no silence of this id; expected one that GET lists"));
        admin().delete("/api/silences?id=x")
                .then()
                .statusCode(400)
                .body(
                        "error",
                        equalTo("id is missing or no number; expected DELETE /api/silences/7 or /api/silences?id=7"));
    }

    @Test
    void delete_byPlace_endsOneToo() {
        post("{\"rule\": \"guessing\"" + REST).statusCode(200);
        admin().delete("/api/silences/2").then().statusCode(404);
        admin().delete("/api/silences/x").then().statusCode(400);
        admin().delete("/api/silences/1").then().statusCode(204);
        assertEquals(List.of(), silencer.asked);
    }

    @Test
    void tooMany_areRefused() {
        silencer.full = true;
        post("{\"user\": \"bob\"" + REST)
                .statusCode(409)
                .body("error", equalTo("there are 1000 silences; expected one of them to be deleted first"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'rul': 'guessing'} | unknown key 'rul': did you mean 'rule'? (known: rule, host, source, user,"
                        + " everything, emergency, start, end, owner, comment)",
                "{'rule': 'gessing'} | unknown rule 'gessing': did you mean 'guessing'? (known: root-login, guessing)",
                "{'host': 7} | 'host' is no text",
                "{'source': 'web-1'} | 'source' is no address; expected one, or a network such as 192.0.2.0/24",
                "{'owner': 'eve'} | it says nothing to mute; expected rule, host, source or user, or \"everything\": true",
                "{'everything': true, 'user': 'bob'} | 'everything' is true and something is named beside it; expected"
                        + " one of both",
                "{'everything': 'yes'} | 'everything' is neither true nor false",
                "{'user': 'bob'} | 'end' is missing; expected a time such as 2026-11-23T18:00:00Z: a silence that does"
                        + " not end is a rule",
                "{'user': 'bob', 'end': 'tomorrow'} | 'end' is no time; expected a time such as 2026-11-23T18:00:00Z",
                "{'user': 'bob', 'end': '2026-11-23T12:00:00Z'} | 'end' is over already; expected a time after"
                        + " 2026-11-23T12:00:00Z",
                "{'user': 'bob', 'start': '2026-11-24T12:00:00Z', 'end': '2026-11-24T11:00:00Z'} | 'end' is not after"
                        + " 'start'; expected a later time",
                "{'user': 'bob', 'end': '2026-12-24T12:00:00Z'} | it is too far away or too long; expected to begin"
                        + " within 30 days and to last at most 30",
                "{'user': 'bob', 'end': '2026-11-23T13:00:00Z', 'comment': 'c'} | 'owner' is missing; expected who"
                        + " answers for it, at most 64 characters",
                "{'user': 'bob', 'end': '2026-11-23T13:00:00Z', 'owner': 'e', 'comment': ' '} | 'comment' is missing;"
                        + " expected why, at most 500 characters",
                "[] | the body is no JSON object; expected one with rule, host, source, user, everything, emergency,"
                        + " start, end, owner, comment",
                "{ | the body is no JSON; expected an object such as {\"rule\": \"guessing\", …}"
            })
    void fault_isOneClearLine(String body, String error) {
        post(body.replace('\'', '"')).statusCode(400).body("error", equalTo(error));
        assertEquals(List.of(), silencer.asked);
    }

    @Test
    void longTexts_areRefused() {
        post("{\"user\": \"" + "x".repeat(256) + "\"" + REST)
                .statusCode(400)
                .body("error", equalTo("'user' is too long; expected at most 255 characters"));
        post("{\"user\": \"" + "x".repeat(20_000) + "\"" + REST)
                .statusCode(413)
                .body("error", equalTo("the body is too long; expected at most 16384 octets"));
    }
}
