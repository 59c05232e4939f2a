package io.authwatch.alert;

import static io.authwatch.testkit.SampleEvents.NOON;
import static io.authwatch.testkit.SampleEvents.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.Judge;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertBookTest {
    private static final RuleSet RULES = RuleFile.read("rules.yaml", """
            rules:
              login:   {when: {action: login, outcome: success}, per: [host], repeat: 10m}
              root:    {when: {action: login, outcome: success, user: root}, per: [host], repeat: 1h, priority: high}
              sources: {when: {action: login, outcome: failure}, per: [source], repeat: 10m}
            hosts: [{match: lab, mute: true}]
            """);

    private AlertBook book = new AlertBook();
    private Instant now = NOON;
    private long id;

    private Told login(RuleSet rules, String... fields) {
        return happens(rules, event(++id, 1, AuthAction.LOGIN, Outcome.SUCCESS, fields));
    }

    private Told refused(String... fields) {
        return happens(RULES, event(++id, 1, AuthAction.LOGIN, Outcome.FAILURE, fields));
    }

    private Told happens(RuleSet rules, AuthEvent event) {
        Judge judge = new Judge(new RuleState());
        return book.tell(judge.judge(Objects.requireNonNull(rules.match(event)), now), now);
    }

    private void pass(String duration) {
        now = now.plus(Duration.parse(duration));
    }

    @Test
    void firstFiring_isPushedAtOnce_andOpensAnAlert() {
        Told told = login(RULES, "user=alice", "source=192.0.2.9", "method=publickey");
        Push push = told.pushes().get(0);
        assertEquals(PushKind.FIRST, push.kind());
        assertEquals("login", push.alert().rule());
        assertEquals(List.of("web-1"), push.alert().key());
        assertEquals(AlertState.OPEN, push.alert().state());
        assertEquals(
                "alice logged in on web-1 from 192.0.2.9 by publickey",
                push.alert().summary());
        assertEquals(1, push.alert().count());
        assertEquals(0, push.followed());
        assertEquals(NOON, push.since());
        assertTrue(
                push.alert().id().matches("[0-9a-hjkmnp-tv-z]{10}"),
                push.alert().id());
        assertEquals(List.of(push.alert()), told.changed());
        assertEquals(List.of(), told.suppressed());
        assertEquals(NOON.plusSeconds(600), book.nextDue());
    }

    @Test
    void acknowledged_isCountedOn_andToldNoMore_untilItCloses() {
        Alert first = login(RULES, "user=alice").pushes().get(0).alert();
        Acknowledgement seen = new Acknowledgement(now, "ann", null);
        assertTrue(book.acknowledge(first.id(), seen));
        assertFalse(book.acknowledge(first.id(), seen), "again");
        assertFalse(book.acknowledge("0000000000", seen), "nothing has this id");
        pass("PT1M");
        login(RULES, "user=alice");
        book = restored(book);
        pass("PT9M");
        Told end = book.tick(now);
        assertEquals(List.of(), end.pushes());
        assertEquals(List.of(new Suppressed(Suppression.ACKNOWLEDGED, "login")), end.suppressed());
        assertTrue(book.isAcknowledged(first.id()));
        pass("PT10M");
        assertEquals(AlertState.CLOSED, book.tick(now).changed().get(0).state());
        pass("PT1S");
        assertEquals(1, login(RULES, "user=alice").pushes().size(), "a new alert is told");
        assertTrue(book.drainChanges().stream()
                .filter(cell -> cell.kind().equals("acknowledged"))
                .allMatch(StateCell::gone));
    }

    private static AlertBook restored(AlertBook from) {
        AlertBook to = new AlertBook();
        from.drainChanges().forEach(to::restore);
        return to;
    }

    @Test
    void whatFollows_isCounted_andToldOnceAtTheEnd() {
        Alert first = login(RULES, "user=alice").pushes().get(0).alert();
        pass("PT1M");
        Told second = login(RULES, "user=alice");
        assertEquals(List.of(), second.pushes());
        assertEquals(List.of(new Suppressed(Suppression.COOLDOWN, "login")), second.suppressed());
        pass("PT1M");
        login(RULES, "user=alice", "method=publickey");
        assertSame(Told.NOTHING, book.tick(NOON.plusMillis(599_999)));
        Told end = book.tick(NOON.plusSeconds(600));
        Push summary = end.pushes().get(0);
        assertEquals(PushKind.SUMMARY, summary.kind());
        assertEquals(2, summary.followed());
        assertEquals(NOON, summary.since());
        assertEquals(first.id(), summary.alert().id());
        assertEquals(3, summary.alert().count());
        assertEquals(0, summary.alert().followed());
        assertEquals("alice logged in on web-1 by publickey", summary.alert().summary());
        assertEquals("", summary.event().original());
        assertEquals(NOON.plusSeconds(1200), book.nextDue(), "a new cool-down begins with the summary");
    }

    @Test
    void coolDownInWhichNothingFollowed_closesTheAlert_andTheNextIsAFirstOne() {
        String first = login(RULES).pushes().get(0).alert().id();
        Told end = book.tick(NOON.plusSeconds(600));
        assertEquals(List.of(), end.pushes());
        assertEquals(AlertState.CLOSED, end.changed().get(0).state());
        assertNull(book.nextDue());
        now = NOON.plusSeconds(601);
        Push next = login(RULES).pushes().get(0);
        assertEquals(PushKind.FIRST, next.kind());
        assertNotEquals(first, next.alert().id());
    }

    @Test
    void lateFiring_meetsTheEndOfTheCoolDownFirst_whetherTickedOrNot() {
        login(RULES);
        login(RULES);
        pass("PT15M");
        Told late = login(RULES);
        assertEquals(
                List.of(PushKind.SUMMARY),
                late.pushes().stream().map(Push::kind).toList());
        assertEquals(1, late.pushes().get(0).followed());
        assertEquals(List.of(new Suppressed(Suppression.COOLDOWN, "login")), late.suppressed());
    }

    @Test
    void severalRules_giveOnePush_ofTheLoudest_thatNamesTheOthers() {
        Told told = login(RULES, "user=root");
        assertEquals(1, told.pushes().size());
        assertEquals("root", told.pushes().get(0).alert().rule());
        assertEquals(List.of("login"), told.pushes().get(0).alsoRules());
        assertEquals(List.of(new Suppressed(Suppression.OUTRANKED, "login")), told.suppressed());
        assertEquals(2, told.changed().size());
        pass("PT1M");
        assertEquals(List.of(), login(RULES, "user=root").pushes(), "the named rule counts as told");
    }

    @Test
    void loudestRuleThatCoolsDown_leavesThePushToTheNext() {
        login(RULES, "user=root");
        pass("PT11M");
        Told told = login(RULES, "user=root");
        assertEquals("login", told.pushes().get(0).alert().rule());
        assertEquals(List.of("root"), told.pushes().get(0).alsoRules());
        assertEquals(List.of(new Suppressed(Suppression.COOLDOWN, "root")), told.suppressed());
    }

    @Test
    void mutedHost_isCounted_neverPushed() {
        Told first = login(RULES, "host=lab");
        Told second = login(RULES, "host=lab");
        Told end = book.tick(NOON.plusSeconds(600));
        assertEquals(AlertState.MUTED, first.changed().get(0).state());
        assertEquals(2, second.changed().get(0).count());
        assertEquals(AlertState.MUTED, end.changed().get(0).state());
        for (Told told : List.of(first, second, end)) {
            assertEquals(List.of(), told.pushes());
        }
        assertEquals(List.of(new Suppressed(Suppression.MUTED, "login")), second.suppressed());
        assertEquals(
                AlertState.CLOSED,
                book.tick(NOON.plusSeconds(1200)).changed().get(0).state());
    }

    @Test
    void mutedHost_neverKeepsBackTheFirstSignOfAnother() {
        refused("host=lab", "source=192.0.2.1");
        assertEquals(1, refused("host=web-1", "source=192.0.2.1").pushes().size());
        assertEquals(2, book.size());
    }

    @Test
    void clockSetBack_prolongsNoCoolDown() {
        login(RULES);
        login(RULES);
        now = NOON.plusSeconds(300).minus(Duration.ofDays(365));
        assertTrue(book.due(now), "a clock that went back must be taken note of");
        book.tick(now);
        assertFalse(book.due(now.plusSeconds(59)));
        assertTrue(book.due(now.plusSeconds(60)));
        assertSame(Told.NOTHING, book.tick(now.plusSeconds(599)));
        assertEquals(now.plusSeconds(600), book.nextDue());
        assertEquals(1, book.tick(now.plusSeconds(600)).pushes().size());
    }

    @Test
    void clockSetForward_tellsOnceMore_neverOnceLess() {
        login(RULES);
        now = NOON.plus(Duration.ofDays(365));
        assertEquals(1, login(RULES).pushes().size());
        now = NOON.plusSeconds(1);
        assertEquals(1, refused("source=192.0.2.1").pushes().size(), "the first sign of a key is never kept back");
        assertEquals(0, login(RULES).pushes().size());
    }

    @Test
    void clockThatBeginsIn1970_makesNoTrouble() {
        now = Instant.EPOCH;
        assertEquals(1, login(RULES).pushes().size());
        now = NOON;
        assertEquals(1, login(RULES).pushes().size());
        now = Instant.MIN;
        assertEquals(0, login(RULES).pushes().size());
        now = Instant.MAX;
        assertTrue(book.due(now));
    }

    @Test
    void ticksWhenDue_boundACoolDownInRealTime_whateverTheClockDoes() {
        login(RULES);
        login(RULES);
        long offset = 0;
        for (int second = 1; second <= 1_200; second++) {
            offset -= second % 97 == 0 ? 3_600 : 0;
            Instant clock = NOON.plusSeconds(second + offset);
            if (book.due(clock) && !book.tick(clock).pushes().isEmpty()) {
                assertTrue(second >= 600 && second <= 600 + second / 97 * 60, "told after " + second + " s");
                return;
            }
        }
        throw new AssertionError("never told");
    }

    @Test
    void changedRules_closeTheirAlerts_andKeepTheOthers() {
        login(RULES, "user=root");
        login(RULES, "host=lab");
        RuleSet quieter = RuleFile.read("rules.yaml", RULES.text().replace("repeat: 10m", "repeat: 20m"));
        List<Alert> closed = book.keepOnly(RULES, quieter);
        assertEquals(List.of("login", "login"), closed.stream().map(Alert::rule).toList());
        assertTrue(closed.stream().allMatch(alert -> alert.state() == AlertState.CLOSED));
        assertEquals(1, book.size());
        assertEquals(
                "login", login(quieter, "user=root").pushes().get(0).alert().rule());
    }

    @Test
    void hostThatIsMutedNow_getsNoSummaryAnyMore() {
        login(RULES, "host=db");
        login(RULES, "host=db");
        RuleSet muting = RuleFile.read("rules.yaml", RULES.text().replace("match: lab", "match: [lab, db]"));
        assertEquals(1, book.keepOnly(RULES, muting).size());
        assertSame(Told.NOTHING, book.tick(NOON.plusSeconds(600)));
    }

    @Test
    void tooManyAlerts_tellTheEldestNow_ratherThanNever() {
        book = new AlertBook(AlertLimits.DEFAULT.withOpen(2));
        login(RULES, "host=a");
        login(RULES, "host=a");
        login(RULES, "host=b");
        Told told = login(RULES, "host=c");
        assertEquals(
                List.of(PushKind.FIRST, PushKind.SUMMARY),
                told.pushes().stream().map(Push::kind).toList());
        assertEquals(List.of("a"), told.pushes().get(1).alert().key());
        assertEquals(AlertState.CLOSED, told.pushes().get(1).alert().state());
        assertEquals(1, book.evicted());
        assertEquals(2, book.size());
    }

    @Test
    void checkpoint_bringsTheBookBackToTheLetter() {
        login(RULES, "user=root", "source=192.0.2.1", "command=x\u001fy", "host=h\u001fi");
        pass("PT1M");
        login(RULES, "user=" + "ü".repeat(2_000));
        login(RULES, "host=lab");
        List<StateCell> cells = book.drainChanges();
        assertEquals(List.of(), book.drainChanges(), "nothing changed since");
        AlertBook back = new AlertBook();
        cells.forEach(back::restore);
        assertEquals(List.of(), back.drainChanges());
        Instant end = NOON.plusSeconds(3_600);
        assertEquals(book.nextDue(), back.nextDue());
        assertEquals(book.tick(end), back.tick(end));
        assertEquals(texts(book.drainChanges()), texts(back.drainChanges()));
    }

    private static List<String> texts(List<StateCell> cells) {
        return cells.stream()
                .map(cell -> cell.rule() + " " + cell.key() + " " + java.util.Arrays.toString(cell.data()))
                .toList();
    }

    @Test
    void checkpoint_tellsWhatIsGone() {
        login(RULES);
        book.drainChanges();
        book.tick(NOON.plusSeconds(600));
        List<StateCell> cells = book.drainChanges();
        assertTrue(cells.stream().anyMatch(cell -> cell.rule().equals("login") && cell.gone()), cells.toString());
    }

    @Test
    void cellOfAnotherKind_isLeftAlone() {
        book.restore(new StateCell("window", "login", "web-1", new byte[] {1, 2, 3}));
        assertEquals(0, book.size());
    }
}
