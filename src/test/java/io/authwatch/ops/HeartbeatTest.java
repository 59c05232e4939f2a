package io.authwatch.ops;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.authwatch.pipeline.Happenings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sign of life to an address that whoever knows it can use. */
class HeartbeatTest {
    private static final String SECRET = "0c5e8d2f-canary";
    private static final String PATH = "/ping/" + SECRET + "?rid=1%2F2";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(3);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final WireMockServer outside = new WireMockServer(WireMockConfiguration.options()
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .dynamicHttpsPort());
    private final Happenings happenings = new Happenings() {
        @Override
        public void heartbeat(boolean taken, String answer) {
            told.add((taken ? "taken: " : "failed: ") + answer);
        }
    };

    @BeforeEach
    void start() {
        outside.start();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        outside.stop();
    }

    private void answers(ResponseDefinitionBuilder answer) {
        outside.stubFor(any(anyUrl()).willReturn(answer));
    }

    private Heartbeat to(String address) {
        return new Heartbeat(vertx, address, "0", happenings, PATIENCE);
    }

    private String beat(Heartbeat heartbeat) {
        int before = told.size();
        heartbeat.beat();
        await().atMost(PATIENCE).until(() -> told.size() > before);
        String last = told.get(told.size() - 1);
        assertFalse(last.contains(SECRET) || last.contains("127.0.0.1"), last);
        return last;
    }

    private String address() {
        return "http://127.0.0.1:" + outside.port() + PATH;
    }

    @Test
    void beat_isOneGetOfTheWholeAddress() {
        answers(aResponse().withStatus(200).withBody("OK"));
        Heartbeat heartbeat = to(address());
        assertEquals("taken: status 200", beat(heartbeat));
        assertEquals("taken: status 200", beat(heartbeat));
        outside.verify(2, getRequestedFor(urlEqualTo(PATH)));
        assertEquals(
                "authwatch/0", outside.getAllServeEvents().get(0).getRequest().getHeader("User-Agent"));
    }

    @Test
    void redirect_isNotFollowed() {
        answers(aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:" + outside.port() + "/metadata"));
        assertEquals("failed: status 302", beat(to(address())));
        assertEquals(1, outside.getAllServeEvents().size());
    }

    @Test
    void serverThatHangs_isLeft_andTheNextBeatGoesOut() {
        answers(aResponse().withStatus(200).withFixedDelay(60_000));
        Heartbeat heartbeat = new Heartbeat(vertx, address(), "0", happenings, LITTLE_PATIENCE);
        heartbeat.beat();
        heartbeat.beat();
        await().until(() -> !told.isEmpty());
        assertEquals(List.of("failed: no answer (NoStackTraceTimeoutException)"), told);
        answers(aResponse().withStatus(204));
        assertEquals("taken: status 204", beat(heartbeat));
        outside.verify(2, getRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void endlessAnswer_isNotRead() {
        answers(aResponse().withStatus(200).withBody(new byte[1 << 20]).withChunkedDribbleDelay(1_000, 600_000));
        assertEquals("taken: status 200", beat(to(address())));
        assertEquals("taken: status 200", beat(to(address())));
    }

    @Test
    void whatIsNoAnswer_isFailed_withoutTheWordsOfAnException() {
        answers(aResponse().withStatus(500).withBody(SECRET));
        assertEquals("failed: status 500", beat(to(address())));
        answers(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
        assertTrue(beat(to(address())).startsWith("failed: no answer ("));
        assertTrue(beat(to("http://127.0.0.1:1" + PATH)).startsWith("failed: no answer ("));
        assertTrue(beat(to("http://nowhere.invalid" + PATH)).startsWith("failed: no answer ("));
    }

    @Test
    void certificateThatNobodySigned_isNotTrusted() {
        answers(aResponse().withStatus(200));
        assertTrue(beat(to("https://127.0.0.1:" + outside.httpsPort() + PATH)).startsWith("failed: no answer ("));
        assertEquals(List.of(), outside.getAllServeEvents());
    }
}
