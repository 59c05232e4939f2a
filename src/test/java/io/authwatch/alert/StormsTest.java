package io.authwatch.alert;

import static io.authwatch.alert.BookRun.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.Outcome;
import io.authwatch.rule.Priority;
import io.authwatch.testkit.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StormsTest {
    private static final String RULES = """
            rules:
              any:    {when: {action: login}, per: [host, source], repeat: 1h}
              root:   {when: {action: login, user: root, outcome: failure}, per: [source], repeat: 2h, priority: high}
            hosts: [{match: lab, mute: true}]
            """;

    private BookRun run = new BookRun(RULES);

    /** Refused logins on hosts {@code from} to {@code to}, exclusive. */
    private String guess(int from, int to) {
        List<Push> told = new ArrayList<>();
        for (int i = from; i < to; i++) {
            told.addAll(run.refused("host=h" + i, "source=203.0.113.7", "user=u" + i));
        }
        return kinds(told);
    }

    private String title() {
        Gathered gathered = run.pushes.get(run.pushes.size() - 1).gathered();
        return gathered == null ? "" : Outline.of(gathered);
    }

    @Test
    void fifthKey_isTheIncident_andWhatComesNextIsCollected() {
        assertEquals("first first first first incident", guess(0, 20));
        assertEquals("Any on 5 hosts of h* from 203.0.113.7 (5 times)", title());
        assertEquals("incident-update", kinds(run.pass("PT1M")));
        assertEquals("Any on 20 hosts of h* from 203.0.113.7 (20 times)", title());
        assertEquals(15, run.suppressed(Suppression.STORM));
        assertEquals("", kinds(run.pass("PT4M")), "its shape did not change");
        assertEquals("incident-end", kinds(run.pass("PT11M")));
        assertEquals("first", guess(30, 31));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b c d e                 | 203.0.113.%d   | user=u%d         | Any on 5 hosts from 203.0.113.0/24",
                "a b c d e                 | 2001:db8::%d   | user=u%d         | Any on 5 hosts from 2001:db8::/64",
                "a b c d e                 | 203.0.%d.7     | user=bob         | Any as bob on 5 hosts from 5 sources",
                "a b c d e                 | 203.0.%d.7     | key=SHA256:k     | Any with key SHA256:k on 5 hosts from 5 sources",
                "a.x.net b.x.net c.x.net d.x.net e.x.net | 203.0.%d.7 | user=u%d | Any on 5 hosts of x.net from 5 sources",
                "web-1 web-2 web-03 web-4 web-5-b        | 203.0.%d.7 | user=u%d | Any on 5 hosts of web-* from 5 sources",
                "W1.x.net w2.x.net w3.x.net w4.x.net w5.x.net | 203.0.%d.7 | user=u%d | Any on 5 hosts of w*.x.net from 5 sources",
                "web-1 web-2 web-3 web-4 db              | 203.0.%d.7 | user=u%d | 'Any on 5 hosts, mostly web-* from 5 sources'",
                "192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.4 192.0.2.5 | 203.0.%d.7 | user=u%d | Any on 5 hosts from 5 sources",
            })
    void incident_isNamedByWhatIsCommon(String hosts, String source, String field, String name) {
        int number = 1;
        for (String host : hosts.split(" ")) {
            run.refused("host=" + host, "source=" + String.format(source, number), String.format(field, number));
            number++;
        }
        assertEquals(name + " (5 times)", title());
    }

    @Test
    void fewKeys_orLongTimes_areNoStorm() {
        for (int i = 0; i < 40; i++) {
            assertEquals("first", guess(i, i + 1));
            run.now = run.now.plusSeconds(76);
        }
    }

    @Test
    void whatFollowedBefore_isInTheIncident_andNotToldTwice() {
        guess(0, 2);
        guess(0, 2);
        assertEquals("first first incident", guess(2, 5));
        Push incident = run.pushes.get(run.pushes.size() - 1);
        assertEquals(3, incident.followed());
        assertEquals(7, incident.alert().count());
        run.settle();
        assertEquals(run.firings, run.told());
    }

    @Test
    void success_isToldAtOnce_whateverTheStorm_andSuccessesHaveAStormOfTheirOwn() {
        guess(0, 100);
        assertEquals("first", kinds(run.accepted("host=x1", "source=203.0.113.7")));
        assertEquals("break-out", kinds(run.accepted("host=h1", "source=203.0.113.7")), "its key cools down");
        run.accepted("host=x2", "source=203.0.113.7");
        run.accepted("host=x3", "source=203.0.113.7");
        assertEquals("incident", kinds(run.accepted("host=x4", "source=203.0.113.7")));
    }

    @Test
    void louderFiring_isToldAtOnce_whateverTheStorm_andNobodyHasSeenIt() {
        guess(0, 5);
        String incident = run.pushes.get(4).alert().id();
        assertTrue(run.book.acknowledge(incident, new Acknowledgement(run.now, "ann", null)));
        assertEquals("", guess(5, 10));
        run.changed = firing -> Rules.louder(firing, Priority.EMERGENCY);
        assertEquals("incident", guess(10, 20), "the first one only");
        Push louder = run.pushes.get(5);
        assertEquals(Priority.EMERGENCY, louder.priority());
        assertEquals(6, louder.followed());
        assertFalse(run.book.isAcknowledged(incident));
        run.settle();
        assertEquals(run.firings, run.told());
    }

    @Test
    void everyPushBefore_isInTheIncident_notOnlyTheLatestOfItsKey() {
        guess(0, 1);
        run.accepted("host=h0", "source=203.0.113.7", "user=ann");
        run.accepted("host=h0", "source=203.0.113.7", "user=bob");
        for (int i = 1; i < 5; i++) {
            run.accepted("host=h" + i, "source=203.0.113.7", "user=ann");
        }
        assertEquals("first break-out break-out first first first incident", kinds(run.pushes));
        assertEquals("Any on 5 hosts of h* from 203.0.113.7 (6 times)", title());
    }

    @Test
    void update_tellsTwiceAsManyHosts_andRoot() {
        guess(0, 5);
        guess(5, 9);
        assertEquals("", kinds(run.pass("PT1M")), "nine are not twice five");
        guess(9, 10);
        assertEquals("incident-update", kinds(run.pass("PT4M")));
        run = new BookRun(RULES.replace("user: root, ", "user: nobody, "));
        guess(0, 6);
        run.refused("host=h1", "user=root", "source=203.0.113.7");
        assertEquals("incident-update", kinds(run.pass("PT1M")));
    }

    @Test
    void acknowledged_hasNoUpdates_andAnEndThatTellsAll() {
        assertEquals("first first first first incident", guess(0, 5));
        String incident = run.pushes.get(4).alert().id();
        assertTrue(run.book.acknowledge(incident, new Acknowledgement(run.now, "ann", null)));
        assertFalse(run.book.acknowledge(incident, new Acknowledgement(run.now, "ann", null)), "again");
        run.restart();
        assertTrue(run.book.isAcknowledged(incident));
        guess(5, 40);
        assertEquals("", kinds(run.pass("PT1M")));
        assertEquals(1, run.suppressed(Suppression.ACKNOWLEDGED));
        assertEquals("incident-end", kinds(run.pass("PT15M")));
        assertEquals(run.firings, run.told());
    }

    @Test
    void updates_comeAtOneFiveFifteenAndSixtyMinutes_thenHourly_andADayEndsIt() {
        run.changed = firing -> Rules.louder(firing, Priority.EMERGENCY);
        Instant start = run.now;
        List<Long> minutes = new ArrayList<>();
        guess(0, 10);
        int hosts = 10;
        for (int minute = 1; minute <= 24 * 60; minute++) {
            for (Push push : run.pass("PT1M")) {
                minutes.add(Duration.between(start, run.now).toMinutes());
                assertTrue(push.priority().code() <= Priority.HIGH.code(), "only the first one rings");
            }
            guess(0, 1);
            if (List.of(3, 13, 58).contains(minute) || (minute % 60 == 58 && hosts < 5_000)) {
                guess(hosts, 2 * hosts);
                hosts *= 2;
            }
        }
        assertEquals(List.of(1L, 5L, 15L, 60L), minutes.subList(0, 4));
        assertTrue(minutes.subList(4, minutes.size()).stream().allMatch(minute -> minute % 60 == 0), minutes::toString);
        assertEquals("incident-end first", kinds(run.pushes.subList(run.pushes.size() - 2, run.pushes.size())));
        assertEquals(24 * 60, minutes.get(minutes.size() - 1));
    }

    @Test
    void manySummaries_areAStormToo() {
        for (int hour = 0; hour < 2; hour++) {
            guess(4 * hour, 4 * hour + 4);
            guess(4 * hour, 4 * hour + 4);
            run.pass("PT6M");
        }
        run.now = run.now.plus(Duration.ofHours(3));
        run.pass("PT0S");
        assertTrue(kinds(run.pushes).contains("summary summary summary summary incident"), kinds(run.pushes));
        run.settle();
        assertEquals(run.firings, run.told());
    }

    @Test
    void outrankedStorm_isToldAsSoonAsItMay() {
        for (int i = 0; i < 5; i++) {
            run.refused("host=h" + i, "user=bob", "source=203.0.113." + i);
        }
        for (int i = 10; i < 20; i++) {
            run.refused("host=h" + i, "user=root", "source=203.0.113." + i);
        }
        run.settle();
        assertEquals(run.firings - run.suppressed(Suppression.OUTRANKED), run.told());
    }

    @Test
    void seventeenthIncident_endsTheOneThatFiredTheLongestAgo() {
        StringBuilder rules = new StringBuilder("rules:\n");
        for (int i = 0; i <= Storms.INCIDENTS_MAX; i++) {
            rules.append("  r")
                    .append(i)
                    .append(": {when: {action: login, user: u")
                    .append(i)
                    .append("}}\n");
        }
        run = new BookRun(rules.toString());
        for (int i = 0; i <= Storms.INCIDENTS_MAX; i++) {
            for (int host = 0; host < 6; host++) {
                run.refused("host=h" + host, "user=u" + i);
            }
            run.now = run.now.plusSeconds(1);
        }
        Push end = run.pushes.stream()
                .filter(push -> push.kind() == PushKind.INCIDENT_END)
                .findFirst()
                .orElseThrow();
        assertEquals("r0", end.alert().rule());
        assertEquals(1, run.book.evicted());
    }

    /** Whatever happens: each firing is told in exactly one push, and never too many pushes an hour. */
    @Test
    void everyFiring_isToldOnce_andNoHourHasTooManyPushes() {
        for (long seed = 1; seed <= 150; seed++) {
            Random random = new Random(seed);
            run = new BookRun(
                    RULES, new AlertLimits(20 + random.nextInt(200), 5, Duration.ofMinutes(5), Duration.ofMinutes(10)));
            List<Instant> times = new ArrayList<>();
            int hosts = 1 + random.nextInt(60);
            for (int step = 0; step < 600; step++) {
                run.now = run.now.plusMillis(random.nextInt(random.nextInt(20) == 0 ? 1_800_000 : 20_000));
                int before = run.pushes.size();
                act(random, hosts);
                run.pass(Duration.ZERO);
                for (int i = before; i < run.pushes.size(); i++) {
                    times.add(run.now);
                }
            }
            run.settle();
            long elsewhere = run.suppressed(Suppression.OUTRANKED) + run.suppressed(Suppression.MUTED);
            assertEquals(run.firings - elsewhere, run.told(), "seed " + seed);
            assertEquals(0, run.book.untold(), "seed " + seed);
            for (int i = 0; i < times.size(); i++) {
                Instant hour = times.get(i).plus(Duration.ofHours(1));
                long within = times.subList(i, times.size()).stream()
                        .takeWhile(time -> time.isBefore(hour))
                        .count();
                assertTrue(within <= 2 * 72, "seed " + seed + ": " + within + " pushes in an hour");
            }
        }
    }

    private void act(Random random, int hosts) {
        String host = random.nextInt(30) == 0 ? "host=lab" : "host=h" + random.nextInt(hosts);
        String source = "source=203.0.113." + random.nextInt(30);
        String user = "user=" + List.of("root", "bob").get(random.nextInt(2));
        switch (random.nextInt(40)) {
            case 0 -> run.restart();
            case 1 -> {
                Silence silence = new Silence(
                        run.book.nextSilence(),
                        random.nextBoolean() ? "any" : null,
                        null,
                        null,
                        null,
                        false,
                        run.now,
                        run.now.plusSeconds(1 + random.nextInt(1_000)),
                        "e",
                        "c");
                run.took(run.book.silence(silence, run.now));
            }
            case 2 -> run.loginLate(Duration.ofMinutes(60), Outcome.FAILURE, host, source, user);
            default -> run.refused(host, source, user);
        }
    }
}
