package io.authwatch.alert;

import static io.authwatch.alert.BookRun.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.Outcome;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private final BookRun run = new BookRun("""
            rules:
              guessing: {when: {action: login, outcome: failure}, repeat: 1h}
              root:     {when: {action: login, outcome: success, user: root}, priority: high}
            hosts: [{match: lab, mute: true}]
            """);

    private String late(int minutes, Outcome outcome, String... fields) {
        return kinds(run.loginLate(Duration.ofMinutes(minutes), outcome, fields));
    }

    @Test
    void replayedQueue_isOneDigest_whateverTheHostAndTheRule() {
        for (int minutes = 360; minutes > 10; minutes--) {
            assertEquals("", late(minutes, Outcome.FAILURE, "host=h" + minutes % 5, "user=u" + minutes));
            run.now = run.now.plusMillis(20);
        }
        assertEquals("first", kinds(run.refused("host=h1", "user=u357")), "what happens now is told at once");
        Push digest = run.pass("PT1M").get(0);
        assertEquals(PushKind.WHILE_AWAY, digest.kind());
        assertEquals(350, digest.followed());
        Gathered gathered = Objects.requireNonNull(digest.gathered());
        assertEquals(5, gathered.spread(Dimension.HOST).distinct());
        assertTrue(Duration.between(gathered.earliest(), gathered.latest()).toMinutes() >= 348);
        assertEquals(350, run.suppressed(Suppression.LATE));
    }

    @Test
    void highPriority_isToldAtOnce_howeverLate() {
        assertEquals("first", late(300, Outcome.SUCCESS, "user=root"));
        run.settle();
        assertEquals("first", kinds(run.pushes));
    }

    @Test
    void tenMinutes_areNotLateYet() {
        assertEquals("first", late(10, Outcome.FAILURE, "user=a"));
        assertEquals("", late(11, Outcome.FAILURE, "user=b"));
    }

    @Test
    void wrongClock_costsOneDigest_andIsToldNormallyFromThenOn() {
        assertEquals("", late(60, Outcome.FAILURE, "user=a"));
        run.pass("PT5M");
        assertEquals("while-away", kinds(run.pushes));
        run.pass("PT5M");
        assertEquals("first", late(60, Outcome.FAILURE, "user=b"), "as late as ten minutes ago: its clock is wrong");
        run.restart();
        run.pass("P3D");
        assertEquals("first", late(61, Outcome.FAILURE, "user=c"));
        assertEquals("", late(90, Outcome.FAILURE, "user=d"), "that one waited");
    }

    @Test
    void clockThatWasPutRight_isBelievedAgain() {
        late(60, Outcome.FAILURE, "user=a");
        run.pass("PT10M");
        assertEquals("first", late(60, Outcome.FAILURE, "user=b"));
        assertEquals("first", late(0, Outcome.FAILURE, "user=c"));
        assertEquals("", late(60, Outcome.FAILURE, "user=d"));
    }

    @Test
    void slowReplay_staysLate() {
        int told = 0;
        for (int minutes = 120; minutes > 10; minutes -= 2) {
            told += run.loginLate(Duration.ofMinutes(minutes), Outcome.FAILURE, "user=u" + minutes).stream()
                            .anyMatch(push -> push.kind() == PushKind.FIRST)
                    ? 1
                    : 0;
            run.now = run.now.plusSeconds(60);
        }
        assertEquals(0, told);
    }

    @Test
    void stampOfAnotherYear_isAWrongClockAtOnce() {
        assertEquals("first", late(60 * 24 * 31, Outcome.FAILURE, "user=a"));
    }

    @Test
    void burstThatGoesOn_isToldMoreAndMoreSeldom() {
        for (int second = 0; second < 6 * 3600; second += 20) {
            late(60 * 24 * 20 - second / 6, Outcome.FAILURE, "user=a", "host=h" + second);
            run.now = run.now.plusSeconds(20);
        }
        run.settle();
        assertTrue(run.pushes.size() <= 8, () -> kinds(run.pushes));
        assertEquals(run.firings, run.told());
    }

    @Test
    void restart_keepsTheBurst() {
        late(60, Outcome.FAILURE, "user=a");
        run.restart();
        late(59, Outcome.FAILURE, "user=b");
        run.restart();
        assertEquals(2, run.pass("PT1M").get(0).followed());
        run.restart();
        assertEquals("", kinds(run.pass("PT1H")));
    }

    @Test
    void mutedHost_isInNoDigest() {
        late(60, Outcome.FAILURE, "host=lab");
        run.settle();
        assertEquals("", kinds(run.pushes));
    }
}
