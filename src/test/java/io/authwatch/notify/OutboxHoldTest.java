package io.authwatch.notify;

import static io.authwatch.notify.Notifications.NOON;
import static io.authwatch.notify.Notifications.later;
import static io.authwatch.notify.Notifications.normal;
import static io.authwatch.notify.Notifications.of;
import static io.authwatch.notify.Notifications.refused;
import static io.authwatch.notify.Notifications.sent;
import static io.authwatch.notify.Notifications.spent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.Priority;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keeps the outbox from sending anything at all, and what ends it. */
class OutboxHoldTest {
    private static final Instant RESET = Instant.parse("2026-12-01T06:00:00Z");

    private final RetryPolicy policy = new RetryPolicy(RetryPolicyTest.dice(0));
    private final Outbox outbox = new Outbox(policy, new Outbox.Limits(5, 2));

    @Test
    void outage_isTriedWithOneNotificationAtATimeAndSlower() {
        for (int i = 0; i < 5; i++) {
            add(normal("n" + i, NOON.plusMillis(i)));
        }
        assertEquals(List.of("n0", "n1"), due(1));
        deliver("n0", later(DeliveryReason.UNREACHABLE), 1);
        deliver("n1", later(DeliveryReason.UNREACHABLE), 1);
        assertEquals(List.of(), due(10));
        assertEquals(List.of("n0"), due(11));
        deliver("n0", later(DeliveryReason.UNREACHABLE), 11);
        assertEquals(List.of(), due(30));
        assertEquals(List.of("n0"), due(31));
    }

    @Test
    void successAfterAnOutage_opensTheChannelAtOnce() {
        add(normal("a", NOON));
        add(normal("b", NOON));
        add(normal("c", NOON));
        due(0);
        deliver("a", later(DeliveryReason.SERVER_ERROR), 1);
        deliver("b", sent(), 2);

        assertNull(outbox.hold());
        assertEquals(List.of("c"), due(2));
        assertEquals(List.of("a"), due(6));
    }

    @Test
    void spentQuota_holdsEverythingUntilItsResetEvenEmergencies() {
        add(normal("a", NOON));
        due(0);
        Notification row = deliver("a", spent(RESET), 1);
        add(of("emergency", Priority.EMERGENCY, NOON.plusSeconds(2)));

        assertEquals(NotificationState.PENDING, row.state());
        assertEquals(RESET, row.notBefore());
        assertEquals(new Hold(Hold.Cause.QUOTA, RESET, "the message quota is used up"), outbox.hold());
        assertEquals(RESET, outbox.nextDue());
        assertEquals(List.of(), ids(outbox.due(RESET.minusMillis(1))));
        assertEquals(List.of("emergency"), ids(outbox.due(RESET)));
        outbox.delivered("emergency", sent(new Quota(10_000, 9_999, RESET.plusSeconds(2_600_000))), RESET);
        assertEquals(List.of("a"), ids(outbox.due(RESET)));
    }

    @Test
    void lastMessageOfTheQuota_holdsBeforeARefusal() {
        add(normal("a", NOON));
        add(normal("b", NOON));
        outbox.due(NOON);
        deliver("a", sent(new Quota(10_000, 0, RESET)), 1);
        deliver("b", sent(), 1);
        add(normal("c", NOON));

        assertEquals(Hold.Cause.QUOTA, hold().cause());
        assertEquals(List.of(), due(2));
    }

    @Test
    void spentQuota_isAskedForEveryFiveMinutesAndEndsWhenThereIsSome() {
        add(normal("a", NOON));
        due(0);
        assertFalse(asks(0));
        deliver("a", spent(RESET), 0);
        assertFalse(asks(0));
        assertFalse(asks(299));
        assertTrue(asks(300));
        assertFalse(asks(301));
        outbox.told(new Quota(10_000, 0, RESET), NOON.plusSeconds(301));
        assertEquals(List.of(), due(302));
        assertTrue(asks(600));
        outbox.told(new Quota(20_000, 10_000, RESET), NOON.plusSeconds(601));

        assertNull(outbox.hold());
        assertFalse(asks(900));
        assertEquals(List.of(), due(605));
        assertEquals(List.of("a"), due(606));
    }

    @Test
    void recoveredRowThatWaitsForTheQuota_holdsTheRestToo() {
        Notification waits = normal("a", NOON)
                .after(
                        NotificationState.PENDING,
                        RESET,
                        DeliveryReason.QUOTA,
                        "the message quota is used up",
                        null,
                        null);
        outbox.recovered(waits);
        outbox.recovered(normal("b", NOON));

        assertEquals(List.of(), due(5));
        assertEquals(List.of("a"), ids(outbox.due(RESET)), "one is tried first");
    }

    @Test
    void recoveredRowThatWaitsForTheQuota_isAskedForAtOnceThenEveryFiveMinutes() {
        outbox.recovered(
                normal("a", NOON).after(NotificationState.PENDING, RESET, DeliveryReason.QUOTA, "used up", null, null));

        assertTrue(asks(0));
        outbox.told(new Quota(10_000, 0, RESET), NOON);
        assertFalse(asks(299));
        assertTrue(asks(300));
        outbox.told(new Quota(10_000, 5, RESET), NOON.plusSeconds(300));
        assertEquals(List.of("a"), due(305));
    }

    @Test
    void refusedToken_burnsOneNotificationAndHoldsTheOthersForAnHour() {
        add(normal("a", NOON));
        add(normal("b", NOON.plusSeconds(1)));
        assertEquals(List.of("a"), due(0));
        assertEquals(
                NotificationState.FAILED,
                deliver("a", refused(DeliveryReason.TOKEN_INVALID), 0).state());

        assertEquals(Hold.Cause.TOKEN, hold().cause());
        assertEquals(List.of(), due(3599));
        assertEquals(List.of("b"), due(3600));
    }

    @Test
    void refusedToken_isForgivenWhenTheNotifierTellsAQuota() {
        add(normal("a", NOON));
        add(normal("b", NOON.plusSeconds(1)));
        due(0);
        deliver("a", refused(DeliveryReason.TOKEN_INVALID), 0);
        assertFalse(asks(1));
        assertTrue(asks(1801));
        outbox.told(new Quota(10_000, 5, RESET), NOON.plusSeconds(1801));
        assertEquals(List.of("b"), due(1801));
    }

    @Test
    void threeRefusalsInARow_holdTheChannelAndThenLonger() {
        for (int i = 0; i < 5; i++) {
            add(normal("n" + i, NOON.plusMillis(i)));
        }
        for (String id : List.of("n0", "n1", "n2")) {
            assertNull(outbox.hold());
            due(1);
            deliver(id, refused(DeliveryReason.REJECTED), 1);
        }
        assertEquals(Hold.Cause.REFUSALS, hold().cause());
        assertEquals(NOON.plusSeconds(601), hold().until());
        deliver("n3", sent(), 2);
        assertNull(outbox.hold(), "an acceptance ends it");
    }

    @Test
    void refusalAfterThree_holdsTwiceAsLong() {
        for (int i = 0; i < 5; i++) {
            add(normal("n" + i, NOON.plusMillis(i)));
        }
        for (String id : List.of("n0", "n1", "n2", "n3")) {
            due(1);
            deliver(id, refused(DeliveryReason.REJECTED), 1);
        }
        assertEquals(NOON.plusSeconds(1201), hold().until());
        assertEquals(List.of(), due(1200));
        assertEquals(List.of("n4"), due(1201));
    }

    private void add(Notification notification) {
        assertEquals(List.of(notification), outbox.add(notification));
    }

    private List<String> due(int second) {
        return ids(outbox.due(NOON.plusSeconds(second)));
    }

    private boolean asks(int second) {
        return outbox.asksQuota(NOON.plusSeconds(second));
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
