package io.authwatch.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * A Pushover of our own on a loopback port, for tests in this process and for a program under test in another. It
 * checks each form as the real one does (pushover.net/api), counts the quota down, and records every form.
 *
 * <pre>{@code
 * try (FakePushover pushover = FakePushover.start()) {
 *     pushover.next(Answers.status(500), Answers.hang());        // for the next two sends; accepted after that
 *     … PUSHOVER_URL=pushover.url(), PUSHOVER_TOKEN=FakePushover.TOKEN, PUSHOVER_USER=FakePushover.USER …
 *     FakePushover.Recorded form = pushover.await(1).get(0);
 * }
 * }</pre>
 */
public final class FakePushover implements AutoCloseable {
    /** The token it knows: 30 letters and digits, as the real ones. */
    public static final String TOKEN = "aCanaryTokenThatNobodyMaySee01";
    /** The user it knows. */
    public static final String USER = "uCanaryUserKeyThatNobodySees01";
    /** A group it knows too. */
    public static final String GROUP = "gCanaryGroupKeyThatNobodySees1";

    private final Sockets sockets = new Sockets();
    private final WireMockServer server;
    private final Deque<Answer> next = new ArrayDeque<>();
    private final List<Recorded> recorded = new ArrayList<>();
    private final FakeReceipts receipts = new FakeReceipts();
    private Answer standing = Answers.real();
    private long limit = 10_000;
    private long remaining = 10_000;
    private Instant reset = firstOfNextMonth();
    private int asked;

    /** What it answers to a send. */
    @FunctionalInterface
    public interface Answer {
        ResponseDefinitionBuilder to(Recorded form, FakePushover pushover);
    }

    /**
     * One send as it arrived, answered or not.
     *
     * @param form the fields of the body
     * @param query the query of the address: must be empty
     * @param arrived on the wall clock
     * @param nanos on the monotonic clock
     * @param userAgent the header
     * @param accepted whether it was answered with status 1
     */
    public record Recorded(
            Map<String, String> form, String query, Instant arrived, long nanos, String userAgent, boolean accepted) {
        public String field(String name) {
            return form.get(name);
        }
    }

    private FakePushover(WireMockConfiguration options) {
        server = new WireMockServer(options.networkTrafficListener(sockets)
                .extensions(new Script())
                .containerThreads(32)
                .jettyStopTimeout(100L)
                .disableRequestJournal());
        server.stubFor(any(anyUrl()).willReturn(aResponse()));
        server.start();
    }

    /** Starts one on a free port of loopback. */
    public static FakePushover start() {
        return new FakePushover(options().bindAddress("127.0.0.1").dynamicPort());
    }

    /**
     * Starts one on a given port of loopback, such as one that was refused until now.
     *
     * @throws FatalStartupException if the port is taken
     */
    public static FakePushover start(int port) {
        return new FakePushover(options().bindAddress("127.0.0.1").port(port));
    }

    /** Starts one with TLS and a certificate that nobody trusts. */
    public static FakePushover startUntrusted() {
        return new FakePushover(options().bindAddress("127.0.0.1").dynamicPort().dynamicHttpsPort());
    }

    /** What goes into {@code PUSHOVER_URL}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** The same with TLS. */
    public URI httpsUrl() {
        return URI.create("https://127.0.0.1:" + server.httpsPort());
    }

    public int port() {
        return server.port();
    }

    /** Answers the next sends so, one each; then as before. */
    public synchronized void next(Answer... answers) {
        next.addAll(Arrays.asList(answers));
    }

    /** Answers all further sends so. */
    public synchronized void always(Answer answer) {
        next.clear();
        standing = answer;
    }

    /** Sets the account's quota. With none left every send is answered with 429. */
    public synchronized void quota(long limit, long remaining, Instant reset) {
        this.limit = limit;
        this.remaining = remaining;
        this.reset = reset.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Every send that arrived, in order. */
    public synchronized List<Recorded> recorded() {
        return List.copyOf(recorded);
    }

    /** Every send that was accepted, in order. */
    public synchronized List<Recorded> accepted() {
        return recorded.stream().filter(Recorded::accepted).toList();
    }

    /** How often the quota was asked for. */
    public synchronized int asked() {
        return asked;
    }

    /** The receipts of its emergencies. */
    public FakeReceipts receipts() {
        return receipts;
    }

    /** Somebody else sends so many messages from the same account. */
    public synchronized void othersSpend(long messages) {
        remaining -= messages;
    }

    /** How many connections were opened. */
    public int connections() {
        return sockets.opened();
    }

    /** How many of them were open at once, at most. */
    public int connectionsAtOnce() {
        return sockets.atOnce();
    }

    /** Waits up to 30 seconds for the {@code sends}-th send to arrive, and answers all. */
    public List<Recorded> await(int sends) {
        return awaitUntil(() -> recorded().size() >= sends);
    }

    /** Waits up to 30 seconds for the {@code sends}-th send to be accepted, and answers the accepted ones. */
    public List<Recorded> awaitAccepted(int sends) {
        awaitUntil(() -> accepted().size() >= sends);
        return accepted();
    }

    private synchronized List<Recorded> awaitUntil(BooleanSupplier met) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!met.getAsBoolean()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError("not within 30 s; arrived: " + recorded);
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
        return List.copyOf(recorded);
    }

    @Override
    public void close() {
        server.stop();
        receipts.assertNoFaults();
    }

    private synchronized ResponseDefinition send(Request request) {
        Map<String, String> form = Forms.fields(request);
        Recorded arrived = new Recorded(
                form, Forms.query(request), Instant.now(), System.nanoTime(), request.getHeader("User-Agent"), false);
        Answer answer = next.isEmpty() ? standing : next.removeFirst();
        ResponseDefinition response = answer.to(arrived, this).build();
        boolean accepted = response.getStatus() == 200
                && response.getBody() != null
                && response.getBody().contains("\"status\":1");
        recorded.add(
                new Recorded(form, arrived.query(), arrived.arrived(), arrived.nanos(), arrived.userAgent(), accepted));
        notifyAll();
        return response;
    }

    private synchronized ResponseDefinition limits(Request request) {
        asked++;
        boolean known = TOKEN.equals(request.queryParameter("token").firstValue());
        String body = known
                ? "{\"limit\":%d,\"remaining\":%d,\"reset\":%d,\"status\":1,\"request\":\"%s\"}"
                        .formatted(limit, remaining, reset.getEpochSecond(), UUID.randomUUID())
                : Answers.refusal("token", "application token is invalid");
        return aResponse().withStatus(known ? 200 : 400).withBody(body).build();
    }

    /** Takes one message from the quota; false if there is none left. */
    synchronized boolean spend() {
        remaining = Math.max(-1, remaining - 1);
        return remaining >= 0;
    }

    synchronized ResponseDefinitionBuilder withQuota(ResponseDefinitionBuilder response) {
        return response.withHeader("X-Limit-App-Limit", Long.toString(limit))
                .withHeader("X-Limit-App-Remaining", Long.toString(remaining))
                .withHeader("X-Limit-App-Reset", Long.toString(reset.getEpochSecond()));
    }

    /** 00:00:00 Central Time on the 1st (pushover.net/api, "Limitations"). */
    private static Instant firstOfNextMonth() {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of("America/Chicago"));
        return now.plusMonths(1).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS).toInstant();
    }

    private final class Script implements ResponseDefinitionTransformerV2 {
        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Request request = event.getRequest();
            String path = URI.create(request.getUrl()).getPath();
            if (path.equals("/1/messages.json") && request.getMethod().getName().equals("POST")) {
                return send(request);
            }
            if (FakeReceipts.concerns(path)) {
                return receipts.answer(request);
            }
            boolean limits = path.equals("/1/apps/limits.json")
                    && request.getMethod().getName().equals("GET");
            return limits ? limits(request) : aResponse().withStatus(404).build();
        }

        @Override
        public String getName() {
            return "pushover";
        }
    }
}
