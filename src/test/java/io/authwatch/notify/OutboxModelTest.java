package io.authwatch.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.notify.Delivery.Later;
import io.authwatch.notify.Delivery.Refused;
import io.authwatch.notify.Delivery.Sent;
import io.authwatch.rule.Priority;
import io.authwatch.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The outbox against a ledger, a Pushover and a clock that misbehave by a seed. What must hold whatever happens: nothing
 * is lost, nothing is sent after it was accepted or refused, two at most are in flight, a notification is repeated after
 * five seconds at the earliest, nothing is sent while the quota is known to be spent; and once all is well again,
 * everything arrives.
 */
@Tag("long")
class OutboxModelTest {
    private static final int SEQUENCES = 1_000;
    private static final int STEPS = 300;

    @Test
    void anySequence_keepsThePromise() {
        long added = Seeds.sum(System.nanoTime(), SEQUENCES, seed -> new World(seed).run());
        assertTrue(added > 10L * SEQUENCES, "hardly a notification: " + added);
    }

    /** One sequence. */
    private static final class World {
        private final long seed;
        private final Random random;
        private final Map<String, Notification> ledger = new LinkedHashMap<>();
        private final Map<String, Instant> sending = new HashMap<>();
        private final Map<String, Instant> attemptEnded = new HashMap<>();
        private final List<String> acceptedButNotCommitted = new ArrayList<>();
        private final Map<String, Integer> acceptances = new HashMap<>();
        private Instant now = Notifications.NOON;
        private Instant quotaReset;
        private boolean knowsQuotaSpent;
        private int crashes;
        private int added;
        private Outbox outbox;

        World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.outbox = outbox();
        }

        private Outbox outbox() {
            return new Outbox(new RetryPolicy(random), new Outbox.Limits(40, 2));
        }

        /** Answers how many notifications there were. */
        long run() {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(12)) {
                    case 0, 1 -> add();
                    case 2, 3, 4 -> send();
                    case 5, 6, 7 -> answer();
                    case 8 -> now = now.plusMillis(random.nextInt(700_000));
                    case 9 -> now = now.plusMillis(random.nextInt(3_000));
                    case 10 -> ask();
                    default -> crashSometimes();
                }
                check();
            }
            heal();
            return added;
        }

        private void add() {
            Priority priority = Priority.values()[random.nextInt(5)];
            Notification decided = Notifications.of("n" + added++, priority, now);
            commit(outbox.add(decided));
            assertTrue(ledger.containsKey(decided.id()), say("a notification got no row"));
        }

        private void commit(List<Notification> rows) {
            rows.forEach(row -> ledger.put(row.id(), row));
        }

        private void send() {
            for (Notification due : outbox.due(now)) {
                assertEquals(NotificationState.PENDING, ledger.get(due.id()).state(), say(due.id() + " was finished"));
                Instant ended = attemptEnded.get(due.id());
                assertTrue(
                        ended == null || !now.isBefore(ended.plus(RetryPolicy.FLOOR)), say(due.id() + " is too early"));
                assertTrue(!knowsQuotaSpent || !now.isBefore(quotaReset), say(due.id() + " is before the reset"));
                assertNull(sending.put(due.id(), now), say(due.id() + " is sent twice at once"));
            }
        }

        private void answer() {
            if (sending.isEmpty()) {
                return;
            }
            String id = List.copyOf(sending.keySet()).get(random.nextInt(sending.size()));
            Delivery delivery = delivery();
            end(id, delivery);
        }

        private void end(String id, Delivery delivery) {
            if (delivery instanceof Sent) {
                acceptances.merge(id, 1, Integer::sum);
            }
            sending.remove(id);
            attemptEnded.put(id, now);
            commit(List.of(outbox.delivered(id, delivery, now)));
        }

        private Delivery delivery() {
            boolean spent = quotaReset != null && now.isBefore(quotaReset);
            if (spent || random.nextInt(12) == 0) {
                if (!spent) {
                    quotaReset = now.plusSeconds(61 + random.nextInt(5_000));
                }
                knowsQuotaSpent = true;
                return Notifications.spent(quotaReset);
            }
            DeliveryReason[] reasons = DeliveryReason.values();
            return switch (random.nextInt(4)) {
                case 0 -> new Later(reasons[6 + random.nextInt(4)], null, "later", null);
                case 1 -> new Refused(reasons[2 + random.nextInt(3)], "refused", null);
                default -> Notifications.sent(new Quota(10_000, 500, now.plusSeconds(1_000_000)));
            };
        }

        /** The notifier tells its quota, as asked. */
        private void ask() {
            if (outbox.asksQuota(now)) {
                boolean bought = random.nextInt(3) == 0;
                if (bought) {
                    quotaReset = null;
                    knowsQuotaSpent = false;
                }
                boolean spent = quotaReset != null && now.isBefore(quotaReset);
                outbox.told(
                        spent ? new Quota(10_000, 0, quotaReset) : new Quota(10_000, 9, now.plusSeconds(1_000_000)),
                        now);
            }
        }

        /** What was in flight may have been accepted without our knowing. */
        private void crashSometimes() {
            if (random.nextInt(4) > 0) {
                return;
            }
            crashes++;
            for (String id : sending.keySet()) {
                if (random.nextBoolean()) {
                    acceptances.merge(id, 1, Integer::sum);
                    acceptedButNotCommitted.add(id);
                }
                attemptEnded.remove(id);
            }
            sending.clear();
            recover();
        }

        private void recover() {
            outbox = outbox();
            boolean quotaIsOnRecord = false;
            for (Notification row : ledger.values()) {
                if (row.state() == NotificationState.PENDING) {
                    outbox.recovered(row);
                    quotaIsOnRecord |= row.reason() == DeliveryReason.QUOTA;
                }
            }
            knowsQuotaSpent &= quotaIsOnRecord;
        }

        private void check() {
            assertTrue(sending.size() <= 2, say("more than two in flight"));
            long pending = ledger.values().stream()
                    .filter(row -> row.state() == NotificationState.PENDING)
                    .count();
            assertEquals(pending, outbox.pending(), say("the outbox and the ledger differ"));
            assertEquals(added, ledger.size(), say("a row is missing"));
            Instant oldest = ledger.values().stream()
                    .filter(row -> row.state() == NotificationState.PENDING)
                    .map(Notification::created)
                    .min(Instant::compareTo)
                    .orElse(null);
            assertEquals(oldest, outbox.oldest(), say("the oldest differs"));
        }

        /** Everything works from now on; the next time to look is told by the outbox itself. */
        private void heal() {
            for (String id : List.copyOf(sending.keySet())) {
                end(id, Notifications.sent());
            }
            for (int i = 0; outbox.pending() > 0; i++) {
                assertTrue(i < 1_000, say("not empty after a thousand looks"));
                Instant next = outbox.nextDue();
                assertTrue(next != null, say("pending, and never due"));
                now = next.isAfter(now) ? next : now;
                send();
                assertTrue(!sending.isEmpty(), say("due, and nothing is sent"));
                for (String id : List.copyOf(sending.keySet())) {
                    end(id, Notifications.sent());
                }
            }
            check();
            checkEnds();
        }

        private void checkEnds() {
            int twice = 0;
            for (Notification row : ledger.values()) {
                int times = acceptances.getOrDefault(row.id(), 0);
                assertTrue(times > 0 || row.state() == NotificationState.FAILED, say(row.id() + " was lost"));
                assertTrue(row.state() != NotificationState.SENT || times > 0, say(row.id() + " never arrived"));
                twice += Math.max(0, times - 1);
            }
            assertTrue(twice <= acceptedButNotCommitted.size(), say(twice + " repeats"));
            assertTrue(acceptedButNotCommitted.size() <= 2 * crashes, say("more than two in flight at a crash"));
            assertTrue(Duration.between(Notifications.NOON, now).toDays() < 40, say("it took until " + now));
        }

        private String say(String what) {
            return "seed " + seed + ": " + what;
        }
    }
}
