package io.authwatch.pushover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.Delivery.Sent;
import io.authwatch.notify.Notification;
import io.authwatch.rule.Priority;
import io.authwatch.testkit.FakePushover;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PushoverNotifierTest.Profile.class)
class PushoverNotifierTest {
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of();
        }
    }

    @Test
    void one() throws Exception {
        try (FakePushover fake = FakePushover.start()) {
            PushoverNotifier n = PushoverNotifier.open(
                    PushoverSettings.of(fake.url(), Secret.of(FakePushover.TOKEN), Secret.of(FakePushover.USER)),
                    "0",
                    Clock.systemUTC());
            Notification x = Notification.pending(
                    "a-1", "a", "r", "h", Priority.EMERGENCY, "t", "m", Instant.now(), Instant.now());
            Delivery d = n.send(x).toCompletableFuture().get(20, TimeUnit.SECONDS);
            System.out.println(d + " " + fake.recorded());
            assertInstanceOf(Sent.class, d);
            assertEquals(1, fake.recorded().size());
        }
    }
}
