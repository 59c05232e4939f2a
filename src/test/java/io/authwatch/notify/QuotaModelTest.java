package io.authwatch.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.notify.Delivery.Later;
import io.authwatch.notify.Delivery.Refused;
import io.authwatch.rule.Priority;
import io.authwatch.rule.StateCell;
import io.authwatch.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Purse and outbox against an account that others spend from, failures, restarts and a clock that is set, by a seed. What
 * must hold whatever happens: every notification is a row in exactly one state, a final state is final; what is normal or
 * low goes only while more than the reserve is known to be left, and never more in a time than a burst and the allowance
 * of that time; what matters always goes; each digest tells what is marked as told by it.
 */
@Tag("long")
class QuotaModelTest {
    private static final int HISTORIES = 10_000;
    private static final int STEPS = 60;
    private static final Set<NotificationState> FINAL = EnumSet.complementOf(EnumSet.of(NotificationState.PENDING));

    @Test
    void anyHistory_losesNothing_andKeepsTheAllowance() {
        AtomicLong checked = new AtomicLong();
        long digests = Seeds.sum(System.nanoTime(), HISTORIES, seed -> {
            World world = new World(seed);
            long told = world.run();
            checked.addAndGet(world.checked);
            return told;
        });
        assertTrue(checked.get() > 5L * HISTORIES, "hardly anything went under the allowance: " + checked);
        assertTrue(digests > HISTORIES / 100, "hardly a digest: " + digests);
    }

    private static final class World {
        private final long seed;
        private final Random random;
        private final QuotaSettings settings;
        private final Map<String, Notification> ledger = new LinkedHashMap<>();
        private final Map<String, StateCell> cells = new HashMap<>();
        private final Map<String, Notification> sending = new LinkedHashMap<>();
        /** The most that a bucket could hold if every send cost one message and nothing were queued. */
        private double bucket = Double.MAX_VALUE;

        private final long limit;
        private final int groupSize;
        private Instant now = Instant.parse("2026-11-10T12:00:00Z");
        private Instant reset = Instant.parse("2026-12-01T06:00:00Z");
        private long remaining;
        private long known;
        private boolean told;
        private int added;
        private int checked;
        private Outbox outbox;

        World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.limit = 50 + random.nextInt(3_000);
            this.groupSize = 1 + random.nextInt(3);
            this.remaining = random.nextInt((int) limit + 1);
            this.settings = new QuotaSettings(
                    limit, random.nextInt(50), Duration.ofHours(1 + random.nextInt(48)), Duration.ofMinutes(30));
            this.outbox = outbox();
        }

        private Outbox outbox() {
            return new Outbox(new RetryPolicy(random), new Outbox.Limits(60, 1), settings);
        }

        int run() {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(16)) {
                    case 0, 1, 2, 3, 4 -> add();
                    case 5, 6, 7 -> send();
                    case 8, 9, 10 -> answer();
                    case 11 -> pass(Duration.ofMillis(random.nextInt(7_200_000)));
                    case 12 -> remaining -= random.nextInt(5) == 0 ? random.nextInt(100) : random.nextInt(3);
                    case 13 -> ask();
                    case 14 -> jumpSometimes();
                    default -> restartSometimes();
                }
                settle();
                check();
            }
            heal();
            return (int) ledger.keySet().stream()
                    .filter(id -> id.startsWith("digest-"))
                    .count();
        }

        private void pass(Duration duration) {
            set(now.plus(duration));
        }

        /**
         * Sets the clock; what it gains is time that passed, as for the program. The same rest of the month is shared by
         * ever fewer hours, so the allowance at the end of that time is the most that there was in it.
         */
        private void set(Instant to) {
            double hours = Math.max(0, Duration.between(now, to).toMillis() / 3.6e6);
            now = to;
            if (now.isBefore(reset)) {
                bucket = Math.min(capacity(), bucket + perHour() * hours);
                return;
            }
            while (!now.isBefore(reset)) {
                reset = reset.plus(Duration.ofDays(30));
            }
            remaining = limit;
            told = false;
            bucket = capacity();
        }

        /** The allowance as the month's rest shares it out; where nothing was told, of all there can be. */
        private double perHour() {
            double left = told ? known - limit * settings.reservePercent() / 100 : limit;
            double hours = Duration.between(now, reset).toMillis() / 3.6e6;
            // A jump of the clock may have let the program forget the reset, or expect another one.
            return Math.max(0, left) / ((told && hours < 32 * 24 ? hours : 0) + 24);
        }

        private double capacity() {
            return Math.max(1, perHour() * settings.burst().toHours());
        }

        /** Something goes under the allowance. */
        private void allowed(Notification row) {
            bucket = Math.min(bucket, capacity()) - 1;
            assertTrue(bucket > -1e-6, say(row.id() + " is more than the allowance"));
            if (told) {
                long reserve = limit * settings.reservePercent() / 100;
                assertTrue(known > reserve, say(row.id() + " takes from the reserve"));
            }
        }

        private void jumpSometimes() {
            if (random.nextInt(8) == 0) {
                Duration jump = random.nextBoolean() ? Duration.ofHours(1) : Duration.ofDays(365);
                set(random.nextBoolean() ? now.plus(jump) : now.minus(jump));
                told = false;
                bucket = Double.MAX_VALUE;
            }
        }

        private void add() {
            Priority priority = Priority.values()[random.nextInt(20) == 0 ? 3 + random.nextInt(2) : random.nextInt(3)];
            Notification decided = Notifications.of("n" + added++, priority, now);
            commit(outbox.add(decided));
            assertTrue(ledger.containsKey(decided.id()), say("a notification got no row"));
            if (QuotaPurse.always(priority)) {
                Notification row = ledger.get(decided.id());
                assertNotEquals(DeliveryReason.ALLOWANCE, row.reason(), say(row + " matters and was held back"));
            }
        }

        private void settle() {
            commit(outbox.settle(now));
            for (StateCell cell : outbox.drainChanges()) {
                cells.put(cell.kind() + "/" + cell.rule() + "/" + cell.key(), cell);
            }
        }

        private void commit(List<Notification> rows) {
            for (Notification row : rows) {
                Notification before = ledger.put(row.id(), row);
                assertTrue(before == null || !FINAL.contains(before.state()), say(row.id() + " was final: " + before));
                boolean goes = row.state() == NotificationState.PENDING && row.attempts() == 0 && row.reason() == null;
                boolean exempt = QuotaPurse.always(row.priority()) || row.id().startsWith("quota-");
                if (goes && !exempt) {
                    allowed(row);
                    checked++;
                }
            }
        }

        private void send() {
            for (Notification due : outbox.due(now)) {
                assertEquals(NotificationState.PENDING, ledger.get(due.id()).state(), say(due + " is final"));
                assertNull(sending.put(due.id(), due), say(due.id() + " is sent twice at once"));
            }
        }

        private void answer() {
            if (sending.isEmpty()) {
                return;
            }
            Notification sent = sending.remove(sending.keySet().iterator().next());
            commit(List.of(outbox.delivered(sent.id(), delivery(sent), now)));
        }

        private Delivery delivery(Notification sent) {
            if (random.nextInt(8) == 0) {
                return new Later(DeliveryReason.UNREACHABLE, null, "later", null);
            }
            if (random.nextInt(20) == 0) {
                bucket++; // it was not counted
                return new Refused(DeliveryReason.REJECTED, "refused", null);
            }
            if (remaining <= 0) {
                hears();
                return new Later(DeliveryReason.QUOTA, reset, "spent", quota());
            }
            remaining -= groupSize;
            if (random.nextInt(10) == 0) {
                return Notifications.sent();
            }
            hears();
            return Notifications.sent(quota());
        }

        private Quota quota() {
            return new Quota(limit, remaining, reset);
        }

        /** The program learns what is left; from it follows what it may spend at most. */
        private void hears() {
            if (!told || remaining > known) {
                bucket = Double.MAX_VALUE;
            }
            known = remaining;
            told = true;
        }

        private void ask() {
            if (outbox.asksQuota(now)) {
                hears();
                outbox.told(quota(), now);
            }
        }

        private void restartSometimes() {
            if (random.nextInt(4) > 0) {
                return;
            }
            sending.clear();
            outbox = outbox();
            cells.values().forEach(outbox::restore);
            ledger.values().stream()
                    .filter(row -> row.state() == NotificationState.PENDING)
                    .forEach(outbox::recovered);
        }

        private void check() {
            long pending = ledger.values().stream()
                    .filter(row -> row.state() == NotificationState.PENDING)
                    .count();
            assertEquals(pending, outbox.pending(), say("the outbox and the ledger differ"));
            long decided =
                    ledger.keySet().stream().filter(id -> id.matches("n\\d+")).count();
            assertEquals(added, decided, say("a row is missing"));
        }

        /** The clock is right, nobody else spends, and there is a new month every month: all comes to its end. */
        private void heal() {
            remaining = limit;
            reset = now.plus(Duration.ofDays(20));
            bucket = Double.MAX_VALUE;
            for (int i = 0; outbox.pending() > 0; i++) {
                assertTrue(i < 20_000, say("never empty: " + outbox.pending() + " " + outbox.hold()));
                while (!sending.isEmpty()) {
                    answer();
                }
                pass(Duration.ofMinutes(30));
                ask();
                settle();
                send();
            }
            check();
            checkDigests();
        }

        private void checkDigests() {
            for (Notification row : ledger.values()) {
                assertTrue(FINAL.contains(row.state()), say(row.id() + " has no end"));
                if (row.state() == NotificationState.DIGESTED) {
                    Notification digest = ledger.get(row.digest());
                    assertTrue(digest != null, say(row.id() + " is told by nothing"));
                }
                assertEquals(row.state() == NotificationState.DIGESTED, row.digest() != null, say(row.id()));
            }
        }

        private String say(String what) {
            return "seed " + seed + ": " + what;
        }
    }
}
