package io.authwatch.pushover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.authwatch.rule.Priority;
import io.authwatch.testkit.Answers;
import io.authwatch.testkit.FakePushover;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
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
@TestProfile(PushoverNotifierTest.NothingListens.class)
class PushoverNotifierTest {
    private static final Instant HAPPENED = Instant.parse("2026-11-23T12:01:05Z");

    private FakePushover pushover;

    /** The service around the client, without its inputs. */
    public static final class NothingListens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "authwatch.udp.enabled", "false",
                    "authwatch.tcp.enabled", "false",
                    "authwatch.data-dir", "target/pushover-notifier-test",
                    "quarkus.tls.trust-all", "true",
                    "quarkus.rest-client.logging.scope", "request-response",
                    "quarkus.log.level", "DEBUG",
                    "quarkus.log.console.level", "INFO");
        }
    }

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
        assertEquals("7f3a9c01", form.get("tags"));
        assertEquals(30, assertInstance(String.class, sent.receipt()).length());
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
    void quotaOfAServerThatIsDown_isUnknown() throws Exception {
        assertNull(open(refusing()).quota().toCompletableFuture().get(20, TimeUnit.SECONDS));
    }

    @Test
    void info_isSurfaced() throws Exception {
        pushover.next(Answers.info("no active devices to send to"));
        assertEquals(
                "no active devices to send to",
                assertInstance(Sent.class, send(notification(Priority.LOW))).info());
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
        PushoverNotifier notifier = open(pushover.url());
        long start = System.nanoTime();
        CompletionStage<Delivery> hanging = notifier.send(notification(Priority.LOW));
        CompletionStage<Delivery> slow = notifier.send(notification(Priority.LOW));

        assertLater(DeliveryReason.TIMEOUT, "no answer within 15 s; it may have arrived", await(hanging));
        assertLater(DeliveryReason.TIMEOUT, "no answer within 15 s; it may have arrived", await(slow));

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Duration.ofSeconds(18)) < 0, "took " + took);
        assertInstance(Sent.class, await(notifier.send(notification(Priority.LOW))));
    }

    @Test
    void secrets_areNowhereButInTheRequest() throws Exception {
        try (EverythingLogged log = EverythingLogged.start()) {
            PushoverNotifier notifier = open(pushover.url());
            pushover.next(
                    Answers.echo(),
                    Answers.refused("user", FakePushover.USER.toUpperCase(java.util.Locale.ROOT)),
                    Answers.refused("token", "no " + FakePushover.TOKEN.substring(0, 20) + "..."),
                    Answers.info("hello " + FakePushover.USER),
                    Answers.status(500),
                    Answers.reset(),
                    Answers.redirect(URI.create("http://127.0.0.1:1/?token=" + FakePushover.TOKEN)));
            StringBuilder told = new StringBuilder(notifier + " " + settings(pushover.url()));
            for (int i = 0; i < 8; i++) {
                told.append(await(notifier.send(notification(Priority.LOW)))).append('\n');
            }
            notifier.quota().toCompletableFuture().get(20, TimeUnit.SECONDS);
            open(refusing()).quota().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertEquals(8, pushover.recorded().size());

            assertHidden(told.toString());
            assertFalse(log.text().isEmpty(), "nothing was logged at all: the test sees nothing");
            assertHidden(log.text());
        }
    }

    private static void assertHidden(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        for (String secret : List.of(FakePushover.TOKEN, FakePushover.USER)) {
            assertFalse(lower.contains(secret.substring(0, 8).toLowerCase(java.util.Locale.ROOT)), text);
        }
    }

    private Delivery send(Notification notification) throws Exception {
        return await(open(pushover.url()).send(notification));
    }

    private static Delivery await(CompletionStage<Delivery> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static PushoverNotifier open(URI url) {
        return PushoverNotifier.open(settings(url), "0.1.0", Clock.systemUTC());
    }

    private static PushoverSettings settings(URI url) {
        return PushoverSettings.of(url, Secret.of(FakePushover.TOKEN), Secret.of(FakePushover.USER));
    }

    private static Notification notification(Priority priority) {
        String title = "root logged in on web-17 ☂";
        String message = "line 1\nline 2 & more=+%";
        return Notification.pending(
                "7f3a9c01-1", "7f3a9c01", "root-login", "web-17", priority, title, message, HAPPENED, HAPPENED);
    }

    /** A port of loopback on which nobody listens. */
    private static URI refusing() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
    }

    private static void assertLater(DeliveryReason reason, String detail, Delivery delivery) {
        Later later = assertInstance(Later.class, delivery);
        assertEquals(reason, later.reason());
        assertEquals(detail, later.detail());
    }

    private static <T> T assertInstance(Class<T> kind, Object value) {
        assertTrue(kind.isInstance(value), () -> "expected a " + kind.getSimpleName() + ", not " + value);
        return kind.cast(value);
    }
}
