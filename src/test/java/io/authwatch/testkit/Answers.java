package io.authwatch.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.authwatch.testkit.FakePushover.Answer;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** What {@link FakePushover} can answer, each as a real one was seen to. */
public final class Answers {
    /** Longer than any client waits. */
    private static final int FOREVER_MILLIS = 120_000;

    private Answers() {}

    /** As the real one: the form is checked, the quota counted. */
    public static Answer real() {
        return (form, pushover) -> {
            Optional<Forms.Fault> fault = Forms.fault(form.form());
            if (fault.isPresent()) {
                return json(400, refusal(fault.get().parameter(), fault.get().text()));
            }
            if (!pushover.spend()) {
                return pushover.withQuota(json(429, spent()));
            }
            boolean emergency = "2".equals(form.field("priority"));
            String receipt = emergency ? ",\"receipt\":\"" + pushover.receipts().of(form.form()) + "\"" : "";
            return pushover.withQuota(json(200, "{\"status\":1%s,%s}".formatted(receipt, request())));
        };
    }

    /** Accepted, but nobody gets it. */
    public static Answer info(String info) {
        return (form, pushover) ->
                pushover.withQuota(json(200, "{\"info\":\"%s\",\"status\":1,%s}".formatted(info, request())));
    }

    /** The quota is used up, whatever it was. */
    public static Answer quotaSpent() {
        return (form, pushover) -> {
            while (pushover.spend()) {
                // Down to -1, which the real one was seen to tell.
            }
            return pushover.withQuota(json(429, spent()));
        };
    }

    /** Too many requests, said by what stands before Pushover: without its headers. */
    public static Answer rateLimited() {
        return (form, pushover) -> html(429, "<html><title>Too many requests</title></html>");
    }

    /** Refused for {@code parameter}. */
    public static Answer refused(String parameter, String text) {
        return (form, pushover) -> json(400, refusal(parameter, text));
    }

    /** Refused with a body that holds the whole form, secrets included, and these first: what follows is cut. */
    public static Answer echo() {
        return (form, pushover) -> json(
                400,
                refusal(
                        "message",
                        "cannot take " + form.field("token") + " for " + form.field("user") + " in " + form.form()));
    }

    /** An HTML page with this status. */
    public static Answer status(int status) {
        return (form, pushover) -> html(status, "<html><body><h1>" + status + "</h1>cloudflare</body></html>");
    }

    /** 200 with {@code "status": 0}. */
    public static Answer statusZero() {
        return (form, pushover) -> json(200, "{\"errors\":[\"no\"],\"status\":0," + request() + "}");
    }

    /** No answer at all. */
    public static Answer hang() {
        return (form, pushover) -> aResponse().withStatus(200).withFixedDelay(FOREVER_MILLIS);
    }

    /** An answer whose octets come one by one, and never end in time. */
    public static Answer slowBody() {
        return (form, pushover) ->
                json(200, "{\"status\":1," + request() + "}").withChunkedDribbleDelay(40, FOREVER_MILLIS);
    }

    /** The connection is reset. */
    public static Answer reset() {
        return (form, pushover) -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
    }

    /** The connection is closed without an answer. */
    public static Answer noAnswer() {
        return (form, pushover) -> aResponse().withFault(Fault.EMPTY_RESPONSE);
    }

    /** Somewhere else. */
    public static Answer redirect(URI to) {
        return (form, pushover) -> aResponse().withStatus(302).withHeader("Location", to.toString());
    }

    static String refusal(String parameter, String text) {
        return "{\"%s\":\"invalid\",\"errors\":[\"%s\"],\"status\":0,%s}"
                .formatted(parameter, text.replace("\"", "'").replace("\n", " "), request());
    }

    private static String spent() {
        return refusal("token", "application has exceeded current limit of 10000 messages");
    }

    private static String request() {
        return "\"request\":\"" + UUID.randomUUID() + "\"";
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody(body);
    }

    private static ResponseDefinitionBuilder html(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html; charset=UTF-8")
                .withBody(body);
    }
}
