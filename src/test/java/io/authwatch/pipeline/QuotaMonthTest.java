package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertLimits;
import io.authwatch.alert.AlertState;
import io.authwatch.notify.Delivery;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.notify.Outbox;
import io.authwatch.notify.Quota;
import io.authwatch.notify.QuotaSettings;
import io.authwatch.rule.OwnRules;
import io.authwatch.rule.Priority;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.wire.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A month of a fleet on a simulated clock, from lines to a Pushover that counts, the whole way of the program: one login a
 * day on each host, guessing in the background from ever new sources, a few things a day that matter in the middle of a
 * storm, and somebody else who spends from the same account. Three in a hundred of the logins are played; all of them
 * with {@code -Dnightly=true}. As it is, storms are told as incidents; where that is switched off, far more is to be told
 * than the quota allows. Everything is counted either way.
 */
@Tag("long")
class QuotaMonthTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("test.nightly");
    private static final int LOGINS_A_DAY = NIGHTLY ? 50_000 : 1_500;
    private static final int GUESSERS_A_DAY = NIGHTLY ? 2_000 : 600;
    private static final int CRITICALS_A_DAY = 6;
    /** Sources of a storm that fire at once. */
    private static final int STORM_A_DAY = 120;

    private static final int OTHERS_A_DAY = 60;
    private static final int DAYS = 30;
    private static final long LIMIT = 10_000;
    private static final long RESERVE = 1_000;
    /** With incidents, what matters among them. */
    private static final int TOLD_A_DAY_MAX = 100;

    private static final Duration ANSWERS_AFTER = Duration.ofMillis(1_200);
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(2);
    /** Midnight of 1 November and of 1 December in Chicago. */
    private static final Instant START = Instant.parse("2026-11-01T06:00:00Z");

    private static final Instant RESET = Instant.parse("2026-12-01T06:00:00Z");
    private static final RuleSet RULES = RuleFile.read("rules.yaml", """
            rules:
              entered: {when: {action: login, outcome: success}, unless: {user: root}, per: [host, user, source], priority: low}
              guessing: {when: {action: login, outcome: failure}, count: 5, within: 2m, per: [host, source]}
              became-root: {when: {action: elevate, outcome: success, target: root}, per: [host, user], priority: high}
              break-in: {when: {action: login, outcome: success, user: root}, per: [host], priority: emergency}
            """);

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 1", "false, 3"})
    void month_of50000Hosts_staysWithinTheQuota_andEveryCriticalGoesAtOnce(boolean storms, int groupSize) {
        Month month = new Month(storms, groupSize);
        month.run();
        month.check();
    }

    /** A line at a time; without one: somebody else sent a message. */
    private record Happening(Instant at, String line) {}

    private static final class Month {
        private final SplittableRandom random;
        private final boolean storms;
        private final int groupSize;
        private final Harness harness;
        private final Lane lane;
        private final Map<String, Notification> rows = new HashMap<>();
        private final Map<String, Alert> open = new HashMap<>();
        private final Map<String, Long> firings = new HashMap<>();
        private Instant now = START;
        private long remaining = LIMIT;
        private long least = LIMIT;
        private Notification inFlight;
        private Instant answerAt;
        private long lines;
        private Duration slowest = Duration.ZERO;

        Month(boolean storms, int groupSize) {
            this.random = new SplittableRandom(20261101L + groupSize);
            this.storms = storms;
            this.groupSize = groupSize;
            AlertLimits limits = storms ? AlertLimits.DEFAULT : AlertLimits.DEFAULT.withoutStorms();
            this.harness = new Harness(RULES, 10_000, limits, new Outbox.Limits(10_000, 1), QuotaSettings.DEFAULT);
            this.lane = harness.lane(Input.TCP);
        }

        void run() {
            for (int day = 0; day < DAYS; day++) {
                for (Happening happening : day(START.plus(Duration.ofDays(day)))) {
                    letTimePass(happening.at());
                    if (happening.line() == null) {
                        remaining--;
                    }
                    turn(happening.line());
                }
            }
            letTimePass(RESET.minusSeconds(1));
        }

        /** A day's happenings in order. */
        private List<Happening> day(Instant start) {
            List<Happening> day = new ArrayList<>();
            for (int i = 0; i < LOGINS_A_DAY; i++) {
                add(day, any(start), host(), "sshd[7]: Accepted publickey for ann from 192.0.2." + random.nextInt(250));
            }
            for (int i = 0; i < GUESSERS_A_DAY; i++) {
                String source = "2001:db8::" + Integer.toHexString(random.nextInt(1 << 16)) + ":" + i;
                guess(day, any(start), Duration.ofSeconds(1), host(), source);
            }
            Instant storm = any(start).minusSeconds(60);
            for (int i = 0; i < STORM_A_DAY; i++) {
                guess(day, storm, Duration.ZERO, "db-1", "198.51.100." + i);
            }
            for (int i = 0; i < CRITICALS_A_DAY; i++) {
                Instant at = i < 4 ? storm.plusMillis(1_000L + 1_500 * i) : any(start);
                if (i == 0) {
                    add(day, at, host(), "sshd[7]: Accepted password for root from 203.0.113.9");
                } else {
                    add(day, at, host(), "sudo: alice : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/id");
                }
            }
            for (int i = 0; i < OTHERS_A_DAY; i++) {
                day.add(new Happening(any(start), null));
            }
            day.sort(Comparator.comparing(Happening::at));
            return day;
        }

        private void guess(List<Happening> day, Instant from, Duration step, String host, String source) {
            for (int attempt = 0; attempt < 5; attempt++) {
                add(day, from.plus(step.multipliedBy(attempt)), host, "sshd[7]: Failed password for x from " + source);
            }
        }

        private void add(List<Happening> day, Instant at, String host, String text) {
            String line = text.startsWith("sshd") ? text + " port 22 ssh2" : text;
            day.add(new Happening(at, "<38>" + at + " " + host + " " + line));
            lines++;
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
                next = earlier(next, harness.pipeline.nextDue());
                next = inFlight == null ? earlier(next, harness.outbox.nextDue()) : next;
                if (next.isAfter(until)) {
                    now = until;
                    return;
                }
                now = next.isAfter(now) ? next : now.plusMillis(1);
                turn(null);
            }
        }

        private static Instant earlier(Instant a, Instant b) {
            return b != null && b.isBefore(a) ? b : a;
        }

        /** A turn of the writer, its commit, and what is sent after it. */
        private void turn(String line) {
            TurnDraft turn = new TurnDraft();
            if (inFlight != null && !now.isBefore(answerAt)) {
                harness.pipeline.delivered(new DeliveryReport(inFlight.id(), accepted()), now, turn);
                inFlight = null;
                answerAt = null;
            }
            if (line != null) {
                harness.pipeline.decide(harness.read(lane, now, Harness.TCP, line), turn);
            }
            harness.pipeline.tick(now, turn);
            Commit commit = turn.commit();
            commit.notifications().forEach(row -> rows.put(row.id(), row));
            commit.alerts().stream()
                    .filter(alert -> !alert.key().isEmpty() && !OwnRules.isOne(alert.rule()))
                    .forEach(this::count);
            send();
            least = Math.min(least, remaining);
        }

        private void count(Alert alert) {
            if (alert.state() == AlertState.CLOSED) {
                open.remove(alert.id());
                firings.merge(alert.rule(), alert.count(), Long::sum);
            } else {
                open.put(alert.id(), alert);
            }
        }

        private Delivery accepted() {
            remaining -= groupSize;
            return new Delivery.Sent(DeliveryReason.SENT, "request", null, null, new Quota(LIMIT, remaining, RESET));
        }

        private void send() {
            for (Notification due : harness.outbox.due(now)) {
                inFlight = due;
                answerAt = now.plus(ANSWERS_AFTER);
                Duration took = Duration.between(due.created(), now);
                if (matters(due) && took.compareTo(slowest) > 0) {
                    slowest = took;
                }
            }
            if (harness.outbox.asksQuota(now)) {
                harness.outbox.told(new Quota(LIMIT, remaining, RESET), now);
            }
        }

        private static boolean matters(Notification row) {
            return row.priority().code() >= Priority.HIGH.code();
        }

        void check() {
            System.out.println(summary());
            checkCounts();
            checkCriticals();
            assertTrue(least >= RESERVE, "the reserve was touched: " + least + " were left");
            assertEquals(0, count(NotificationState.FAILED));
            assertEquals(harness.outbox.pending(), count(NotificationState.PENDING));
            for (Notification row : rows.values()) {
                boolean told = row.state() != NotificationState.DIGESTED || rows.get(row.digest()) != null;
                assertTrue(told, () -> row.id() + " is in a digest that is not there");
            }
            if (storms) {
                assertTrue(rows.size() <= DAYS * TOLD_A_DAY_MAX, "notifications: " + rows.size());
            } else {
                assertTrue(least < 2 * RESERVE, "too little was sent: " + least + " were left");
                assertTrue(count(NotificationState.DIGESTED) > 1_000, "nothing was told in digests");
                assertTrue(count(NotificationState.SHOWN) > 10_000, "nothing was only shown");
            }
        }

        /** Each event that a rule asked for is counted in an alert of its key, whatever became of the telling. */
        private void checkCounts() {
            open.values().forEach(alert -> firings.merge(alert.rule(), alert.count(), Long::sum));
            long guessers = (long) DAYS * (GUESSERS_A_DAY + STORM_A_DAY);
            assertEquals(
                    Map.of(
                            "entered",
                            (long) DAYS * LOGINS_A_DAY,
                            "guessing",
                            guessers,
                            "became-root",
                            (long) DAYS * (CRITICALS_A_DAY - 1),
                            "break-in",
                            (long) DAYS),
                    firings);
        }

        private void checkCriticals() {
            long criticals = rows.values().stream()
                    .filter(Month::matters)
                    .peek(row -> assertEquals(NotificationState.SENT, row.state(), row::toString))
                    .count();
            assertEquals(CRITICALS_A_DAY * DAYS, criticals);
            assertTrue(slowest.compareTo(TOLD_WITHIN) <= 0, "a critical waited " + slowest);
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
            return "month " + (storms ? "with" : "without") + " incidents: " + lines + " lines, " + rows.size()
                    + " notifications: sent " + sent + " (" + digests + " digests), digested "
                    + count(NotificationState.DIGESTED) + ", shown " + count(NotificationState.SHOWN) + ", waiting "
                    + count(NotificationState.PENDING) + "; a group of " + groupSize + ", left at least " + least
                    + ", slowest critical " + slowest;
        }
    }
}
