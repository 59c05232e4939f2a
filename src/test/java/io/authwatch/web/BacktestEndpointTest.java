package io.authwatch.web;

import static io.authwatch.web.Admin.admin;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.testkit.FakeInquiry;
import io.authwatch.testkit.WebProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/backtest}. */
@QuarkusTest
@TestProfile(WebProfile.class)
class BacktestEndpointTest {
    private static final String RULES = "rules: {r: {when: {action: login}}}";

    @Inject
    FakeInquiry inquiry;

    private static Response post(byte[] body, String query) {
        return admin().contentType("application/yaml").body(body).post("/api/backtest" + query);
    }

    private static Response post(String body, String query) {
        return post(body.getBytes(StandardCharsets.UTF_8), query);
    }

    @Test
    void backtest_answersWhatTheRulesWouldHaveTold() {
        post(RULES, "?since=2h30m")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("since", is("2026-11-22T12:00:00Z"))
                .body("complete", is(true))
                .body("events", is(42))
                .body("rules[0].name", is("r"))
                .body("rules[0].notifications", is(3))
                .body("notifications", is(3))
                .body("quota.limit", is(10_000))
                .body("quota.perMonth", is(90))
                .body("quota.share", is(0.009f))
                .body("examples[0]", is("root logged in on web-1"));
        assertEquals("backtest since=PT2H30M " + RULES, inquiry.asked);
    }

    @Test
    void backtest_ofADay_ifNothingElseIsSaid() {
        post(RULES, "").then().statusCode(200);
        assertEquals("backtest since=PT24H " + RULES, inquiry.asked);
    }

    @Test
    void rulesThatAreRefused_areAnsweredByTheLine() {
        post("rules: {r: {wen: {}}}", "")
                .then()
                .statusCode(400)
                .body("error", startsWith("rules:1:9: rule 'r' has no 'when' (and 1 more fault)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0s", "-1h", "4000d", "1", "24H"})
    void since_thatIsNoSpan_isRefused(String since) {
        post(RULES, "?since=" + since)
                .then()
                .statusCode(400)
                .body("error", startsWith("since is no time span; expected a number and a unit such as"));
    }

    @Test
    void body_ofMoreThanAFile_orOfNoText_isRefused() {
        post(new byte[(1 << 20) + 1], "")
                .then()
                .statusCode(413)
                .body("error", is("the body is too long; expected at most 1048576 octets"));
        post(new byte[] {'r', (byte) 0xff}, "")
                .then()
                .statusCode(400)
                .body("error", is("the body is not UTF-8; expected a rule file"));
        admin().contentType("text/plain")
                .body(RULES)
                .post("/api/backtest")
                .then()
                .statusCode(415);
    }

    @Test
    void backtest_isOneAtATime() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        inquiry.backtest = slow;
        Executor threads = request -> new Thread(request).start();
        CompletableFuture<Integer> one = CompletableFuture.supplyAsync(BacktestEndpointTest::status, threads);
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(BacktestEndpointTest::status, threads);
        assertEquals(409, CompletableFuture.anyOf(one, other).get());
        slow.countDown();
        assertEquals(200 + 409, one.get() + other.get());
        assertEquals(200, status(), "and then the next");
    }

    private static int status() {
        return post(RULES, "").statusCode();
    }
}
