package io.authwatch.pushover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.Delivery.Later;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.rule.Priority;
import io.authwatch.testkit.FakePushover;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What the tests of the notifier share. */
final class Sends {
    private static final Instant HAPPENED = Instant.parse("2026-11-23T12:01:05Z");

    private Sends() {}

    static Delivery await(CompletionStage<Delivery> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    static PushoverNotifier open(URI url) {
        return PushoverNotifier.open(settings(url), "0.1.0", Clock.systemUTC());
    }

    static PushoverSettings settings(URI url) {
        return PushoverSettings.of(url, Secret.of(FakePushover.TOKEN), Secret.of(FakePushover.USER));
    }

    static Notification notification(Priority priority) {
        String title = "root logged in on web-17 ☂";
        String message = "line 1\nline 2 & more=+%";
        return Notification.pending(
                "7f3a9c01-1", "7f3a9c01", "root-login", "web-17", priority, title, message, HAPPENED, HAPPENED);
    }

    /** A port of loopback on which nobody listens. */
    static URI refusing() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
    }

    static void assertLater(DeliveryReason reason, String detail, Delivery delivery) {
        Later later = assertInstance(Later.class, delivery);
        assertEquals(reason, later.reason());
        assertEquals(detail, later.detail());
    }

    static <T> T assertInstance(Class<T> kind, Object value) {
        assertTrue(kind.isInstance(value), () -> "expected a " + kind.getSimpleName() + ", not " + value);
        return kind.cast(value);
    }
}
