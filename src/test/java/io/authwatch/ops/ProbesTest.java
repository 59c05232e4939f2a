package io.authwatch.ops;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Status;
import io.authwatch.testkit.FakeInquiry;
import io.authwatch.testkit.WebProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WebProfile.class)
class ProbesTest {
    @TestHTTPResource(value = "/", management = true)
    URI management;

    @TestHTTPResource
    URI main;

    @Inject
    FakeInquiry inquiry;

    @Inject
    Happenings happenings;

    @BeforeEach
    void ready() {
        inquiry.status = FakeInquiry.READY;
    }

    @Test
    void probes_ofAReadyProgram_areUp() {
        for (String probe : List.of("live", "ready", "started")) {
            probe(probe).statusCode(200).body("status", is("UP"));
        }
        probe("ready")
                .body("checks[0].data.inputs", is("udp 5514, tcp 5514"))
                .body("checks[0].data.ledger", is("writable"))
                .body("checks[0].data.rules", is("3 in force"))
                .body("checks[0].data.notifier", is("dry run"));
    }

    @Test
    void refusedRuleFile_isShown_andTakesNothingDown() {
        inquiry.status = status(true, List.of(), true, "rules.yaml, line 3: unknown user canary-user");
        probe("ready")
                .statusCode(200)
                .body("checks[0].data.rules", is("refused; the log says why, and 3 older ones stay in force"));
        assertFalse(probe("ready").extract().asString().contains("canary"));
    }

    @Test
    void limitThatWasHit_isNamed_andTakesNothingDown() {
        happenings.limitHit("rule-keys");
        probe("ready").statusCode(200).body("checks[0].data.limits", containsString("rule-keys"));
        assertTrue(scrape().contains("authwatch_limit_hits_total{limit=\"rule-keys\""));
    }

    @Test
    void programThatIsNotStarted_isAliveAndNotReady() {
        inquiry.status = status(false, List.of(), true, null);
        probe("live").statusCode(200);
        probe("ready").statusCode(503);
        probe("started").statusCode(503);
    }

    @Test
    void missingInput_isNotReady() {
        inquiry.status = status(true, List.of("tcp 5514: the port is in use"), true, null);
        probe("ready")
                .statusCode(503)
                .body("checks[0].data.inputs", equalTo("udp 5514; not ready: tcp 5514: the port is in use"));
        probe("live").statusCode(200);
    }

    @Test
    void fullLedger_isNotReady_andAlive() {
        inquiry.status = status(true, List.of(), false, null);
        probe("ready").statusCode(503).body("checks[0].data.ledger", is("not writable; the log says why"));
        probe("live").statusCode(200);
        probe("started").statusCode(200);
    }

    @Test
    void management_namesNoSecret() {
        String all = scrape()
                + probe("ready").extract().asString()
                + get("/q/health").extract().asString();
        assertFalse(all.contains("canary"));
    }

    @Test
    void management_isAPortOfItsOwn() {
        assertNotEquals(main.getPort(), management.getPort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/events",
                "/q/dev-ui",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/health-ui",
                "/q/arc/beans",
                "/q/info"
            })
    void management_hasNothingElse(String path) {
        get(path).statusCode(404);
    }

    private static Status status(boolean started, List<String> missing, boolean writable, String refused) {
        return new Status(started, List.of("udp 5514"), missing, writable, null, 3, FakeInquiry.NOON, refused, 0, true);
    }

    private ValidatableResponse probe(String name) {
        return get("/q/health/" + name);
    }

    private ValidatableResponse get(String path) {
        return given().get(management.resolve(path)).then();
    }

    private String scrape() {
        return get("/q/metrics").statusCode(200).extract().asString();
    }
}
