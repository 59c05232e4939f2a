package io.authwatch.notify;

import static io.authwatch.notify.Notifications.NOON;
import static io.authwatch.notify.Notifications.normal;
import static io.authwatch.notify.Notifications.of;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.notify.Delivery.Sent;
import io.authwatch.rule.Priority;
import io.authwatch.rule.StateCell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Emergencies that ring: asked about, acknowledged, at their end, or to be stopped. */
class ReceiptsTest {
    private static final Acknowledgement ANN = new Acknowledgement(NOON.plusSeconds(20), "user 1f2e3d4c", "pixel");

    private final RetryPolicy policy = new RetryPolicy(RetryPolicyTest.dice(0));
    private Outbox outbox = new Outbox(policy, new Outbox.Limits(100, 1));

    @Test
    void ringing_isAskedAboutAfterFifteenSecondsThenEveryMinute() {
        ring("a", 0);
        assertEquals(NOON.plusSeconds(15), outbox.nextDue());
        assertNull(errand(14));
        assertEquals(new Errand.Poll("a", "receipt-a"), errand(15));
        assertNull(errand(16), "one at a time");
        assertEquals(List.of(), polled("a", new ReceiptAnswer.Ringing(), 16));
        assertNull(errand(75));
        assertEquals(new Errand.Poll("a", "receipt-a"), errand(76));
    }

    @Test
    void polls_areFiveSecondsApart_andOfTheOldestFifty() {
        for (int i = 0; i < 60; i++) {
            ring("a" + i, 0);
        }
        Set<String> asked = new java.util.HashSet<>();
        for (int second = 15; second < 600; second++) {
            if (errand(second) instanceof Errand.Poll poll) {
                asked.add(poll.notification());
                polled(poll.notification(), new ReceiptAnswer.Ringing(), second);
                assertNull(errand(second + 4), "too soon after " + second);
            }
        }
        assertEquals(50, asked.size());
        assertTrue(asked.contains("a49"));
        errand(601);
        polled("a0", new ReceiptAnswer.Expired(), 601);
        assertEquals(new Errand.Poll("a50", "receipt-a50"), errand(606));
    }

    @Test
    void unanswered_isToldToWhomItWasSent() {
        Addressee ops = new Addressee("ops", "pixel", "siren");
        Notification plain = of("a", Priority.EMERGENCY, NOON);
        outbox.add(plain.addressed("a-ops", plain.title(), ops));
        outbox.due(NOON);
        outbox.delivered("a-ops", new Sent(DeliveryReason.SENT, "request", "receipt", null, null), NOON);
        errand(15);
        List<Notification> rows = polled("a-ops", new ReceiptAnswer.Expired(), 16);
        assertEquals(NotificationState.EXPIRED, rows.get(0).state());
        assertEquals("a-ops-unanswered", rows.get(1).id());
        assertEquals(ops, rows.get(1).to());
    }

    @Test
    void oneOfTwoRecipients_acknowledgesForBoth() {
        ring("a", 0);
        Notification plain = of("a", Priority.EMERGENCY, NOON);
        outbox.add(plain.addressed("a-ops", plain.title(), new Addressee("ops", null, null)));
        outbox.due(NOON);
        outbox.delivered("a-ops", new Sent(DeliveryReason.SENT, "request", "receipt-ops", null, null), NOON);
        assertEquals(2, outbox.ringing(), "a receipt each");
        errand(15);
        polled("a", new ReceiptAnswer.Seen(ANN), 20);
        Notification other = outbox.cancel(Set.of("alert-a"), "cancelled: acknowledged", NOON.plusSeconds(20))
                .get(0);
        assertEquals("a-ops", other.id());
        assertEquals(NotificationState.CANCELLED, other.state());
        assertEquals(new Errand.Cancel("alert-a"), errand(25));
    }

    @Test
    void acknowledged_isFinal_andStopsWhatElseRingsForTheAlert() {
        ring("a", 0);
        errand(15);
        Notification row = polled("a", new ReceiptAnswer.Seen(ANN), 20).get(0);
        assertEquals(NotificationState.ACKNOWLEDGED, row.state());
        assertEquals(ANN, row.acknowledged());
        assertEquals("acknowledged by user 1f2e3d4c on pixel", row.detail());
        assertNull(errand(24));
        assertEquals(new Errand.Cancel("alert-a"), errand(25));
        outbox.answered(new Errand.Report.Cancelled("alert-a", true), NOON.plusSeconds(26));
        assertNull(errand(10_000));
        assertEquals(0, outbox.ringing());
    }

    @Test
    void cancellation_thatFails_isTriedAgainAndSlower_andOutlivesARestart() {
        ring("a", 0);
        assertEquals(
                List.of(NotificationState.CANCELLED),
                outbox.cancel(Set.of("alert-a"), "cancelled: silenced", NOON.plusSeconds(5)).stream()
                        .map(Notification::state)
                        .toList());
        assertEquals(new Errand.Cancel("alert-a"), errand(5));
        outbox.answered(new Errand.Report.Cancelled("alert-a", false), NOON.plusSeconds(6));
        assertNull(errand(10));
        assertEquals(new Errand.Cancel("alert-a"), errand(11));
        outbox.answered(new Errand.Report.Cancelled("alert-a", false), NOON.plusSeconds(12));
        assertNull(errand(21));

        List<StateCell> cells = outbox.drainChanges();
        outbox = new Outbox(policy, new Outbox.Limits(100, 1));
        cells.forEach(outbox::restore);
        assertEquals(new Errand.Cancel("alert-a"), errand(22));
        outbox.answered(new Errand.Report.Cancelled("alert-a", true), NOON.plusSeconds(23));
        assertTrue(outbox.drainChanges().get(0).gone());
    }

    @Test
    void expired_isShown_andToldOnceAtHighPriority() {
        ring("a", 0);
        errand(15);
        List<Notification> rows = polled("a", new ReceiptAnswer.Expired(), 16);
        assertEquals(NotificationState.EXPIRED, rows.get(0).state());
        assertEquals("nobody acknowledged it", rows.get(0).detail());
        Notification told = rows.get(1);
        assertEquals("Nobody acknowledged: title", told.title());
        assertEquals(Priority.HIGH, told.priority());
        assertEquals("alert-a", told.alert());
        assertEquals(
                List.of("a-unanswered"),
                outbox.due(NOON.plusSeconds(17)).stream().map(Notification::id).toList());
        assertNull(errand(10_000));
    }

    @Test
    void unknownReceipt_isTheEnd_andNoAnswerIsNot() {
        ring("a", 0);
        errand(15);
        assertEquals(List.of(), polled("a", new ReceiptAnswer.NoAnswer("500"), 16));
        errand(76);
        Notification row = polled("a", new ReceiptAnswer.Unknown("Pushover answered 404"), 77)
                .get(0);
        assertEquals(NotificationState.EXPIRED, row.state());
    }

    @Test
    void recoveredEmergency_isAskedAboutFiveSecondsAfterTheStart() {
        Notification row = of("a", Priority.EMERGENCY, NOON)
                .after(NotificationState.SENT, NOON, DeliveryReason.SENT, null, "request", "receipt-a");
        outbox.recovered(row);
        assertEquals(0, outbox.pending());
        assertNull(errand(0));
        assertNull(errand(4));
        assertEquals(new Errand.Poll("a", "receipt-a"), errand(5));
    }

    @Test
    void cancelled_isNotSent_andWhatIsOnItsWayIsStoppedWhenItArrives() {
        outbox.add(of("a", Priority.EMERGENCY, NOON));
        outbox.due(NOON);
        outbox.add(ofAlert("b", "alert-a"));
        outbox.add(normal("c", NOON));
        List<Notification> rows = outbox.cancel(Set.of("alert-a"), "cancelled: silenced", NOON);
        assertEquals(List.of("b"), rows.stream().map(Notification::id).toList());
        Notification landed = outbox.delivered("a", sentWith("receipt-a"), NOON.plusSeconds(1));
        assertEquals(NotificationState.CANCELLED, landed.state());
        assertEquals(new Errand.Cancel("alert-a"), errand(1));
        assertEquals(
                List.of("c"),
                outbox.due(NOON.plusSeconds(2)).stream().map(Notification::id).toList());
    }

    @Test
    void cancelledOnItsWay_isNotTriedAgain() {
        outbox.add(of("a", Priority.EMERGENCY, NOON));
        outbox.due(NOON);
        outbox.cancel(Set.of("alert-a"), "cancelled: silenced", NOON);
        Notification landed = outbox.delivered("a", Notifications.later(DeliveryReason.TIMEOUT), NOON.plusSeconds(15));
        assertEquals(NotificationState.CANCELLED, landed.state());
        assertEquals(0, outbox.pending());
    }

    @Test
    void refusedToken_keepsFromAskingToo() {
        ring("a", 0);
        outbox.add(normal("b", NOON));
        outbox.due(NOON.plusSeconds(1));
        outbox.delivered("b", Notifications.refused(DeliveryReason.TOKEN_INVALID), NOON.plusSeconds(1));
        assertNull(errand(100));
        assertEquals(new Errand.Poll("a", "receipt-a"), errand(3_601));
    }

    @Test
    void clockSetBack_delaysNoPollByMoreThanAMinute() {
        ring("a", 0);
        Instant back = NOON.minusSeconds(31_536_000);
        assertEquals(new Errand.Poll("a", "receipt-a"), outbox.errand(back));
    }

    private static Notification ofAlert(String id, String alert) {
        return Notification.pending(id, alert, "rule", "host", Priority.NORMAL, "title", "text", NOON, NOON);
    }

    private static Delivery sentWith(String receipt) {
        return new Sent(DeliveryReason.SENT, "request", receipt, null, null);
    }

    private void ring(String id, long second) {
        outbox.add(of(id, Priority.EMERGENCY, NOON));
        outbox.due(NOON.plusSeconds(second));
        outbox.delivered(id, sentWith("receipt-" + id), NOON.plusSeconds(second));
    }

    private Errand errand(long second) {
        return outbox.errand(NOON.plusSeconds(second));
    }

    private List<Notification> polled(String id, ReceiptAnswer answer, long second) {
        List<Notification> rows = new ArrayList<>();
        rows.addAll(outbox.answered(new Errand.Report.Polled(id, answer), NOON.plusSeconds(second)));
        return rows;
    }
}
