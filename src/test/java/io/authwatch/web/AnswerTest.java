package io.authwatch.web;

import static io.authwatch.web.Admin.admin;
import static io.authwatch.web.Admin.explain;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.testkit.FakeInquiry;
import io.authwatch.testkit.WebProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(WebProfile.class)
class AnswerTest {
    @Inject
    FakeInquiry inquiry;

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
        // A thread each: on two cores the common pool of newer JDKs has one, and the second request would never come.
        Executor threads = request -> new Thread(request).start();
        CompletableFuture<Integer> one = CompletableFuture.supplyAsync(AnswerTest::testStatus, threads);
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(AnswerTest::testStatus, threads);
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
}
