package io.authwatch.rule;

import static io.authwatch.testkit.SampleEvents.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.testkit.SampleEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the rules that remember tell, scene by scene; that they count right is for {@link StatefulModelTest}. */
class StatefulRulesTest {
    private RuleSet rules = RuleSet.builtIn();
    private RuleState state = new RuleState();

    private String judge(AuthEvent event, Instant now) {
        Match match = rules.match(event);
        List<Firing> firings = match == null ? List.of() : new Judge(state).judge(match, now);
        return firings.stream().map(f -> f.rule().name()).collect(Collectors.joining(" "));
    }

    private String refused(int second, String user, String source) {
        return judge(SampleEvents.refused("user=" + user, "source=" + source), NOON.plusSeconds(second));
    }

    private String accepted(int second, String user, String source) {
        return judge(SampleEvents.accepted("user=" + user, "source=" + source), NOON.plusSeconds(second));
    }

    private void reload(String text) {
        RuleSet next = RuleFile.read("rules.yaml", text);
        state.keepOnly(rules, next);
        rules = next;
    }

    @Test
    void successFromAnyAddressThatGuessed_isABreakIn_andOnlyFromThose() {
        for (int host = 1; host <= 4; host++) {
            assertEquals("", refused(host, "root", "192.0.2." + host));
        }
        assertEquals("guessing", refused(5, "root", "192.0.2.5"));
        assertEquals("", accepted(6, "alice", "192.0.2.9"), "of the network, but it did not guess");
        assertEquals("break-in", accepted(7, "bob", "192.0.2.2"));
        assertEquals("", accepted(606, "bob", "192.0.2.2"), "ten minutes are over");
    }

    @Test
    void ownTypingErrors_areForgiven_othersAreNot() {
        for (int i = 0; i < 4; i++) {
            refused(i, "alice", "192.0.2.1");
        }
        accepted(5, "bob", "192.0.2.1");
        accepted(6, "alice", "192.0.2.2");
        assertEquals(
                "guessing", refused(7, "alice", "192.0.2.1"), "another user, another address: nothing is forgiven");
        accepted(8, "alice", "192.0.2.1");
        assertEquals("", refused(9, "alice", "192.0.2.1"));
        accepted(10, "alice", "192.0.2.1");
        refused(11, "root", "192.0.2.1");
        assertEquals(
                "", refused(12, "root", "192.0.2.1"), "an attacker's login forgives his own user's attempts alone");
    }

    @Test
    void manyMatchesForgiven_leaveWhatWasThereBeforeThem() {
        for (int i = 0; i < 4; i++) {
            refused(1, "root", "192.0.2.1");
        }
        for (int i = 0; i < 50; i++) {
            refused(2, "bob", "192.0.2.2");
        }
        accepted(3, "bob", "192.0.2.2");
        assertEquals("guessing", refused(4, "root", "192.0.2.1"));
    }

    @Test
    void firingsOfOneMoment_tellAllWhoTookPart_alsoAfterSomethingWasForgiven() {
        for (int i = 1; i <= 5; i++) {
            refused(0, "root", "192.0.2.1");
        }
        accepted(0, "root", "192.0.2.1");
        refused(0, "a", "192.0.2.7");
        for (int i = 1; i <= 4; i++) {
            refused(0, "b", "192.0.2.8");
        }
        assertEquals("break-in", accepted(1, "a", "192.0.2.7"));
    }

    @Test
    void ruleOutsideOfItsHours_neitherCountsNorForgives() {
        rules = RuleFile.read("rules.yaml", """
                rules:
                  r: {when: {outcome: failure}, count: 2, within: 2m, per: [host], hours: {not: 12:01-12:02},
                      forgive: {outcome: success, same: [user]}}
                """);
        refused(0, "alice", "192.0.2.1");
        refused(60, "bob", "192.0.2.1");
        accepted(61, "alice", "192.0.2.1");
        assertEquals("r", refused(120, "alice", "192.0.2.1"), "the first one still counts");
        accepted(121, "alice", "192.0.2.1");
        assertEquals("", refused(122, "carol", "192.0.2.1"), "nothing of all that counts any more");
    }

    @Test
    void firing_tellsWhy() {
        rules = RuleFile.read("rules.yaml", """
                rules:
                  guessing: {when: {outcome: failure}, count: 2, within: 1m, distinct: user, per: [source]}
                  entered:
                    when: {outcome: success}
                    after: {rule: guessing, within: 1h, same: [source]}
                    first: [host, user]
                    remember: 30d
                """);
        Judge judge = new Judge(state);
        refused(0, "a", "192.0.2.1");
        AuthEvent second = SampleEvents.refused("user=b", "source=192.0.2.1");
        Firing guessing =
                judge.judge(Objects.requireNonNull(rules.match(second)), NOON).get(0);
        assertEquals("each with another user", guessing.why());
        assertEquals(2, guessing.inWindow());
        refused(1, "b", "192.0.2.1");
        AuthEvent success = SampleEvents.accepted("user=b", "source=192.0.2.1");
        Firing entered =
                judge.judge(Objects.requireNonNull(rules.match(success)), NOON).get(0);
        assertEquals("first time in 30d per host, user, after guessing (3 times)", entered.why());
    }

    @Test
    void explain_tellsTheStatefulParts() {
        rules = RuleFile.read("rules.yaml", """
                rules:
                  names: {when: {action: login}, count: 5, within: 10m, distinct: user, per: [source/24], digest: 15m}
                  fresh: {when: {action: login}, first: [host, source/24], remember: 90d, learn: 7d, hours: {not: mon-fri 08:00-18:00}}
                  next: {when: {action: login}, after: {rule: names, within: 10m, same: [source]}, count: 2, within: 1m,
                         forgive: {action: logout-or-so, same: [user]}}
                """.replace("logout-or-so", "session-end"));
        List<String> reasons = rules.explain(SampleEvents.accepted()).stream()
                .map(Verdict::reason)
                .toList();
        assertEquals(
                List.of(
                        "action is login; fires at 5 different user within 10m per source/24, told together every 15m",
                        "action is login; fires at once per host, user, source, told again after 1h;"
                                + " only first time in 90d per host, source/24, learns 7d first;"
                                + " not mon-fri 08:00-18:00 UTC",
                        "action is login; fires at 2 within 1m per host, user, source, told again after 1h;"
                                + " only within 10m after names, same source;"
                                + " forgiven by action is session-end of the same user"),
                reasons);
    }

    @Test
    void eventThatOnlyForgives_isWanted() {
        rules = RuleFile.read("rules.yaml", """
                rules:
                  r: {when: {action: login, outcome: failure}, count: 2, within: 1m,
                      forgive: {action: login, outcome: success, same: [user]}}
                """);
        assertTrue(rules.wants(AuthAction.LOGIN, Outcome.SUCCESS, false));
        assertFalse(rules.wants(AuthAction.LOGIN, Outcome.UNKNOWN, false));
        Match match = Objects.requireNonNull(rules.match(SampleEvents.accepted()));
        assertEquals(List.of(), match.rules());
        assertEquals(1, match.forgiving().size());
        assertNull(rules.match(SampleEvents.event(AuthAction.ELEVATE, Outcome.SUCCESS)));
    }

    @Test
    void ruleThatComesAfterAnother_leavesThatOnesWindowAlone_whenItComesAndGoes() {
        String guessing = "rules:\n  guessing: {when: {outcome: failure}, count: 5, within: 2m, per: [host]}\n";
        String next = "  next: {when: {outcome: success}, after: {rule: guessing, within: 9m, same: [source]}}\n";
        rules = RuleFile.read("rules.yaml", guessing);
        refused(0, "a", "192.0.2.1");
        reload(guessing + next);
        refused(1, "a", "192.0.2.2");
        refused(2, "a", "192.0.2.3");
        reload(guessing);
        refused(3, "a", "192.0.2.4");
        assertEquals("guessing", refused(4, "a", "192.0.2.5"));
        reload(guessing + next);
        assertEquals("guessing", refused(5, "a", "192.0.2.6"));
        assertEquals("", accepted(6, "a", "192.0.2.3"), "nobody took note of that one's address for long enough");
        assertEquals("next", accepted(7, "a", "192.0.2.6"));
    }

    @Test
    void floodOfAddresses_isBounded_counted_andDoesNotHideOthers() {
        rules = RuleFile.read("rules.yaml", """
                rules:
                  names: {when: {outcome: failure}, distinct: user, count: 3, within: 1h, per: [host],
                          forgive: {outcome: success, same: [source]}}
                """);
        refused(0, "a", "192.0.2.1");
        refused(1, "b", "192.0.2.2");
        for (int i = 0; i < 3_000; i++) {
            assertEquals("names", refused(2, "root", "2001:db8::" + Integer.toHexString(i + 1)));
        }
        assertEquals(3_002 - GroupedWindow.GROUPS_MAX, state.evicted());
        assertEquals("names", refused(3, "root", "192.0.2.9"), "a and b are still in the window");
    }

    @Test
    void distinctValues_keepOnlyTheLatest_withoutCountingThat() {
        rules = RuleFile.read(
                "rules.yaml",
                "rules: {names: {when: {outcome: failure}, distinct: user, count: 3, within: 1h, per: []}}");
        for (int i = 0; i < 10_000; i++) {
            refused(i / 10, "u" + i, "192.0.2.1");
        }
        assertEquals(0, state.evicted());
        assertEquals(2, state.drainChanges().size(), "one window, and the time");
        assertEquals("names", refused(1_001, "-", "192.0.2.1"));
    }

    @Test
    void tooManyCombinations_letTheLeastRecentlySeenGo_andCountIt() {
        rules = RuleFile.read("rules.yaml", "rules: {fresh: {when: {outcome: success}, first: [user]}}");
        state = new RuleState(2);
        for (int i = 0; i < 10; i++) {
            assertEquals("fresh", accepted(i, "u" + i, "192.0.2.1"));
        }
        assertEquals(2, state.evicted(), "eight combinations for two keys");
        assertEquals("", accepted(20, "u9", "192.0.2.1"));
        assertEquals("fresh", accepted(21, "u0", "192.0.2.1"));
    }

    @Test
    void learning_isToldOnce_atItsEnd_andAHostThatComesLaterLearnsToo() {
        assertEquals("", accepted(0, "alice", "192.0.2.1"));
        assertEquals("", accepted(1, "alice", "192.0.2.2"));
        assertEquals("", accepted(2, "alice", "198.51.100.1"));
        Instant day6 = NOON.plus(Duration.ofDays(6));
        Instant now = NOON;
        while (now.isBefore(day6)) {
            now = Objects.requireNonNull(state.nextDue());
            assertTrue(state.due(now));
            assertEquals(List.of(), state.tick(now));
            assertFalse(state.due(now.plusSeconds(60)));
        }
        assertEquals("", judge(SampleEvents.accepted("host=late", "user=bob", "source=192.0.2.1"), now));
        List<Learnt> learnt = List.of();
        while (learnt.isEmpty()) {
            now = Objects.requireNonNull(state.nextDue());
            learnt = state.tick(now);
        }
        assertEquals(NOON.plus(Duration.ofDays(7)), now);
        assertEquals(List.of(new Learnt("new-source", 3, 2, NOON, now)), learnt);
        assertEquals("new-source", judge(SampleEvents.accepted("user=eve", "source=192.0.2.1"), now));
        assertEquals("", judge(SampleEvents.accepted("host=late", "user=eve", "source=192.0.2.1"), now));
    }

    @Test
    void clockThatLeapsAYear_makesNothingNew_andEndsNoLearning() {
        rules = RuleFile.read(
                "rules.yaml", "rules: {fresh: {when: {outcome: success}, first: [user], remember: 90d, learn: 7d}}");
        accepted(0, "alice", "192.0.2.1");
        Instant leapt = NOON.plus(Duration.ofDays(365));
        assertEquals("", judge(SampleEvents.accepted("user=bob"), leapt), "a day at most has passed");
        Instant back = NOON.plusSeconds(60);
        assertTrue(state.due(back), "the clock went back, which must be taken note of");
        state.tick(back);
        for (int day = 1; day <= 6; day++) {
            state.tick(back.plus(Duration.ofDays(day)));
        }
        assertEquals("fresh", judge(SampleEvents.accepted("user=eve"), back.plus(Duration.ofDays(6))));
        assertEquals("", judge(SampleEvents.accepted("user=alice"), back.plus(Duration.ofDays(6))));
    }
}
