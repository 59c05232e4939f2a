package io.authwatch.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.notify.Delivery.Sent;
import io.authwatch.rule.Priority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DryRunNotifierTest {
    @Test
    void notification_isOneLine() {
        List<String> lines = new ArrayList<>();
        Notification notification = Notification.pending(
                "a-1",
                "a",
                "root-login",
                "web-17",
                Priority.HIGH,
                "root logged in on web-17",
                "root logged in on web-17\nRule root-login\nAlert a",
                Notifications.NOON,
                Notifications.NOON);

        Delivery delivery = new DryRunNotifier(lines::add)
                .send(notification)
                .toCompletableFuture()
                .join();

        assertEquals(
                List.of("dry run: root logged in on web-17 | root logged in on web-17; Rule root-login; Alert a"),
                lines);
        assertEquals(new Sent(DeliveryReason.DRY_RUN, null, null, null, null), delivery);
    }
}
