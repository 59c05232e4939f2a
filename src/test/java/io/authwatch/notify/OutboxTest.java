package io.authwatch.notify;

import static io.authwatch.notify.Notifications.NOON;
import static io.authwatch.notify.Notifications.later;
import static io.authwatch.notify.Notifications.normal;
import static io.authwatch.notify.Notifications.of;
import static io.authwatch.notify.Notifications.refused;
import static io.authwatch.notify.Notifications.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.authwatch.notify.Delivery.Sent;
import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final RetryPolicy policy = new RetryPolicy(RetryPolicyTest.dice(0));
    private final Outbox outbox = new Outbox(policy, new Outbox.Limits(5, 2));

    @Test
    void due_isTheEmergencyThenTheHighOneThenTheOldestAndTwoAtMost() {
        add(normal("young", NOON.plusSeconds(2)));
        add(of("high", Priority.HIGH, NOON.plusSeconds(1)));
        add(normal("old", NOON));
        add(of("emergency", Priority.EMERGENCY, NOON.plusSeconds(3)));

        assertEquals(List.of("emergency", "high"), due(3));
        assertEquals(List.of(), due(3));
        deliver("high", sent(), 4);
        assertEquals(List.of("old"), due(4));
        assertEquals(3, outbox.pending());
        assertEquals(NOON, outbox.oldest());
    }

    @Test
    void accepted_isCommittedWithWhatTheNotifierSaid() {
        add(normal("a", NOON));
        due(0);
        Notification row = outbox.delivered(
                "a", new Sent(DeliveryReason.SENT, "request-1", "receipt-1", "no active devices", null), NOON);

        assertEquals(NotificationState.SENT, row.state());
        assertEquals(1, row.attempts());
        assertEquals("request-1", row.request());
        assertEquals("receipt-1", row.receipt());
        assertEquals("no active devices", row.detail());
        assertEquals(0, outbox.pending());
        assertNull(outbox.oldest());
        assertNull(outbox.nextDue());
    }

    @Test
    void dryRun_hasAStateOfItsOwn() {
        add(normal("a", NOON));
        due(0);
        Notification row = deliver("a", new Sent(DeliveryReason.DRY_RUN, null, null, null, null), 0);
        assertEquals(NotificationState.DRY_RUN, row.state());
    }

    @Test
    void refused_isFinalAndTheNextGoesOn() {
        add(normal("a", NOON));
        add(normal("b", NOON));
        due(0);
        Notification row = deliver("a", refused(DeliveryReason.RECIPIENT_INVALID), 0);

        assertEquals(NotificationState.FAILED, row.state());
        assertEquals(DeliveryReason.RECIPIENT_INVALID, row.reason());
        assertEquals("refused", row.detail());
        assertEquals(NotificationState.SENT, deliver("b", sent(), 0).state());
        assertEquals(0, outbox.pending());
    }

    @Test
    void failure_waitsFiveSecondsFromItsEndAndHoldsTheOthers() {
        add(normal("a", NOON));
        due(0);
        add(normal("b", NOON.plusSeconds(1)));
        Notification row = deliver("a", later(DeliveryReason.TIMEOUT), 15);

        assertEquals(NotificationState.PENDING, row.state());
        assertEquals(NOON.plusSeconds(20), row.notBefore());
        assertEquals(Hold.Cause.OUTAGE, hold().cause());
        assertEquals(NOON.plusSeconds(20), outbox.nextDue());
        assertEquals(List.of(), due(19));
        assertEquals(List.of("a"), due(20));
        assertNull(outbox.nextDue());
    }

    @Test
    void fullOutbox_givesUpTheYoungestOfTheLowestPriorityAndSaysSo() {
        add(of("low-old", Priority.LOW, NOON));
        add(of("low-young", Priority.LOW, NOON.plusSeconds(1)));
        add(normal("a", NOON));
        add(normal("b", NOON));
        add(normal("c", NOON));

        List<Notification> rows = outbox.add(of("emergency", Priority.EMERGENCY, NOON));

        assertEquals(List.of("emergency", "low-young"), ids(rows));
        assertEquals(NotificationState.PENDING, rows.get(0).state());
        assertEquals(NotificationState.FAILED, rows.get(1).state());
        assertEquals(DeliveryReason.OUTBOX_FULL, rows.get(1).reason());
        assertEquals(
                "the outbox is full: 5 notifications are pending", rows.get(1).detail());
        assertEquals(0, rows.get(1).attempts());
        assertEquals(5, outbox.pending());
    }

    @Test
    void fullOutboxOfNothingLess_givesUpTheNewOneAndSaysSo() {
        for (int i = 0; i < 5; i++) {
            add(normal("n" + i, NOON));
        }
        List<Notification> rows = outbox.add(normal("late", NOON));
        assertEquals(List.of("late"), ids(rows));
        assertEquals(NotificationState.FAILED, rows.get(0).state());
        assertEquals(DeliveryReason.OUTBOX_FULL, rows.get(0).reason());
    }

    @Test
    void fullOutbox_neverGivesUpWhatIsInFlight() {
        Outbox small = new Outbox(policy, new Outbox.Limits(1, 2));
        small.add(of("low", Priority.LOW, NOON));
        small.due(NOON);
        List<Notification> rows = small.add(of("emergency", Priority.EMERGENCY, NOON));
        assertEquals(NotificationState.FAILED, rows.get(0).state());
        assertEquals(
                NotificationState.SENT, small.delivered("low", sent(), NOON).state());
    }

    @Test
    void clockThatWentBack_delaysNothingBeyondThePolicysLongest() {
        add(normal("a", NOON));
        due(0);
        deliver("a", later(DeliveryReason.SERVER_ERROR), 0);
        Instant back = NOON.minus(Duration.ofDays(1));
        assertEquals(List.of(), ids(outbox.due(back)));
        assertEquals(List.of("a"), ids(outbox.due(back.plus(RetryPolicy.CEILING))));
    }

    @Test
    void deliveryOfWhatIsNotInFlight_isAMistakeOfOurs() {
        add(normal("a", NOON));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> outbox.delivered("a", sent(), NOON));
        assertEquals("notification a is not in flight", e.getMessage());
    }

    private void add(Notification notification) {
        assertEquals(List.of(notification), outbox.add(notification));
    }

    private List<String> due(int second) {
        return ids(outbox.due(NOON.plusSeconds(second)));
    }

    private Notification deliver(String id, Delivery delivery, int second) {
        return outbox.delivered(id, delivery, NOON.plusSeconds(second));
    }

    private Hold hold() {
        Hold hold = outbox.hold();
        assertNotNull(hold);
        return hold;
    }

    private static List<String> ids(List<Notification> notifications) {
        return notifications.stream().map(Notification::id).toList();
    }
}
