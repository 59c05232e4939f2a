package io.authwatch.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.AlertBook;
import io.authwatch.alert.AlertLimits;
import io.authwatch.alert.Push;
import io.authwatch.alert.Told;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.Judge;
import io.authwatch.rule.Match;
import io.authwatch.rule.Priority;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.testkit.SampleEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A month of a fleet on a simulated clock, from events to a Pushover that counts: one login a day on each host,
 * guessing in the background from ever new sources, a few things a day that matter, and somebody else who spends from
 * the same account. Three in a hundred of the logins are played; all of them with {@code -Dnightly=true}. Either way far more is
 * to be told than the quota allows.
 */
class QuotaMonthTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("test.nightly");
    private static final int LOGINS_A_DAY = NIGHTLY ? 50_000 : 1_500;
    private static final int GUESSERS_A_DAY = NIGHTLY ? 2_000 : 600;
    private static final int CRITICALS_A_DAY = 6;
    private static final int OTHERS_A_DAY = 60;
    private static final int DAYS = 30;
    private static final long LIMIT = 10_000;
    private static final long RESERVE = 1_000;
    private static final Duration ANSWERS_AFTER = Duration.ofMillis(1_200);
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(2);
    /** Midnight of 2 November and of 1 December in Chicago. */
    private static final Instant START = Instant.parse("2026-11-01T06:00:00Z");

    private static final Instant RESET = Instant.parse("2026-12-01T06:00:00Z");
    private static final RuleSet RULES = RuleFile.read("rules.yaml", """
            rules:
              entered: {when: {action: login, outcome: success}, per: [host, user, source], priority: low}
              guessing: {when: {action: login, outcome: failure}, count: 5, within: 2m, per: [host, source]}
              became-root: {when: {action: elevate, outcome: success, target: root}, per: [host, user], priority: high}
              break-in: {when: {action: login, outcome: success, user: root}, per: [host], priority: emergency}
            """);

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void month_of50000Hosts_staysWithinTheQuota_andEveryCriticalGoesAtOnce(int groupSize) {
        Month month = new Month(20261101L + groupSize, groupSize);
        month.run();
        month.check();
    }

    /** What happens at a time. */
    private record Happening(Instant at, long order, AuthEvent event) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private static final class Month {
        private final SplittableRandom random;
        private final int groupSize;
        private final Judge judge = new Judge(new RuleState());
        /** Without storms: what incidents leave over would not strain the purse. */
        private final AlertBook alerts = new AlertBook(AlertLimits.DEFAULT.withoutStorms());

        private final Wording wording = new Wording((rule, host) -> null);
        private final Outbox outbox;
        private final Map<String, Notification> rows = new HashMap<>();
        private final Map<String, Instant> handed = new HashMap<>();
        private Instant now = START;
        private long remaining = LIMIT;
        private long least = LIMIT;
        private Notification inFlight;
        private Instant answerAt;
        private long events;
        private Duration slowest = Duration.ZERO;

        Month(long seed, int groupSize) {
            this.random = new SplittableRandom(seed);
            this.groupSize = groupSize;
            this.outbox = new Outbox(
                    new RetryPolicy(new SplittableRandom(seed)), new Outbox.Limits(10_000, 1), QuotaSettings.DEFAULT);
        }

        void run() {
            for (int day = 0; day < DAYS; day++) {
                for (Happening happening : day(START.plus(Duration.ofDays(day)))) {
                    letTimePass(happening.at());
                    if (happening.event() == null) {
                        remaining--;
                    } else {
                        decide(happening.event());
                    }
                    turn();
                }
            }
            letTimePass(RESET.minusSeconds(1));
        }

        /** A day's happenings in order; without an event: somebody else sent a message. */
        private List<Happening> day(Instant start) {
            PriorityQueue<Happening> day = new PriorityQueue<>();
            for (int i = 0; i < LOGINS_A_DAY; i++) {
                add(day, start, AuthAction.LOGIN, Outcome.SUCCESS, "user=ann", "source=192.0.2." + random.nextInt(250));
            }
            for (int i = 0; i < GUESSERS_A_DAY; i++) {
                Instant at = any(start);
                String host = "host=" + host();
                String source = "source=2001:db8::" + Integer.toHexString(random.nextInt(1 << 16)) + ":" + i;
                for (int attempt = 0; attempt < 5; attempt++) {
                    day.add(new Happening(
                            at.plusSeconds(attempt),
                            day.size(),
                            SampleEvents.event(
                                    ++events, 1, AuthAction.LOGIN, Outcome.FAILURE, host, source, "user=x")));
                }
            }
            Instant storm = any(start).minusSeconds(60);
            for (int i = 0; i < 20 * CRITICALS_A_DAY; i++) {
                // A storm of guessers that fire at once: what matters comes in the middle of it.
                for (int attempt = 0; attempt < 5; attempt++) {
                    day.add(new Happening(
                            storm,
                            day.size(),
                            SampleEvents.event(
                                    ++events, 1, AuthAction.LOGIN, Outcome.FAILURE, "host=db-1", "source=storm-" + i)));
                }
            }
            for (int i = 0; i < CRITICALS_A_DAY; i++) {
                Instant at = i < 4 ? storm.plusMillis(1_000L + 1_500 * i) : any(start);
                String host = "host=" + host();
                day.add(new Happening(
                        at,
                        day.size(),
                        i == 0
                                ? SampleEvents.event(++events, 1, AuthAction.LOGIN, Outcome.SUCCESS, "user=root", host)
                                : SampleEvents.event(
                                        ++events, 1, AuthAction.ELEVATE, Outcome.SUCCESS, "target=root", host)));
            }
            for (int i = 0; i < OTHERS_A_DAY; i++) {
                day.add(new Happening(any(start), day.size(), null));
            }
            List<Happening> sorted = new ArrayList<>();
            while (!day.isEmpty()) {
                sorted.add(day.poll());
            }
            return sorted;
        }

        private void add(
                PriorityQueue<Happening> day, Instant start, AuthAction action, Outcome outcome, String... fields) {
            String[] all = List.of(fields).toArray(new String[fields.length + 1]);
            all[fields.length] = "host=" + host();
            day.add(new Happening(any(start), day.size(), SampleEvents.event(++events, 1, action, outcome, all)));
        }

        private String host() {
            return "web-" + random.nextInt(50_000);
        }

        private Instant any(Instant start) {
            return start.plusMillis(random.nextLong(86_390_000));
        }

        /** All that is due before {@code until}: answers, ends of cool-downs, looks of the idle writer. */
        private void letTimePass(Instant until) {
            while (true) {
                Instant next = now.plusSeconds(60);
                next = earlier(next, answerAt);
                next = earlier(next, alerts.nextDue());
                next = inFlight == null ? earlier(next, outbox.nextDue()) : next;
                if (next.isAfter(until)) {
                    now = until;
                    return;
                }
                now = next.isAfter(now) ? next : now.plusMillis(1);
                turn();
            }
        }

        private static Instant earlier(Instant a, Instant b) {
            return b != null && b.isBefore(a) ? b : a;
        }

        private void turn() {
            if (inFlight != null && !now.isBefore(answerAt)) {
                remaining -= groupSize;
                Quota told = new Quota(LIMIT, remaining, RESET);
                commit(List.of(outbox.delivered(inFlight.id(), Notifications.sent(told), now)));
                inFlight = null;
                answerAt = null;
            }
            if (alerts.due(now)) {
                push(alerts.tick(now));
            }
            commit(outbox.settle(now));
            for (Notification due : outbox.due(now)) {
                inFlight = due;
                answerAt = now.plus(ANSWERS_AFTER);
                handed.put(due.id(), now);
                Duration took = Duration.between(due.created(), now);
                if (QuotaPurse.always(due.priority()) && took.compareTo(slowest) > 0) {
                    slowest = took;
                }
            }
            if (outbox.asksQuota(now)) {
                outbox.told(new Quota(LIMIT, remaining, RESET), now);
            }
            least = Math.min(least, remaining);
        }

        private void decide(AuthEvent event) {
            Match match = RULES.match(event);
            assertNotNull(match);
            push(alerts.tell(judge.judge(match, now), now));
        }

        private void push(Told told) {
            for (Push push : told.pushes()) {
                String id = push.alert().id() + "-" + push.alert().count();
                commit(outbox.add(wording.write(push, id, now)));
            }
        }

        private void commit(List<Notification> changed) {
            changed.forEach(row -> rows.put(row.id(), row));
        }

        void check() {
            System.out.println(summary());
            long criticals = rows.values().stream()
                    .filter(row -> QuotaPurse.always(row.priority()))
                    .peek(row -> assertEquals(NotificationState.SENT, row.state(), row::toString))
                    .count();
            assertEquals(CRITICALS_A_DAY * DAYS, criticals);
            assertTrue(slowest.compareTo(TOLD_WITHIN) <= 0, "a critical waited " + slowest);
            assertTrue(least >= RESERVE, "the reserve was touched: " + least + " were left");
            assertTrue(least < 2 * RESERVE, "too little was sent: " + least + " were left");
            assertTrue(count(NotificationState.DIGESTED) > 1_000, "nothing was told in digests");
            assertTrue(count(NotificationState.SHOWN) > 10_000, "nothing was only shown");
            assertEquals(0, count(NotificationState.FAILED));
            assertEquals(outbox.pending(), count(NotificationState.PENDING));
            for (Notification row : rows.values()) {
                boolean told = row.state() != NotificationState.DIGESTED || rows.get(row.digest()) != null;
                assertTrue(told, () -> row.id() + " is in a digest that is not there");
            }
        }

        private long count(NotificationState state) {
            return rows.values().stream().filter(row -> row.state() == state).count();
        }

        String summary() {
            Map<Priority, Integer> sent = new EnumMap<>(Priority.class);
            rows.values().stream()
                    .filter(row -> row.state() == NotificationState.SENT)
                    .forEach(row -> sent.merge(row.priority(), 1, Integer::sum));
            long digests = rows.values().stream()
                    .filter(row -> row.id().startsWith("digest-"))
                    .count();
            return "month: " + events + " events, " + rows.size() + " notifications: sent " + sent + " (" + digests
                    + " digests), digested " + count(NotificationState.DIGESTED) + ", shown "
                    + count(NotificationState.SHOWN) + ", waiting " + count(NotificationState.PENDING)
                    + "; a group of " + groupSize + ", left at least " + least + ", slowest critical " + slowest;
        }
    }
}
