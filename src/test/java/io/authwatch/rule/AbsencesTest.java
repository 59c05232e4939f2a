package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who is missed, when, and in how many words. */
class AbsencesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final RuleSet RULES = RuleFile.read("rules.yaml", """
            rules:
              silent: {absent: 1h, per: [host]}
            hosts:
              - {match: "fast-*", rules: {silent: {absent: 10m}}}
              - {match: laptop, rules: {silent: off}}
            """);

    private Absences absences = new Absences(1_000);
    private Instant now = NOON;

    private List<String> heard(String host, String sender) {
        return texts(absences.heard(RULES, host, sender, now));
    }

    private List<String> wait(Duration time) {
        List<String> all = new ArrayList<>();
        for (Duration left = time; !left.isZero(); left = left.minusMinutes(1)) {
            now = now.plusSeconds(60);
            all.addAll(texts(absences.look(RULES, now)));
        }
        return all;
    }

    private static List<String> texts(List<Absence> absences) {
        return absences.stream()
                .map(a -> a.kind() + " " + a.subject() + " " + a.hosts() + " " + Durations.text(a.silent()))
                .toList();
    }

    private void restart() {
        List<StateCell> cells = new ArrayList<>(absences.drainChanges());
        Collections.shuffle(cells, new Random(1));
        absences = new Absences(1_000);
        cells.forEach(absences::restore);
    }

    /** Says something every minute, so that not everybody is silent. */
    private List<String> waitBeside(String talker, Duration time) {
        List<String> all = new ArrayList<>();
        for (Duration left = time; !left.isZero(); left = left.minusMinutes(1)) {
            all.addAll(wait(Duration.ofMinutes(1)));
            all.addAll(heard(talker, "192.0.2.99"));
        }
        return all;
    }

    @Test
    void silentHost_isMissedOnce_andItsReturnTold() {
        heard("web-1", "192.0.2.1");
        assertEquals(List.of(), waitBeside("db", Duration.ofMinutes(59)));
        assertEquals(List.of("HOST_GONE web-1 1 1h"), waitBeside("db", Duration.ofHours(9)));
        assertEquals(List.of("HOST_BACK web-1 1 9h59m"), heard("web-1", "192.0.2.1"));
        assertEquals(List.of("HOST_GONE web-1 1 1h"), waitBeside("db", Duration.ofHours(2)));
    }

    @Test
    void onlyHost_isMissedAsItself() {
        heard("web-1", "192.0.2.1");
        assertEquals(List.of("HOST_GONE web-1 1 1h"), wait(Duration.ofHours(3)));
    }

    @Test
    void timeOfAHost_isItsOwn() {
        heard("fast-1", "192.0.2.1");
        assertEquals(List.of("HOST_GONE fast-1 1 10m"), waitBeside("db", Duration.ofMinutes(30)));
    }

    @Test
    void hostWithoutTheRule_isNotMissed() {
        heard("laptop", "192.0.2.1");
        assertEquals(List.of(), waitBeside("db", Duration.ofHours(5)));
    }

    @Test
    void relaySilent_isOneMessage() {
        for (int host = 1; host <= 40; host++) {
            heard("web-" + host, "192.0.2.7");
            wait(Duration.ofMinutes(1));
        }
        assertEquals(List.of("SENDER_GONE 192.0.2.7 40 1h"), waitBeside("db", Duration.ofHours(8)));
        assertEquals(List.of("SENDER_BACK 192.0.2.7 40 8h1m"), heard("web-3", "192.0.2.7"));
        assertEquals(List.of(), waitBeside("db", Duration.ofMinutes(59)), "its other hosts get their full time anew");
    }

    @Test
    void nothingAtAll_meansThatWeAreDeaf() {
        for (int host = 1; host <= 40; host++) {
            heard("web-" + host, "192.0.2." + host);
            wait(Duration.ofSeconds(60));
        }
        assertEquals(List.of("ALL_GONE * 40 1h"), wait(Duration.ofHours(8)));
        assertEquals(List.of("ALL_BACK * 40 8h1m"), heard("web-3", "192.0.2.3"));
        assertEquals(List.of(), waitBeside("db", Duration.ofMinutes(59)));
    }

    @Test
    void restart_givesEverybodyHisTimeAnew_andRepeatsNothing() {
        heard("web-1", "192.0.2.1");
        heard("web-2", "192.0.2.2");
        waitBeside("web-2", Duration.ofMinutes(90));
        restart();
        now = now.plus(Duration.ofDays(3));
        assertEquals(List.of(), waitBeside("db", Duration.ofMinutes(59)), "web-1 was told, web-2 has its time anew");
        assertEquals(List.of("HOST_GONE web-2 1 1h"), waitBeside("db", Duration.ofMinutes(10)));
        assertEquals(1, heard("web-1", "192.0.2.1").size(), "and its return is told");
    }

    @Test
    void clockThatLeaps_makesNobodySilent() {
        heard("web-1", "192.0.2.1");
        heard("web-2", "192.0.2.2");
        now = now.plus(Duration.ofDays(365));
        assertEquals(List.of(), wait(Duration.ofMinutes(2)));
        now = now.minus(Duration.ofDays(365));
        assertEquals(List.of(), wait(Duration.ofMinutes(2)));
    }

    @Test
    void tooManyHosts_theOneHeardTheLongestAgoGoes() {
        absences = new Absences(2);
        heard("a", "192.0.2.1");
        heard("b", "192.0.2.2");
        heard("c", "192.0.2.3");
        assertEquals(1, absences.evicted());
        assertEquals(2, absences.size());
    }

    @Test
    void rulesThatWatchNoMore_forget() {
        heard("web-1", "192.0.2.1");
        absences.keepOnly(RuleFile.read("rules.yaml", "rules: {r: {when: {action: login}}}"));
        assertEquals(0, absences.size());
    }
}
