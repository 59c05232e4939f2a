package io.authwatch.pushover;

import static io.authwatch.pushover.Sends.assertInstance;
import static io.authwatch.pushover.Sends.assertLater;
import static io.authwatch.pushover.Sends.await;
import static io.authwatch.pushover.Sends.notification;
import static io.authwatch.pushover.Sends.open;
import static io.authwatch.pushover.Sends.refusing;
import static io.authwatch.pushover.Sends.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.Delivery.Sent;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.rule.Priority;
import io.authwatch.testkit.Answers;
import io.authwatch.testkit.FakePushover;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that are down, slow, wrong or untrusted. Inside Quarkus, for the client's code is made there. */
@QuarkusTest
@TestProfile(NothingListens.class)
class PushoverFaultsTest {
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
    void serverError_isLaterWhateverItsBodyIs() throws Exception {
        for (int status : new int[] {500, 502, 503, 520}) {
            pushover.next(Answers.status(status));
            assertLater(DeliveryReason.SERVER_ERROR, "Pushover answered " + status, send(notification(Priority.LOW)));
        }
    }

    @Test
    void redirect_isNotFollowed() throws Exception {
        try (FakePushover elsewhere = FakePushover.start()) {
            pushover.next(Answers.redirect(elsewhere.url().resolve("/1/messages.json")));
            assertLater(
                    DeliveryReason.SERVER_ERROR,
                    "Pushover answered 302, a redirect, which is not followed",
                    send(notification(Priority.LOW)));
            assertEquals(List.of(), elsewhere.recorded());
        }
    }

    @Test
    void quotaOfAServerThatIsDown_isUnknown() throws Exception {
        assertNull(open(refusing()).quota().toCompletableFuture().get(20, TimeUnit.SECONDS));
    }

    @Test
    void refusedConnection_isLater() throws Exception {
        assertLater(
                DeliveryReason.UNREACHABLE,
                "the connection was refused",
                await(open(refusing()).send(notification(Priority.LOW))));
    }

    @Test
    void unknownHostName_isLater() throws Exception {
        assertLater(
                DeliveryReason.UNREACHABLE,
                "the host name was not found: check DNS",
                await(open(URI.create("http://pushover.invalid")).send(notification(Priority.LOW))));
    }

    @Test
    void timeouts_areThoseOfTheLimits() {
        assertEquals(Duration.ofSeconds(5), PushoverLimits.CONNECT_TIMEOUT);
        assertEquals(Duration.ofSeconds(15), PushoverLimits.TOTAL_TIMEOUT);
    }

    @Test
    void resetConnection_isLater() throws Exception {
        pushover.next(Answers.reset(), Answers.noAnswer());
        assertEquals(
                DeliveryReason.UNREACHABLE, send(notification(Priority.LOW)).reason());
        assertEquals(
                DeliveryReason.UNREACHABLE, send(notification(Priority.LOW)).reason());
        assertInstance(Sent.class, send(notification(Priority.LOW)));
    }

    @Test
    void untrustedCertificate_isLaterAndTheTokenStaysHere() throws Exception {
        try (FakePushover untrusted = FakePushover.startUntrusted()) {
            assertLater(
                    DeliveryReason.UNREACHABLE,
                    "no trusted TLS connection: check the certificate, the name in it and the clock",
                    await(open(untrusted.httpsUrl()).send(notification(Priority.LOW))));
            assertEquals(List.of(), untrusted.recorded());
        }
    }

    @Test
    void hangingServer_isATimeoutAndFreesItsConnections() throws Exception {
        pushover.next(Answers.hang(), Answers.slowBody());
        PushoverNotifier notifier =
                PushoverNotifier.open(settings(pushover.url()), "0.1.0", Clock.systemUTC(), Duration.ofSeconds(2));
        long start = System.nanoTime();
        CompletionStage<Delivery> hanging = notifier.send(notification(Priority.LOW));
        CompletionStage<Delivery> slow = notifier.send(notification(Priority.LOW));

        assertLater(DeliveryReason.TIMEOUT, "no answer within 2 s; it may have arrived", await(hanging));
        assertLater(DeliveryReason.TIMEOUT, "no answer within 2 s; it may have arrived", await(slow));

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, "took " + took);
        assertInstance(Sent.class, await(notifier.send(notification(Priority.LOW))));
    }

    private Delivery send(Notification notification) throws Exception {
        return await(open(pushover.url()).send(notification));
    }
}
