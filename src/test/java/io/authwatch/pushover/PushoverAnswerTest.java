package io.authwatch.pushover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.Delivery.Later;
import io.authwatch.notify.Delivery.Refused;
import io.authwatch.notify.Delivery.Sent;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Quota;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PushoverAnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant RESET = Instant.parse("2026-12-01T06:00:00Z");
    private static final String TOKEN = "azGDORePK8gMaC0QOYAMyEEuzJnyUi";
    private static final String USER = "uQiRzpo4DXghDmr9QzzfQu27cmVRsG";
    private static final String SPENT = "{\"token\":\"invalid\",\"errors\":"
            + "[\"application has exceeded current limit of 10000 messages\"],\"status\":0}";

    private final Redaction redaction = new Redaction(Secret.of(TOKEN), Secret.of(USER));

    @Test
    void statusOneWith200_isSent() {
        assertEquals(
                new Sent(
                        DeliveryReason.SENT,
                        "647d2300-702c-4b38-8b2f-d56326ae460b",
                        null,
                        null,
                        new Quota(10_000, 7_496, RESET)),
                read(
                        200,
                        quota("10000", "7496"),
                        "{\"status\":1,\"request\":\"647d2300-702c-4b38-8b2f-d56326ae460b\"}"));
    }

    @Test
    void receiptAndInfo_areKept() {
        Sent sent = assertInstanceOf(
                Sent.class, read(200, "{\"receipt\":\"r123\",\"info\":\"no active devices to send to\",\"status\":1}"));
        assertEquals("r123", sent.receipt());
        assertEquals("no active devices to send to", sent.info());
        assertNull(sent.request());
    }

    @Test
    void idsThatAreNone_areDropped() {
        Sent sent = assertInstanceOf(
                Sent.class,
                read(200, "{\"receipt\":\"" + "r".repeat(65) + "\",\"request\":\"a\\nb<i>\",\"status\":1}"));
        assertNull(sent.receipt());
        assertEquals("abi", sent.request());
    }

    @Test
    void anotherStatusWith200_isRefused() {
        assertEquals(
                new Refused(DeliveryReason.REJECTED, "Pushover refused it with 200: no", null),
                read(200, "{\"status\":0,\"errors\":[\"no\"]}"));
        assertInstanceOf(Refused.class, read(200, "{\"status\":\"ok\"}"));
        assertInstanceOf(Refused.class, read(200, "{\"status\":null}"));
    }

    @Test
    void bodyThatIsNoAnswer_isLater() {
        for (String body : new String[] {
            "", " ", "<html>", "1", "null", "[]", "{", "{\"status\":1", "\u0000", "{}", "{\"request\":\"x\"}", "true"
        }) {
            assertEquals(
                    new Later(DeliveryReason.SERVER_ERROR, null, "the answer is none of Pushover's", null),
                    read(200, body),
                    body);
        }
    }

    @Test
    void refusal_isClassifiedByTheParameterItNames() {
        assertRefused(DeliveryReason.TOKEN_INVALID, "token");
        assertRefused(DeliveryReason.RECIPIENT_INVALID, "user");
        assertRefused(DeliveryReason.RECIPIENT_INVALID, "device");
        assertRefused(DeliveryReason.REJECTED, "expire");
    }

    @Test
    void refusalWithoutReason_isRefusedAllTheSame() {
        for (int status : new int[] {400, 401, 403, 404, 408, 413, 422, 499}) {
            assertEquals(
                    new Refused(DeliveryReason.REJECTED, "Pushover refused it with " + status, null),
                    read(status, "<html>no</html>"));
        }
    }

    @Test
    void tooManyWithNoneLeft_isTheQuotaWhateverTheBodySays() {
        for (String remaining : new String[] {"0", "-1", " 0 "}) {
            Later later = assertInstanceOf(Later.class, read(429, quota("10000", remaining), SPENT));
            assertEquals(DeliveryReason.QUOTA, later.reason());
            assertEquals(RESET, later.notBefore());
            assertEquals("the message quota is used up", later.detail());
        }
    }

    @Test
    void tooManyWithNoneLeftAndNoReset_isTheQuotaWithoutATime() {
        Later later = assertInstanceOf(Later.class, read(429, Map.of("X-Limit-App-Remaining", "0"), SPENT));
        assertEquals(DeliveryReason.QUOTA, later.reason());
        assertNull(later.notBefore());
        assertNull(later.quota());
    }

    @Test
    void tooManyWithoutQuotaHeadersOrWithSomeLeft_isARateLimit() {
        Later bare = assertInstanceOf(Later.class, read(429, "<html>"));
        assertEquals(DeliveryReason.RATE_LIMITED, bare.reason());
        assertEquals("Pushover answered 429: too many requests", bare.detail());
        Later some = assertInstanceOf(Later.class, read(429, quota("10000", "17"), "{}"));
        assertEquals(DeliveryReason.RATE_LIMITED, some.reason());
    }

    @Test
    void retryAfter_isHonouredIfItIsANumber() {
        assertEquals(NOW.plusSeconds(90), retryAfter("90"));
        for (String text : new String[] {"", "0", "-5", "soon", "99999999999999999999", "9999999"}) {
            assertNull(retryAfter(text), text);
        }
    }

    @Test
    void anythingElse_isLater() {
        for (int status : new int[] {100, 201, 204, 500, 502, 503, 520, 599, 600, 0}) {
            Later later = assertInstanceOf(Later.class, read(status, "{\"status\":1}"));
            assertEquals(DeliveryReason.SERVER_ERROR, later.reason());
            assertEquals("Pushover answered " + status, later.detail());
        }
    }

    @Test
    void headersThatAreNoNumbers_areNoQuota() {
        for (String reset : new String[] {"", "x", "-1", "0", "9223372036854775807", "1e9"}) {
            Map<String, String> headers =
                    Map.of("X-Limit-App-Limit", "10000", "X-Limit-App-Remaining", "5", "X-Limit-App-Reset", reset);
            assertNull(read(200, headers, "{\"status\":1}").quota(), reset);
        }
    }

    @Test
    void limits_areReadFromTheBody() {
        String body = "{\"limit\":10000,\"remaining\":-1,\"reset\":" + RESET.getEpochSecond() + ",\"status\":1}";
        assertEquals(new Quota(10_000, -1, RESET), answer(200, Map.of(), body).limits());
        assertNull(answer(400, Map.of(), body).limits());
        assertNull(answer(200, Map.of(), "{\"limit\":10000}").limits());
        assertNull(answer(200, Map.of(), "<html>").limits());
    }

    @Test
    void echoedForm_isToldWithoutTheSecretsSafeAndShort() {
        String echo = "token=" + TOKEN + "&user=" + USER + "&USER=" + USER.toUpperCase(java.util.Locale.ROOT)
                + " http://evil.example \\u001b[2J\\n\\u202e " + "x".repeat(500);
        Refused refused =
                assertInstanceOf(Refused.class, read(400, "{\"status\":0,\"errors\":[\"" + echo + "\",\"b\"]}"));

        assertTrue(
                refused.detail().startsWith("Pushover refused it with 400: token=***&user=***&USER=*** http[:]//"),
                refused.detail());
        assertFalse(refused.detail().contains("\u001b") || refused.detail().contains("\n"), refused.detail());
        assertTrue(refused.detail().length() <= 230, refused.detail());
    }

    @Test
    void secretThatWasCutOff_isStillFound() {
        assertEquals("...***", redaction.of("..." + TOKEN.substring(0, 7)));
        assertEquals("*** and ***", redaction.of(TOKEN + " and " + USER.substring(0, 12)));
        assertEquals("***" + "***", redaction.of(TOKEN + USER));
        assertEquals("nothing of it", redaction.of("nothing of it"));
    }

    private void assertRefused(DeliveryReason reason, String parameter) {
        assertEquals(
                new Refused(reason, "Pushover refused it with 400: is wrong; see the page", null),
                read(
                        400,
                        "{\"" + parameter + "\":\"invalid\",\"errors\":[\"is wrong\",\"see the page\"],\"status\":0}"));
    }

    private Instant retryAfter(String value) {
        return assertInstanceOf(Later.class, read(429, Map.of("Retry-After", value), ""))
                .notBefore();
    }

    private Delivery read(int status, String body) {
        return read(status, Map.of(), body);
    }

    private Delivery read(int status, Map<String, String> headers, String body) {
        return answer(status, headers, body).delivery(redaction, NOW);
    }

    private static PushoverAnswer answer(int status, Map<String, String> headers, String body) {
        return new PushoverAnswer(status, headers::get, body);
    }

    private static Map<String, String> quota(String limit, String remaining) {
        return Map.of(
                "X-Limit-App-Limit", limit,
                "X-Limit-App-Remaining", remaining,
                "X-Limit-App-Reset", Long.toString(RESET.getEpochSecond()));
    }
}
