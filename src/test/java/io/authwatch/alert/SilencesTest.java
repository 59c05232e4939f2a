package io.authwatch.alert;

import static io.authwatch.alert.BookRun.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.Network;
import io.authwatch.rule.Priority;
import io.authwatch.testkit.Rules;
import io.authwatch.testkit.SampleEvents;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilencesTest {
    private final BookRun run = new BookRun("""
            rules:
              guessing: {when: {action: login, outcome: failure}, repeat: 1h}
              entered:  {when: {action: login, outcome: success}, repeat: 1h}
              breakin:  {when: {action: login, outcome: success, user: root}, priority: emergency}
            """);

    private Silence silence(@Nullable String rule, @Nullable String host, boolean emergency, Duration lasts) {
        Silence silence = new Silence(
                run.book.nextSilence(), rule, host, null, null, emergency, run.now, run.now.plus(lasts), "eve", "move");
        run.took(run.book.silence(silence, run.now));
        return silence;
    }

    @Test
    void whatIsCovered_isKeptAndCounted_andToldOnceAtTheEnd() {
        silence("guessing", "WEB-*", false, Duration.ofHours(2));
        for (int i = 0; i < 10; i++) {
            assertEquals("", kinds(run.refused("host=web-" + i % 3, "source=192.0.2." + i % 4)));
            run.pass("PT1M");
        }
        assertEquals("first", kinds(run.refused("host=db-1")), "another host");
        assertEquals("first", kinds(run.accepted("host=web-1")), "another rule");
        assertEquals(10, run.suppressed(Suppression.SILENCE));
        assertTrue(run.alerts.values().stream().anyMatch(alert -> alert.state() == AlertState.SILENCED));
        Push end = run.pass("PT1H50M").stream()
                .filter(push -> push.kind() == PushKind.SILENCE_END)
                .findFirst()
                .orElseThrow();
        assertEquals(10, end.followed());
        assertEquals(
                "10 alerts of guessing on WEB-*",
                Objects.requireNonNull(end.gathered()).label());
        assertEquals(List.of("1"), end.alert().key());
        assertEquals(Priority.NORMAL, end.priority());
        assertEquals("first", kinds(run.refused("host=web-0", "source=192.0.2.0")), "then it is told again");
    }

    @Test
    void silenceThatHeldNothingBack_endsSilently() {
        silence("guessing", null, false, Duration.ofHours(1));
        run.settle();
        assertEquals("", kinds(run.pushes));
        assertEquals(0, run.book.silences().size());
    }

    @Test
    void deletedSilence_tellsAtOnce() {
        Silence silence = silence(null, null, false, Duration.ofHours(1));
        run.refused();
        assertEquals("silence-end", kinds(run.took(run.book.unsilence(silence.id(), run.now))));
        assertEquals("", kinds(run.took(run.book.unsilence(silence.id(), run.now))));
        assertEquals(2, run.book.nextSilence(), "a number is given once");
    }

    @Test
    void emergency_goesThrough_unlessItIsAskedFor_orItsRuleIsNamed() {
        Silence all = silence(null, null, false, Duration.ofHours(1));
        assertEquals("first", kinds(run.accepted("user=root", "host=a")));
        run.took(run.book.unsilence(all.id(), run.now));
        Silence named = silence("breakin", null, false, Duration.ofHours(1));
        assertEquals("first", kinds(run.accepted("user=root", "host=b")), "the other rule is told");
        assertEquals("entered", run.pushes.get(run.pushes.size() - 1).alert().rule());
        run.took(run.book.unsilence(named.id(), run.now));
        silence(null, null, true, Duration.ofHours(1));
        assertEquals("", kinds(run.accepted("user=root", "host=c")));
    }

    @Test
    void silenceThatBeginsLater_coversNothingBefore() {
        Silence later = new Silence(
                1, "guessing", null, null, null, false, run.now.plusSeconds(60), run.now.plusSeconds(120), "e", "c");
        run.book.silence(later, run.now);
        assertFalse(run.book.silences().get(0).active());
        assertEquals("first", kinds(run.refused("user=a")));
        run.restart();
        run.pass("PT1M");
        assertTrue(run.book.silences().get(0).active());
        assertEquals("", kinds(run.refused("user=b")));
        assertEquals("silence-end", kinds(run.pass("PT1M")));
        assertEquals("first", kinds(run.refused("user=c")));
    }

    @Test
    void summaryOfWhatIsSilencedMeanwhile_isHeldBack() {
        run.refused();
        run.refused();
        silence(null, "web-1", false, Duration.ofHours(3));
        assertEquals("", kinds(run.pass("PT1H")));
        Push end = run.pass("PT2H").get(0);
        assertEquals(1, end.followed());
    }

    @Test
    void digest_isHeldBackBySilencesOfAllOfIt_only() {
        run.changed = firing -> Rules.digested(firing, Duration.ofMinutes(15));
        run.refused();
        silence(null, "web-1", false, Duration.ofHours(1));
        assertEquals("digest", kinds(run.pass("PT15M")), "other hosts may be in it");
        run.pass("PT1H");
        run.refused();
        silence("guessing", null, false, Duration.ofHours(1));
        assertEquals("", kinds(run.pass("PT15M")));
        assertEquals("silence-end", kinds(run.pass("PT45M")));
    }

    @Test
    void sourceAndUser_areCoveredToo() {
        Silence network = new Silence(
                1, null, null, Network.of("192.0.2.0/24").orElseThrow(), "bob", false, run.now, run.now, "e", "c");
        assertTrue(covers(network, "source=192.0.2.7", "user=bob"));
        assertFalse(covers(network, "source=192.0.3.7", "user=bob"));
        assertFalse(covers(network, "source=192.0.2.7", "user=eve"));
        assertFalse(covers(network, "user=bob"));
        assertFalse(covers(network, "source=2001:db8::1", "user=bob"));
        assertEquals("all of bob from 192.0.2.0/24", network.what());
    }

    private static boolean covers(Silence silence, String... fields) {
        return silence.covers("guessing", Priority.NORMAL, SampleEvents.refused(fields));
    }

    @Test
    void oldestOfSeveral_holdsBack() {
        silence("guessing", null, false, Duration.ofHours(1));
        silence(null, null, false, Duration.ofHours(2));
        run.refused();
        assertEquals(
                List.of(0L, 1L),
                run.book.silences().stream().map(Standing::times).toList());
    }

    @Test
    void clockSetBack_prolongsNoSilence() {
        silence(null, null, false, Duration.ofHours(1));
        run.pass(Duration.ofDays(-365));
        run.pass("PT1H");
        assertEquals(0, run.book.silences().size());
    }

    @Test
    void thousandSilences_costAFiringLittle_andSurviveARestart() {
        for (int i = 0; i < Silence.SILENCES_MAX; i++) {
            silence(i % 2 == 0 ? "r" + i : null, "h" + i, false, Duration.ofHours(1));
        }
        assertEquals("first", kinds(run.refused("host=other")));
        assertEquals("", kinds(run.refused("host=h7")));
        run.restart();
        assertEquals(Silence.SILENCES_MAX, run.book.silences().size());
        assertEquals("", kinds(run.refused("host=h7")));
        assertEquals(
                1,
                run.pass("PT1H").stream()
                        .filter(push -> push.kind() == PushKind.SILENCE_END)
                        .count());
        assertEquals(Silence.SILENCES_MAX + 1, run.book.nextSilence());
    }
}
