package io.authwatch.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the quota lets through, what becomes of the rest, and what is told before it is used up. */
class QuotaPurseTest {
    /** Ten days and fourteen hours before the reset. */
    private static final Instant NOON = Instant.parse("2026-11-20T16:00:00Z");

    private static final Instant RESET = Instant.parse("2026-12-01T06:00:00Z");
    private static final QuotaSettings SETTINGS =
            new QuotaSettings(10_000, 10, Duration.ofDays(1), Duration.ofHours(1));

    private final RetryPolicy policy = new RetryPolicy(RetryPolicyTest.dice(0));
    private Outbox outbox = outbox();
    private Instant now = NOON;
    private long remaining = 5_800;
    private int numbers;

    private Outbox outbox() {
        return new Outbox(policy, new Outbox.Limits(1_000, 1), SETTINGS);
    }

    @Test
    void normal_goesUntilTheBurstIsSpent_thenAtTheAllowance_andMattersAlways() {
        tell(5_800);
        // (5,800 - 1,000) / (254 h + 24 h) = 17.3 an hour; of a day: 414.
        int burst = sendAll(Priority.NORMAL, 600);
        assertTrue(burst > 390 && burst <= 415, "at once: " + burst);
        assertEquals(30, sendAll(Priority.HIGH, 30));
        assertEquals(5, sendAll(Priority.EMERGENCY, 5));
    }

    @Test
    void low_isOnlyShown_onceTheBucketIsHalfEmpty() {
        tell(5_800);
        int low = sendAll(Priority.LOW, 600);
        assertTrue(low > 190 && low <= 225, "at once: " + low);
        Notification row = outbox.add(decided(Priority.LOWEST)).get(0);
        assertEquals(NotificationState.SHOWN, row.state());
        assertEquals(DeliveryReason.ALLOWANCE, row.reason());
        assertEquals("not sent so that the message quota lasts: only shown", row.detail());
    }

    @Test
    void reserve_isForWhatMatters() {
        tell(1_003);
        List<Notification> rows = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            rows.addAll(outbox.add(decided(Priority.NORMAL)));
        }
        assertTrue(rows.stream().filter(row -> row.reason() == null).count() <= 3, rows.toString());
        assertEquals(2, sendAll(Priority.HIGH, 2));
    }

    @Test
    void heldBack_isToldInOneDigestAfterAnHour() {
        tell(900);
        for (int i = 0; i < 13; i++) {
            Notification row =
                    outbox.add(Notifications.of("n" + i, Priority.NORMAL, now)).get(0);
            assertEquals(NotificationState.PENDING, row.state());
            heldRows.add(row);
            assertEquals("held back so that the message quota lasts: told in a digest later", row.detail());
        }
        assertEquals(13, outbox.pending());
        assertEquals(List.of(), outbox.due(now));
        restart();
        pass(Duration.ofMinutes(59));
        tell(1_100);
        assertEquals(1, outbox.settle(now).size(), "the warning of ten percent is older: only that of twenty");
        pass(Duration.ofMinutes(1));
        List<Notification> rows = new ArrayList<>();
        for (int i = 0; i < 12 && rows.isEmpty(); i++) {
            pass(Duration.ofMinutes(10));
            rows = outbox.settle(now);
        }
        Notification digest = rows.get(rows.size() - 1);
        assertEquals("digest-n0", digest.id());
        assertTrue(digest.title().startsWith("13 alerts in the last "), digest.title());
        assertTrue(digest.title().endsWith(": rule 13"), digest.title());
        assertTrue(digest.message().startsWith("rule: 13 on host\n"), digest.message());
        assertEquals(
                13,
                rows.stream().filter(row -> digest.id().equals(row.digest())).count());
        assertEquals(14, rows.size());
    }

    @Test
    void heldBack_isToldToEachRecipient_inADigestOfTheirOwn() {
        Addressee ops = new Addressee("ops", "pixel", null);
        tell(900);
        for (int i = 0; i < 26; i++) {
            Notification plain = Notifications.of("n" + i, Priority.NORMAL, now.plusSeconds(i));
            Notification row = i % 2 == 0 ? plain.addressed("n" + i, plain.title(), ops) : plain;
            heldRows.add(outbox.add(row).get(0));
        }
        restart();
        tell(1_100);
        List<Notification> digests = new ArrayList<>();
        for (int i = 0; i < 12 && digests.size() < 2; i++) {
            pass(Duration.ofMinutes(10));
            outbox.settle(now).stream()
                    .filter(row -> row.id().startsWith("digest-"))
                    .forEach(digests::add);
        }
        assertEquals(
                List.of("digest-n0", "digest-n1"),
                digests.stream().map(Notification::id).toList());
        assertEquals(
                List.of(ops, Addressee.DEFAULT),
                digests.stream().map(Notification::to).toList());
        assertTrue(digests.stream().allMatch(digest -> digest.title().startsWith("13 alerts")));
    }

    @Test
    void heldBack_goesOneByOne_whenThereIsPlentyAgain() {
        tell(900);
        outbox.add(decided(Priority.NORMAL));
        outbox.add(decided(Priority.NORMAL));
        pass(Duration.ofMinutes(5));
        tell(9_000);
        List<Notification> rows = outbox.settle(now).stream()
                .filter(row -> !row.id().startsWith("quota-"))
                .toList();
        assertEquals(2, rows.size());
        assertTrue(rows.stream().allMatch(row -> row.state() == NotificationState.PENDING && row.reason() == null));
    }

    @Test
    void groupOfFive_costsFive_onceThatIsLearnt() {
        tell(5_800);
        for (int i = 0; i < 5; i++) {
            sendOne(5);
        }
        int burst = sendAll(Priority.NORMAL, 600);
        assertTrue(burst > 60 && burst <= 83, "at once: " + burst);
    }

    @Test
    void thresholds_areToldOnceAMonth_acrossRestarts() {
        tell(5_800);
        assertEquals(List.of(), outbox.settle(now));
        tell(1_950);
        Notification warning = outbox.settle(now).get(0);
        assertEquals("quota-2026-12-01-20-percent", warning.id());
        assertEquals("Message quota: 19 % left", warning.title());
        assertTrue(
                warning.message()
                        .startsWith("1950 of 10000 messages are left until 2026-12-01 06:00:00 UTC\n"
                                + "Spent in the last 24 hours: 3850, of them 0 by Authwatch and 3850 by others"),
                warning.message());
        restart();
        tell(1_900);
        assertTrue(outbox.settle(now).stream().noneMatch(row -> row.id().endsWith("percent")), "told already");
        tell(400);
        assertEquals("quota-2026-12-01-5-percent", outbox.settle(now).get(0).id());
        tell(0);
        assertEquals(List.of(), outbox.settle(now));
    }

    @Test
    void projection_isOfWhatOthersSpend_andToldBeforeItComes() {
        tell(9_000);
        assertNull(outbox.projected(now));
        pass(Duration.ofHours(1));
        tell(8_000);
        // A thousand a day, and our allowance: gone in about eight days.
        Instant projected = outbox.projected(now);
        assertTrue(projected != null && projected.isBefore(RESET), "projected " + projected);
        assertTrue(outbox.settle(now).stream().anyMatch(row -> row.id().equals("quota-2026-12-01-projected")));
        assertEquals(List.of(), outbox.settle(now));
    }

    @Test
    void ownBurst_isNoReasonToWarn() {
        tell(9_000);
        sendAll(Priority.NORMAL, 300);
        assertNull(outbox.projected(now));
    }

    @Test
    void nothingTold_isTheCalendarsMonth_andAskedForEveryFiveMinutes() {
        int burst = sendAll(Priority.NORMAL, 2_000);
        assertTrue(burst > 200 && burst < 500, "at once: " + burst);
        assertTrue(outbox.asksQuota(now));
        assertFalse(outbox.asksQuota(now.plusSeconds(299)));
        assertTrue(outbox.asksQuota(now.plusSeconds(300)));
    }

    @Test
    void restart_givesNoSecondBurst() {
        tell(5_800);
        sendAll(Priority.NORMAL, 600);
        restart();
        assertTrue(sendAll(Priority.NORMAL, 600) <= 1);
    }

    @Test
    void restart_neverMakesASendOfWhatIsNotQuiteOne() {
        QuotaPurse purse = new QuotaPurse(SETTINGS);
        purse.told(new Quota(10_000, 5_800, RESET), null, 0, now);
        while (purse.takes(Priority.NORMAL, 0, now)) {
            numbers++;
        }
        for (int taken = 0; taken < 10; pass(Duration.ofMillis(10))) {
            QuotaPurse restarted = new QuotaPurse(SETTINGS);
            purse.told(new Quota(10_000, 5_800, RESET), null, 0, now);
            purse.drain().forEach(restarted::restore);
            boolean more = restarted.takes(Priority.NORMAL, 0, now);
            boolean takes = purse.takes(Priority.NORMAL, 0, now);
            assertFalse(more && !takes, "at " + now);
            taken += takes ? 1 : 0;
        }
        assertTrue(numbers > 390, "the burst was not spent: " + numbers);
    }

    @Test
    void newMonth_fillsTheBucket() {
        tell(1_000);
        assertEquals(0, sendAll(Priority.NORMAL, 10));
        pass(Duration.between(now, RESET).plusSeconds(1));
        assertEquals(10, outbox.settle(now).size(), "what was held back goes");
        assertEquals(20, sendAll(Priority.NORMAL, 20));
    }

    @Test
    void priceThatOthersDroveUp_isForgottenInANewMonth_forItMightHoldBackForGood() {
        tell(9_900);
        sendOne(9_500);
        assertEquals(0, sendAll(Priority.NORMAL, 1), "more than is free, as far as we know");
        now = RESET.plusSeconds(1);
        outbox.told(new Quota(10_000, 10_000, RESET.plus(Duration.ofDays(31))), now);
        assertEquals(1, outbox.settle(now).size(), "what was held back goes");
        assertEquals(20, sendAll(Priority.NORMAL, 20));
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
    }

    private void tell(long left) {
        remaining = left;
        outbox.told(new Quota(10_000, left, RESET), now);
    }

    private void restart() {
        List<io.authwatch.rule.StateCell> cells = outbox.drainChanges();
        List<Notification> held = heldRows;
        outbox = outbox();
        cells.forEach(outbox::restore);
        held.forEach(outbox::recovered);
    }

    private final List<Notification> heldRows = new ArrayList<>();

    private Notification decided(Priority priority) {
        return Notifications.of("x" + numbers++, priority, now);
    }

    /** Adds so many and sends what may be sent; answers how many did. */
    private int sendAll(Priority priority, int count) {
        int sent = 0;
        for (int i = 0; i < count; i++) {
            outbox.add(decided(priority));
            for (Notification due : outbox.due(now)) {
                outbox.delivered(due.id(), Notifications.sent(), now);
                sent++;
            }
        }
        return sent;
    }

    private void sendOne(long cost) {
        outbox.add(decided(Priority.NORMAL));
        String id = outbox.due(now).get(0).id();
        remaining -= cost;
        outbox.delivered(id, Notifications.sent(new Quota(10_000, remaining, RESET)), now);
    }
}
