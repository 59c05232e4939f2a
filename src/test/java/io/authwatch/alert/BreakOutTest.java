package io.authwatch.alert;

import static io.authwatch.alert.BookRun.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.Priority;
import io.authwatch.testkit.Rules;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is told at once although its key cools down, and what never is. */
class BreakOutTest {
    private static final String RULES = """
            rules:
              any:   {when: {action: login}, per: [host], repeat: 1h}
            """;

    private final BookRun run = new BookRun(RULES);

    @Test
    void newUserNamesOfAStorm_neverBreakOut() {
        assertEquals("first", kinds(run.refused("user=root", "source=192.0.2.1")));
        for (int i = 0; i < 100; i++) {
            assertEquals("", kinds(run.refused("user=u" + i, "source=192.0.2." + i)));
        }
        assertEquals("summary", kinds(run.pass("PT1H")));
        assertEquals(100, run.pushes.get(1).followed());
    }

    @Test
    void successAfterFailures_breaksOut_withWhatFollowed() {
        run.refused("user=root", "source=192.0.2.1");
        run.refused("user=root", "source=192.0.2.1");
        run.pass("PT10M");
        Push success = run.accepted("user=root", "source=192.0.2.1").get(0);
        assertEquals(PushKind.BREAK_OUT, success.kind());
        assertEquals(1, success.followed());
        assertEquals(Duration.ofMinutes(50), success.repeat(), "the cool-down goes on");
        assertEquals(3, success.alert().count());
        assertEquals(0, success.alert().followed());
        assertEquals("", kinds(run.accepted("user=root", "source=192.0.2.1")), "the same again is counted");
    }

    @Test
    void successWithNewUserOrSource_breaksOut_threeTimesACoolDown() {
        run.accepted("user=alice", "source=192.0.2.1");
        assertEquals("break-out", kinds(run.accepted("user=bob", "source=192.0.2.1")));
        assertEquals("break-out", kinds(run.accepted("user=alice", "source=192.0.2.2")));
        assertEquals("", kinds(run.accepted("user=bob", "source=192.0.2.2")), "both were told");
        assertEquals("break-out", kinds(run.accepted("user=carol", "source=192.0.2.2")));
        assertEquals("", kinds(run.accepted("user=dave", "source=192.0.2.2")), "three are enough");
        assertEquals("summary", kinds(run.pass("PT1H")));
        assertEquals("", kinds(run.accepted("user=bob", "source=192.0.2.1")), "who was told is no news later either");
        assertEquals("", kinds(run.accepted("user=dave", "source=192.0.2.2")), "the summary named him");
        assertEquals("break-out", kinds(run.accepted("user=erin", "source=192.0.2.2")), "a new cool-down has its own");
    }

    @Test
    void news_areNotAcknowledged_thoughTheAlertWas() {
        String alert =
                run.accepted("user=alice", "source=192.0.2.1").get(0).alert().id();
        assertTrue(run.book.acknowledge(alert, new Acknowledgement(run.now, "ann", null)));
        run.accepted("user=alice", "source=192.0.2.1");
        assertEquals("", kinds(run.pass("PT1H")), "somebody has seen it");
        assertEquals("break-out", kinds(run.accepted("user=bob", "source=192.0.2.1")));
        assertFalse(run.book.isAcknowledged(alert));
        run.restart();
        assertFalse(run.book.isAcknowledged(alert));
        run.accepted("user=bob", "source=192.0.2.1");
        assertEquals("summary", kinds(run.pass("PT1H")));
        assertTrue(run.book.acknowledge(alert, new Acknowledgement(run.now, "ann", null)), "once more");
    }

    @Test
    void partOfTheKey_isNoNews() {
        BookRun keyed = new BookRun(RULES.replace("[host]", "[host, user]"));
        keyed.accepted("user=alice", "source=192.0.2.1");
        assertEquals("first", kinds(keyed.accepted("user=bob", "source=192.0.2.1")));
        assertEquals("break-out", kinds(keyed.accepted("user=bob", "source=192.0.2.2")));
    }

    @Test
    void higherPriority_breaksOut_whateverTheOutcome() {
        run.refused("user=root");
        run.changed = firing -> Rules.louder(firing, Priority.HIGH);
        assertEquals("break-out", kinds(run.refused("user=root")));
        assertEquals("", kinds(run.refused("user=root")));
        run.changed = firing -> Rules.louder(firing, Priority.NORMAL);
        assertEquals("", kinds(run.refused("user=root")), "a lower one is none");
    }

    @Test
    void restart_forgetsNothingOfWhatWasTold() {
        run.accepted("user=alice");
        run.accepted("user=bob");
        run.restart();
        assertEquals("", kinds(run.accepted("user=bob")));
        assertEquals("break-out", kinds(run.accepted("user=carol")));
        assertEquals("break-out", kinds(run.accepted("user=dave")));
        run.restart();
        assertEquals("", kinds(run.accepted("user=erin")), "that would be the fourth");
    }
}
