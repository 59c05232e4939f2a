package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertState;
import io.authwatch.alert.Told;
import io.authwatch.rule.Priority;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the row of an alert is written, and that a kill in between loses none. */
class AlertRowsTest {
    private static final Instant NOON = Harness.NOON;
    private static final RuleSet RULES = RuleFile.read("rules.yaml", """
            rules:
              guessing: {when: {action: login, outcome: failure}, per: [source], repeat: 1h}
            """);

    private final Run run = new Run(RULES);

    private void refuse(Instant now, int times) {
        for (int i = 0; i < times; i++) {
            run.read(now, Harness.refused("web-1", "root", "192.0.2.7"));
        }
    }

    private void makeFiveHundredWait() {
        refuse(NOON, 1);
        run.tick(NOON.plusMillis(10));
        refuse(NOON.plusMillis(900), 500);
    }

    private long written() {
        return run.alerts().values().stream().mapToLong(Alert::count).sum();
    }

    @Test
    void firstSign_isWrittenWithItsNotification_whatFollowsWithinASecond() {
        refuse(NOON, 1);
        assertEquals(1, written());
        refuse(NOON.plusMillis(10), 1);
        run.tick(NOON.plusMillis(10));
        assertEquals(2, written(), "the first that follows does not wait");
        refuse(NOON.plusMillis(900), 500);
        assertEquals(2, written());
        assertEquals(NOON.plusMillis(1010), run.pipeline().nextDue());
        run.tick(NOON.plusMillis(1010));
        assertEquals(502, written());
        run.tick(NOON.plusMillis(2020));
        assertEquals(502, written());
    }

    @Test
    void kill_losesNoCount() {
        makeFiveHundredWait();
        run.kill();
        run.tick(NOON.plusMillis(950));
        assertEquals(501, written());
    }

    @Test
    void checkpoint_writesWhatWaits_forNoReplayComesByItAgain() {
        makeFiveHundredWait();
        run.restart();
        assertEquals(501, written());
    }

    @Test
    void setBackClock_makesNothingWait() {
        refuse(NOON, 2);
        run.tick(NOON.plusMillis(1));
        refuse(NOON.plusMillis(2), 1);
        run.tick(NOON.minusSeconds(3600));
        assertEquals(3, written());
    }

    private static Told changed(int id) {
        Alert alert = new Alert(
                "a" + id, "guessing", List.of(), Priority.NORMAL, AlertState.CLOSED, "web-1", NOON, NOON, 1, 0, id, "");
        return new Told(List.of(alert), List.of(), List.of(), List.of());
    }

    @Test
    void moreThanMayWait_areWrittenAtOnce() {
        AlertRows rows = new AlertRows();
        TurnDraft turn = new TurnDraft();
        for (int id = 0; id < AlertRows.HELD_MAX; id++) {
            rows.took(changed(id), NOON, turn);
        }
        assertEquals(0, turn.commit().alerts().size());
        rows.took(changed(AlertRows.HELD_MAX), NOON, turn);
        assertEquals(AlertRows.HELD_MAX + 1, turn.commit().alerts().size());
        assertNull(rows.nextDue());
    }

    @Test
    void replay_holdsTheLatestOnly() {
        AlertRows rows = new AlertRows();
        TurnDraft turn = new TurnDraft();
        for (int id = 0; id < 3 * AlertRows.HELD_MAX; id++) {
            rows.replayed(changed(id), NOON);
        }
        rows.writeAll(turn);
        List<Alert> written = turn.commit().alerts();
        assertEquals(AlertRows.HELD_MAX, written.size());
        assertEquals("a" + 2 * AlertRows.HELD_MAX, written.get(0).id());
    }
}
