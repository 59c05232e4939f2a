package io.authwatch.rule;

import static io.authwatch.testkit.SampleEvents.NOON;
import static io.authwatch.testkit.SampleEvents.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RuleStateTest {
    private static final RuleSet RULES = RuleFile.read(
            "rules.yaml",
            "rules: {guessing: {when: {action: login, outcome: failure}, count: 5, within: 2m, per: [host, source]}}");

    private RuleState state = new RuleState();

    private List<Firing> refused(Instant now, int weight, String... fields) {
        Match match = RULES.match(event(1, weight, AuthAction.LOGIN, Outcome.FAILURE, fields));
        return new Judge(state).judge(Objects.requireNonNull(match), now);
    }

    private int fired(int seconds, int weight) {
        return refused(NOON.plusSeconds(seconds), weight, "source=192.0.2.1").size();
    }

    @Test
    void countThMatch_fires_andEachFurtherOneWhileTheWindowHolds() {
        assertEquals(0, fired(0, 1) + fired(30, 1) + fired(60, 1) + fired(90, 1));
        assertEquals(1, fired(120, 1), "matches exactly 'within' apart are in the window together");
        assertEquals(1, fired(121, 1));
        assertEquals(0, fired(220, 1), "the window slid on");
    }

    @Test
    void firing_tellsItsKeyAndItsWindow() {
        Firing firing = refused(NOON, 7).get(0);
        assertEquals(List.of("web-1", "-"), firing.key());
        assertEquals(7, firing.inWindow());
    }

    @Test
    void weight_counts_andZeroNeitherCountsNorFires() {
        assertEquals(0, fired(0, 4));
        assertEquals(0, fired(1, 0));
        assertEquals(1, fired(2, 1));
        assertEquals(0, fired(3, 0));
    }

    @Test
    void clockSetBack_doesNotProlongTheWindow() {
        assertEquals(0, fired(0, 4));
        Instant back = NOON.minus(Duration.ofDays(365));
        refused(back, 0);
        assertEquals(0, refused(back.plusSeconds(121), 1, "source=192.0.2.1").size());
    }

    @Test
    void hostNames_areOneKey_whateverTheirCase() {
        refused(NOON, 4, "host=Web-1");
        assertEquals(1, refused(NOON, 1, "host=wEB-1").size());
    }

    @Test
    void longAndHostileKeys_areBounded_andStayApart() {
        String a = "x".repeat(60_000) + "a";
        String b = "x".repeat(60_000) + "b";
        assertEquals(
                0,
                refused(NOON, 4, "source=" + a).size()
                        + refused(NOON, 4, "source=" + b).size());
        List<String> key = refused(NOON, 1, "source=" + a).get(0).key();
        assertEquals(KeyPart.LENGTH_MAX, key.get(1).length());
        List<String> split = RuleState.split(
                RuleState.join(refused(NOON, 5, "source=p\u001fq").get(0).key()));
        assertEquals(2, split.size());
    }

    @Test
    void tooManyKeys_letTheLeastRecentlyUsedGo_andCountIt() {
        state = new RuleState(2);
        refused(NOON, 4, "source=192.0.2.1");
        refused(NOON, 4, "source=192.0.2.2");
        refused(NOON, 0, "source=192.0.2.1");
        refused(NOON, 1, "source=192.0.2.3");
        assertEquals(2, state.size());
        assertEquals(1, state.evicted());
        assertEquals(1, refused(NOON, 1, "source=192.0.2.2").size());
        assertEquals(0, refused(NOON, 1, "source=192.0.2.1").size());
    }

    @Test
    void checkpoint_keepsTheOrderInWhichKeysWereUsed() {
        refused(NOON, 1, "source=192.0.2.1");
        refused(NOON, 1, "source=192.0.2.2");
        refused(NOON, 3, "source=192.0.2.1");
        List<StateCell> cells = state.drainChanges();
        state = new RuleState(2);
        cells.forEach(state::restore);
        refused(NOON, 1, "source=192.0.2.3");
        assertEquals(1, refused(NOON, 1, "source=192.0.2.1").size(), "the other one went");
    }

    @Test
    void floodOfKeys_isBounded_andWhatIsOverIsForgottenUncounted() {
        state = new RuleState(1_000);
        for (int i = 0; i < 20_000; i++) {
            refused(NOON.plusMillis(i), 1, "source=s" + i);
        }
        assertEquals(1_000, state.size());
        assertEquals(19_000, state.evicted());
        for (int i = 0; i < 1_000; i++) {
            refused(NOON.plusSeconds(3_600), 1, "source=t");
        }
        assertEquals(1, state.size());
        assertEquals(19_000, state.evicted());
    }

    @Test
    void checkpoint_bringsWindowsBack_inAnyOrder() {
        refused(NOON, 2, "source=192.0.2.1");
        refused(NOON.plusSeconds(1), 2, "source=192.0.2.1");
        refused(NOON.plusSeconds(2), 3, "source=192.0.2.2");
        List<StateCell> cells = state.drainChanges();
        assertEquals(List.of(), state.drainChanges());
        state = new RuleState();
        for (int i = cells.size() - 1; i >= 0; i--) {
            state.restore(cells.get(i));
        }
        assertEquals(0, refused(NOON.plusSeconds(3), 1, "source=192.0.2.2").size());
        assertEquals(1, refused(NOON.plusSeconds(120), 1, "source=192.0.2.1").size());
        assertEquals(1, refused(NOON.plusSeconds(122), 1, "source=192.0.2.2").size());
    }

    @Test
    void checkpoint_holdsOnlyWhatChanged_andTellsWhatIsGone() {
        refused(NOON, 1, "source=192.0.2.1");
        refused(NOON, 1, "source=192.0.2.2");
        state.drainChanges();
        refused(NOON.plusSeconds(200), 1, "source=192.0.2.3");
        List<StateCell> cells = state.drainChanges();
        assertEquals(4, cells.size(), "a new key, two gone ones, and the time");
        assertEquals(2, cells.stream().filter(StateCell::gone).count());
    }

    @Test
    void unreadableCell_isAnErrorThatNamesIt() {
        StateCell cell = new StateCell(RuleState.KIND, "guessing", "k", new byte[] {9, 9});
        String message = assertThrows(IllegalStateException.class, () -> state.restore(cell))
                .getMessage();
        assertEquals("unreadable state of kind 'window', rule 'guessing'", message);
    }

    @Test
    void reload_keepsAWindowThatStandsAtFourOfFive() {
        refused(NOON, 4, "source=192.0.2.1");
        RuleSet next = RuleFile.read(
                "rules.yaml", RULES.text().replace("rules: {", "rules: {new: {when: {action: elevate}}, "));
        state.keepOnly(RULES, next);
        assertEquals(1, refused(NOON.plusSeconds(1), 1, "source=192.0.2.1").size());
    }

    @Test
    void reload_dropsTheWindowsOfAChangedRule() {
        refused(NOON, 4, "source=192.0.2.1");
        state.drainChanges();
        state.keepOnly(RULES, RuleFile.read("rules.yaml", RULES.text().replace("2m", "3m")));
        assertEquals(0, state.size());
        assertTrue(state.drainChanges().get(0).gone());
        assertEquals(0, refused(NOON.plusSeconds(1), 1, "source=192.0.2.1").size());
    }

    @Test
    void overrideWithALongerWindow_isNotForgottenForAnotherHostsSake() {
        RuleSet rules =
                RuleFile.read("rules.yaml", RULES.text() + "\nhosts: [{match: slow, rules: {guessing: {within: 1h}}}]");
        Judge judge = new Judge(state);
        Match slow = Objects.requireNonNull(rules.match(event(1, 4, AuthAction.LOGIN, Outcome.FAILURE, "host=slow")));
        Match fast = Objects.requireNonNull(rules.match(event(1, 1, AuthAction.LOGIN, Outcome.FAILURE, "host=fast")));
        judge.judge(slow, NOON);
        judge.judge(fast, NOON.plusSeconds(1_800));
        judge.judge(fast, NOON.plusSeconds(1_801));
        assertEquals(1, judge.judge(slow, NOON.plusSeconds(1_802)).size());
    }
}
