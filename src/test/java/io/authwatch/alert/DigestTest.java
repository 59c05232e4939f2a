package io.authwatch.alert;

import static io.authwatch.alert.BookRun.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.authwatch.testkit.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static final String RULES = """
            rules:
              entered: {when: {action: login, outcome: success}}
              root:    {when: {action: login, outcome: success, user: root}, priority: high}
            """;

    private final BookRun run = new BookRun(RULES);

    DigestTest() {
        run.changed = firing ->
                firing.rule().name().equals("entered") ? Rules.digested(firing, Duration.ofMinutes(15)) : firing;
    }

    @Test
    void firings_areGatheredFromTheFirstOn_whateverTheirKey_andToldOnceAtTheEnd() {
        assertEquals("", kinds(run.accepted("user=alice", "host=a", "source=192.0.2.1")));
        for (int i = 0; i < 200; i++) {
            run.pass("PT1S");
            assertEquals("", kinds(run.accepted("user=u" + i, "host=h" + i % 3, "source=192.0.2.2")));
        }
        assertEquals("", kinds(run.pass("PT11M39S")));
        Push digest = run.pass("PT1S").get(0);
        assertEquals(PushKind.DIGEST, digest.kind());
        assertEquals(201, digest.followed());
        assertEquals(AlertState.CLOSED, digest.alert().state());
        assertEquals(201, digest.alert().count());
        assertEquals(Duration.ofMinutes(15), digest.repeat());
        Gathered gathered = Objects.requireNonNull(digest.gathered());
        assertEquals(201, gathered.times());
        assertEquals(201, gathered.spread(Dimension.USER).distinct());
        assertEquals(4, gathered.spread(Dimension.HOST).distinct());
        assertEquals(
                List.of(new Spread.Top("192.0.2.2", 200, true), new Spread.Top("192.0.2.1", 1, true)),
                gathered.spread(Dimension.SOURCE).top());
        assertEquals(Spread.TOP_MAX, gathered.spread(Dimension.USER).top().size());
        assertEquals(201, run.suppressed(Suppression.DIGEST));
        assertEquals("", kinds(run.pass("PT24H")));
    }

    @Test
    void otherRuleOfTheSameEvent_isToldAtOnce_andNamesTheDigest() {
        Push root = run.accepted("user=root").get(0);
        assertEquals("root", root.alert().rule());
        assertEquals(List.of("entered"), root.alsoRules());
        assertEquals("digest", kinds(run.pass("PT15M")));
    }

    @Test
    void nextFiring_beginsTheNextDigest() {
        run.accepted("user=alice");
        String first = run.pass("PT15M").get(0).alert().id();
        run.accepted("user=alice");
        run.restart();
        assertEquals("", kinds(run.pass("PT14M59S")));
        Push second = run.pass("PT1S").get(0);
        assertEquals(1, second.followed());
        assertNotEquals(first, second.alert().id());
    }

    @Test
    void mutedHost_isInNoDigest() {
        BookRun muted = new BookRun(RULES + "hosts: [{match: lab, mute: true}]\n");
        muted.changed = run.changed;
        muted.accepted("user=alice", "host=lab");
        muted.settle();
        assertEquals("", kinds(muted.pushes));
    }

    @Test
    void tooManyDigests_tellTheOneThatEndsFirst_early() {
        StringBuilder rules = new StringBuilder("rules:\n");
        for (int i = 0; i <= Digests.DIGESTS_MAX; i++) {
            rules.append("  r")
                    .append(i)
                    .append(": {when: {action: login, user: u")
                    .append(i)
                    .append("}}\n");
        }
        BookRun many = new BookRun(rules.toString());
        many.changed = firing -> Rules.digested(firing, Duration.ofHours(1));
        List<Push> told = new ArrayList<>();
        for (int i = 0; i <= Digests.DIGESTS_MAX; i++) {
            many.pass("PT1S");
            told.addAll(many.accepted("user=u" + i));
        }
        assertEquals("digest", kinds(told));
        assertEquals("r0", told.get(0).alert().rule());
        assertEquals(1, many.book.evicted());
        many.settle();
        assertEquals(Digests.DIGESTS_MAX + 1, many.told());
    }
}
