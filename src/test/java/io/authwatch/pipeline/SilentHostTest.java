package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.notify.Notification;
import io.authwatch.rule.Priority;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.StateCell;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of hosts that say nothing, from the batch to the words. */
class SilentHostTest {
    private static final RuleSet RULES = RuleFile.read("rules.yaml", """
            rules:
              silent: {absent: 1h, priority: high}
            hosts:
              - {match: lab, mute: true}
            """);

    private final List<LogEntry> log = new ArrayList<>();
    private final Map<String, StateCell> cells = new LinkedHashMap<>();
    private Harness harness = new Harness(RULES);
    private Instant now = Harness.NOON;

    private List<Notification> heard(String host) {
        return heard(host, Harness.TCP);
    }

    private List<Notification> heard(String host, Origin sender) {
        String line = "<38>Nov 23 12:00:00 " + host + " sshd[1]: Server listening on 0.0.0.0 port 22.";
        return taken(turn -> harness.pipeline.decide(harness.read(harness.lane(Input.TCP), now, sender, line), turn));
    }

    private List<Notification> ticks(Duration time) {
        List<Notification> all = new ArrayList<>();
        for (Duration left = time; !left.isZero(); left = left.minusMinutes(1)) {
            now = now.plusSeconds(60);
            all.addAll(taken(turn -> harness.pipeline.tick(now, turn)));
        }
        return all;
    }

    private List<Notification> taken(java.util.function.Consumer<TurnDraft> step) {
        TurnDraft turn = new TurnDraft();
        step.accept(turn);
        log.addAll(turn.commit().entries());
        return turn.commit().notifications();
    }

    private void checkpoint() {
        TurnDraft turn = new TurnDraft();
        harness.pipeline.checkpoint(turn);
        Commit.Checkpoint checkpoint = turn.commit().checkpoint();
        assertTrue(checkpoint != null);
        checkpoint.cells().forEach(cell -> cells.put(cell.kind() + cell.rule() + cell.key(), cell));
        log.clear();
    }

    private void crash() {
        harness = new Harness(RULES);
        cells.values().forEach(harness.pipeline::restore);
        log.forEach(harness.pipeline::replay);
    }

    @Test
    void silentHost_isToldInOurWords_andItsReturnQuietly() {
        heard("web-1");
        List<Notification> told = ticks(Duration.ofHours(3));
        assertEquals(1, told.size());
        assertEquals(
                "web-1 is silent: nothing for 1h, since 2026-11-23T12:00:00Z",
                told.get(0).title());
        assertEquals(Priority.HIGH, told.get(0).priority());
        assertEquals("web-1", told.get(0).host());
        assertTrue(told.get(0).message().contains("Rule silent"), told.get(0).message());
        List<Notification> back = heard("web-1");
        assertEquals("web-1 is heard again after 3h", back.get(0).title());
        assertEquals(Priority.LOW, back.get(0).priority());
    }

    @Test
    void silentRelay_isOneMessage_forAllItsHosts_andSoIsItsReturn() {
        for (int host = 1; host <= 40; host++) {
            heard("web-" + host, new Origin.Tcp("192.0.2.7"));
        }
        List<Notification> told = new ArrayList<>();
        for (int minute = 0; minute < 180; minute++) {
            heard("db", Harness.TCP);
            told.addAll(ticks(Duration.ofMinutes(1)));
        }
        assertEquals(
                List.of("Relay 192.0.2.7 is silent: nothing of its 40 hosts for 1h, since 2026-11-23T12:00:00Z"),
                titles(told));
        assertEquals(
                List.of("Relay 192.0.2.7 is heard again after 3h"),
                titles(heard("web-3", new Origin.Tcp("192.0.2.7"))));
    }

    @Test
    void nothingAtAll_isOneMessage_thatWeMayBeDeaf() {
        for (int host = 1; host <= 40; host++) {
            heard("web-" + host, new Origin.Tcp("192.0.2." + host));
        }
        assertEquals(
                List.of("Nothing from any of 40 hosts for 1h, since 2026-11-23T12:00:00Z: Authwatch may be deaf"),
                titles(ticks(Duration.ofHours(3))));
        assertEquals(List.of("Something is received again after 3h"), titles(heard("web-3", Harness.TCP)));
    }

    private static List<String> titles(List<Notification> told) {
        return told.stream().map(Notification::title).toList();
    }

    @Test
    void crashAfterTheTelling_repeatsNothing() {
        heard("web-1");
        checkpoint();
        assertEquals(1, ticks(Duration.ofHours(2)).size());
        crash();
        now = now.plus(Duration.ofHours(5));
        assertEquals(List.of(), ticks(Duration.ofHours(2)));
        assertEquals(1, heard("web-1").size());
    }

    @Test
    void crashBeforeTheTelling_givesTheHostItsTimeAnew() {
        heard("web-1");
        checkpoint();
        ticks(Duration.ofMinutes(59));
        crash();
        now = now.plus(Duration.ofHours(5));
        assertEquals(List.of(), ticks(Duration.ofMinutes(59)));
        assertEquals(1, ticks(Duration.ofMinutes(5)).size());
    }

    @Test
    void flappingHost_isToldOnceACoolDown() {
        int told = 0;
        for (int flap = 0; flap < 6; flap++) {
            told += heard("web-1").size() + ticks(Duration.ofMinutes(70)).size();
        }
        assertTrue(told <= 14, "at most one going, one coming a cool-down: " + told);
    }

    @Test
    void mutedHost_isNotTold() {
        heard("lab");
        assertEquals(List.of(), ticks(Duration.ofHours(3)));
        assertEquals(
                1,
                log.stream().filter(entry -> entry instanceof LogEntry.Noticed).count());
    }
}
