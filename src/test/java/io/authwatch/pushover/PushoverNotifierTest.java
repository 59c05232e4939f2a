package io.authwatch.pushover;

import static io.authwatch.pushover.Sends.assertInstance;
import static io.authwatch.pushover.Sends.await;
import static io.authwatch.pushover.Sends.notification;
import static io.authwatch.pushover.Sends.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.Delivery.Later;
import io.authwatch.notify.Delivery.Refused;
import io.authwatch.notify.Delivery.Sent;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.notify.Quota;
import io.authwatch.notify.ReceiptAnswer;
import io.authwatch.rule.Priority;
import io.authwatch.testkit.Answers;
import io.authwatch.testkit.FakePushover;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The notifier with a real client over a real connection. Inside Quarkus, for the client's code is made there. */
@QuarkusTest
@TestProfile(NothingListens.class)
class PushoverNotifierTest {
    private FakePushover pushover;

    @BeforeEach
    void start() {
        pushover = FakePushover.start();
    }

    @AfterEach
    void stop() {
        pushover.close();
    }

    @Test
    void send_isTheWholeFormAndNothingInTheAddress() throws Exception {
        Delivery delivery = send(notification(Priority.HIGH));

        Sent sent = assertInstance(Sent.class, delivery);
        FakePushover.Recorded form = pushover.recorded().get(0);
        assertEquals(
                Map.of(
                        "token", FakePushover.TOKEN,
                        "user", FakePushover.USER,
                        "title", "root logged in on web-17 ☂",
                        "message", "line 1\nline 2 & more=+%",
                        "priority", "1",
                        "timestamp", "1795435265"),
                form.form());
        assertEquals("", form.query());
        assertEquals("authwatch/0.1.0", form.userAgent());
        assertEquals(DeliveryReason.SENT, sent.reason());
        assertNotNull(sent.request());
        assertNull(sent.receipt());
        assertEquals(9_999, assertInstance(Quota.class, sent.quota()).remaining());
    }

    @Test
    void emergency_hasItsRepeatsAndTagAndGivesAReceipt() throws Exception {
        Sent sent = assertInstance(Sent.class, send(notification(Priority.EMERGENCY)));

        Map<String, String> form = pushover.recorded().get(0).form();
        assertEquals("60", form.get("retry"));
        assertEquals("3600", form.get("expire"));
        assertEquals("alert=7f3a9c01", form.get("tags"));
        assertEquals(30, assertInstance(String.class, sent.receipt()).length());
    }

    @Test
    void receipt_tellsWhoHasSeenIt_andNeverTheKey() throws Exception {
        Sent sent = assertInstance(Sent.class, send(notification(Priority.EMERGENCY)));
        String receipt = assertInstance(String.class, sent.receipt());
        PushoverNotifier notifier = open(pushover.url());
        assertEquals(new ReceiptAnswer.Ringing(), answer(notifier.receipt(receipt)));
        assertEquals(
                new ReceiptAnswer.Unknown("Pushover answered 404 about its receipt"),
                answer(notifier.receipt("rNobodyKnowsThisReceipt0000000")));
        pushover.receipts().refuse(1);
        assertInstance(ReceiptAnswer.NoAnswer.class, answer(notifier.receipt(receipt)));
        assertInstance(
                ReceiptAnswer.NoAnswer.class, answer(open(Sends.refusing()).receipt(receipt)));
    }

    @Test
    void cancellation_namesTheTagInThePath_percentEncoded() throws Exception {
        Sent sent = assertInstance(Sent.class, send(notification(Priority.EMERGENCY)));
        PushoverNotifier notifier = open(pushover.url());
        pushover.receipts().refuse(1);
        assertEquals(false, answer(notifier.cancel("7f3a9c01")));
        assertEquals(true, answer(notifier.cancel("7f3a9c01")));
        assertEquals(List.of("alert%3D7f3a9c01"), pushover.receipts().rawTags());
        assertTrue(pushover.receipts().silent(assertInstance(String.class, sent.receipt())));
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, java.util.concurrent.TimeUnit.SECONDS);
    }

    @Test
    void manySends_useTwoConnectionsAndKeepThem() throws Exception {
        PushoverNotifier notifier = open(pushover.url());
        List<CompletionStage<Delivery>> stages = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            stages.add(notifier.send(notification(Priority.NORMAL)));
        }
        for (CompletionStage<Delivery> stage : stages) {
            assertInstance(Sent.class, await(stage));
        }
        assertEquals(40, pushover.accepted().size());
        assertTrue(pushover.connections() <= 2, pushover.connections() + " connections");
    }

    @Test
    void refused_isFinalAndNamesTheReason() throws Exception {
        PushoverNotifier stranger = PushoverNotifier.open(
                PushoverSettings.of(pushover.url(), Secret.of(FakePushover.TOKEN), Secret.of("x".repeat(30))),
                "0.1.0",
                Clock.systemUTC());

        Refused refused = assertInstance(Refused.class, await(stranger.send(notification(Priority.LOW))));

        assertEquals(DeliveryReason.RECIPIENT_INVALID, refused.reason());
        assertEquals(
                "Pushover refused it with 400: user identifier is not a valid user, group, or subscribed user key",
                refused.detail());
    }

    @Test
    void spentQuota_isLaterUntilItsReset() throws Exception {
        Instant reset = Instant.parse("2026-12-01T06:00:00Z");
        pushover.quota(10_000, 0, reset);

        Later later = assertInstance(Later.class, send(notification(Priority.EMERGENCY)));

        assertEquals(DeliveryReason.QUOTA, later.reason());
        assertEquals(reset, later.notBefore());
        assertEquals(new Quota(10_000, -1, reset), later.quota());
    }

    @Test
    void quota_isAskedForWithoutASend() throws Exception {
        Instant reset = Instant.parse("2026-12-01T06:00:00Z");
        pushover.quota(10_000, 1_234, reset);

        assertEquals(
                new Quota(10_000, 1_234, reset),
                open(pushover.url()).quota().toCompletableFuture().get(20, TimeUnit.SECONDS));
        assertEquals(List.of(), pushover.recorded());
    }

    @Test
    void info_isSurfaced() throws Exception {
        pushover.next(Answers.info("no active devices to send to"));
        assertEquals(
                "no active devices to send to",
                assertInstance(Sent.class, send(notification(Priority.LOW))).info());
    }

    private Delivery send(Notification notification) throws Exception {
        return await(open(pushover.url()).send(notification));
    }
}
