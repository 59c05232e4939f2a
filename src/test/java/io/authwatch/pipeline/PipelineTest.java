package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Silence;
import io.authwatch.notify.Delivery;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Errand;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.notify.ReceiptAnswer;
import io.authwatch.rule.Priority;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final String RULES = """
            rules:
              guessing: {when: {action: login, outcome: failure}, count: 3, within: 2m, per: [host, source], repeat: 10m}
              any-user: {when: {action: login, outcome: failure, user: root}, per: [user], repeat: 5m, priority: emergency}
            """;

    @Test
    void alert_and_notification_come_in_the_commit_of_the_event_that_made_them() {
        Harness harness = new Harness(RuleSet.builtIn());
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Instant now = Harness.NOON.plusSeconds(i);
            commits.add(harness.decide(harness.read(now, Harness.refused("web-1", "bob", "192.0.2.9"))));
        }
        assertTrue(commits.get(3).notifications().isEmpty());
        Commit fifth = commits.get(4);
        assertEquals(1, fifth.notifications().size());
        assertEquals(1, fifth.alerts().size());
        assertEquals(fifth.alerts().get(0).id(), fifth.notifications().get(0).alert());
        assertEquals(1, fifth.entries().size());
    }

    @Test
    void ids_rise_and_follow_the_order_of_the_frames() {
        Harness harness = new Harness(RuleSet.builtIn());
        Batch batch = harness.read(
                Harness.NOON,
                Harness.refused("a", "x", "192.0.2.9"),
                "<38>Nov 23 12:00:00 a odd: hello",
                Harness.refused("a", "y", "192.0.2.9"));
        List<LogEntry> entries = harness.decide(batch).entries();
        long first = ((LogEntry.Happened) entries.get(0)).event().id();
        long third = ((LogEntry.Happened) entries.get(1)).event().id();
        assertEquals(first + 2, third);
        assertEquals(first + 1, batch.rest().id(0));
        Commit next = harness.decide(harness.read(Harness.NOON, Harness.refused("a", "z", "192.0.2.9")));
        assertEquals(
                third + 1, ((LogEntry.Happened) next.entries().get(0)).event().id());
    }

    @Test
    void ids_rise_after_a_restart_even_if_the_clock_went_back() {
        Harness harness = new Harness(RuleSet.builtIn());
        harness.pipeline.restoreIds(Long.MAX_VALUE / 2);
        Commit commit = harness.decide(harness.read(Harness.NOON, Harness.refused("a", "x", "192.0.2.9")));
        assertEquals(
                Long.MAX_VALUE / 2 + 1,
                ((LogEntry.Happened) commit.entries().get(0)).event().id());
    }

    @Test
    void batch_matched_under_other_rules_is_matched_again() {
        Harness harness = new Harness(RuleSet.builtIn());
        Batch batch = harness.read(Harness.NOON, Harness.refused("web-1", "root", "192.0.2.9"));
        TurnDraft swap = new TurnDraft();
        harness.pipeline.swap(RuleFile.read("rules.yaml", RULES), Harness.NOON, swap);
        harness.pipeline.checkpoint(swap);
        Commit.Checkpoint checkpoint = swap.commit().checkpoint();
        assertNotNull(checkpoint);
        assertEquals(RULES, checkpoint.rules());
        assertEquals(
                List.of("any-user"),
                harness.decide(batch).notifications().stream()
                        .map(Notification::rule)
                        .toList());
    }

    @Test
    void flood_of_kept_events_is_thinned_and_weighed_and_hits_never_are() {
        Harness harness = new Harness(RuleFile.read("rules.yaml", RULES), 10);
        String[] accepted = new String[100];
        java.util.Arrays.fill(
                accepted, "<38>Nov 23 12:00:00 a sshd[1]: Accepted password for bob from 192.0.2.9 port 22 ssh2");
        List<LogEntry> thinned =
                harness.decide(harness.read(Harness.NOON, accepted)).entries();
        assertTrue(thinned.size() < 50, "kept " + thinned.size());
        assertTrue(thinned.stream().anyMatch(entry -> ((LogEntry.Happened) entry).weight() > 1));
        String[] refused = new String[100];
        java.util.Arrays.fill(refused, Harness.refused("a", "root", "192.0.2.9"));
        assertEquals(
                100,
                harness.decide(harness.read(Harness.NOON, refused)).entries().size());
    }

    /** The promise of the ledger: a checkpoint and the log after it are the state, whenever the crash comes. */
    @Test
    void replay_of_the_log_after_a_checkpoint_leads_to_the_same_decisions() {
        for (long seed = 1; seed <= 200; seed++) {
            String failed = "seed " + seed;
            SplittableRandom dice = new SplittableRandom(seed);
            RuleSet rules = RuleFile.read("rules.yaml", RULES);
            Harness first = new Harness(rules);
            Map<String, StateCell> cells = new LinkedHashMap<>();
            List<LogEntry> log = new ArrayList<>();
            Map<String, Notification> rows = new LinkedHashMap<>();
            Instant now = Harness.NOON;
            for (int step = 0; step < 60; step++) {
                now = now.plus(Duration.ofSeconds(dice.nextInt(200)));
                TurnDraft turn = step(first, now, dice);
                acknowledgeSometimes(first, now, dice, turn);
                if (dice.nextInt(10) == 0) {
                    first.pipeline.checkpoint(turn);
                }
                keep(turn.commit(), cells, log);
                turn.commit().notifications().forEach(row -> rows.put(row.id(), row));
            }
            Harness second = new Harness(rules);
            cells.values().forEach(second.pipeline::restore);
            log.forEach(second.pipeline::replay);
            long lastId = log.stream().mapToLong(PipelineTest::id).max().orElse(0);
            second.pipeline.restoreIds(Math.max(lastId, 1));
            rows.values().stream().filter(PipelineTest::open).forEach(second.pipeline::recovered);
            SplittableRandom again = dice.split();
            SplittableRandom twin = new SplittableRandom(seed + 1);
            SplittableRandom other = new SplittableRandom(seed + 1);
            for (int step = 0; step < 20; step++) {
                now = now.plus(Duration.ofSeconds(again.nextInt(400)));
                assertEquals(
                        told(step(first, now, twin).commit()),
                        told(step(second, now, other).commit()),
                        failed);
            }
        }
    }

    @Test
    void silence_isAnswered_onceItIsDurable_andNeverTooMany() {
        Harness harness = new Harness(RuleFile.read("rules.yaml", RULES));
        List<Long> answered = new ArrayList<>();
        TurnDraft turn = new TurnDraft();
        for (int i = 0; i <= Silence.SILENCES_MAX; i++) {
            Silence asked = new Silence(
                    0, null, null, null, "bob", false, Harness.NOON, Harness.NOON.plusSeconds(9), "eve", "move");
            harness.pipeline.silence(
                    asked,
                    Harness.NOON,
                    turn,
                    silenced -> answered.add(silenced.map(Silence::id).orElse(-1L)));
        }
        assertEquals(List.of(), answered);
        assertEquals(List.of(), harness.pipeline.silences());
        turn.tell(Happenings.NONE);
        assertEquals(List.of(999L, 1_000L, -1L), answered.subList(998, 1_001));
        assertEquals(Silence.SILENCES_MAX, turn.entries());
        assertEquals(Silence.SILENCES_MAX, harness.pipeline.silences().size());
    }

    /** Whether the program would take it up again after a start: still to be sent, or ringing. */
    private static boolean open(Notification row) {
        boolean rings = row.receipt() != null && row.priority() == Priority.EMERGENCY;
        return row.state() == NotificationState.PENDING || (row.state() == NotificationState.SENT && rings);
    }

    private static long id(LogEntry entry) {
        return entry instanceof LogEntry.Happened happened ? happened.event().id() : 0;
    }

    private static TurnDraft step(Harness harness, Instant now, SplittableRandom dice) {
        TurnDraft turn = new TurnDraft();
        String[] frames = new String[dice.nextInt(4)];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Harness.refused(
                    "h" + dice.nextInt(2), dice.nextBoolean() ? "root" : "bob", "192.0.2." + dice.nextInt(2));
        }
        harness.pipeline.decide(harness.read(now, frames), turn);
        if (dice.nextInt(15) == 0) {
            Silence silence = new Silence(
                    0,
                    dice.nextBoolean() ? "guessing" : null,
                    dice.nextBoolean() ? "h*" : null,
                    null,
                    null,
                    dice.nextBoolean(),
                    now.plusSeconds(dice.nextInt(60)),
                    now.plusSeconds(60 + dice.nextInt(900)),
                    "eve",
                    "move");
            harness.pipeline.silence(silence, now, turn, silenced -> {});
        }
        if (dice.nextInt(30) == 0) {
            harness.pipeline.unsilence(1 + dice.nextInt(8), now, turn, known -> {});
        }
        harness.pipeline.tick(now, turn);
        return turn;
    }

    /** Sends all that is due, and now and then somebody touches the button on a phone. */
    private static void acknowledgeSometimes(Harness harness, Instant now, SplittableRandom dice, TurnDraft turn) {
        for (Notification due : harness.outbox.due(now)) {
            Delivery sent = new Delivery.Sent(DeliveryReason.SENT, "request", "receipt", null, null);
            harness.pipeline.delivered(new DeliveryReport(due.id(), sent), now, turn);
        }
        if (harness.outbox.errand(now) instanceof Errand.Poll poll) {
            ReceiptAnswer seen = new ReceiptAnswer.Seen(new Acknowledgement(now, "ann", "phone"));
            ReceiptAnswer answer = dice.nextInt(3) == 0 ? seen : new ReceiptAnswer.Ringing();
            harness.pipeline.answered(new Errand.Report.Polled(poll.notification(), answer), now, turn);
        }
    }

    private static void keep(Commit commit, Map<String, StateCell> cells, List<LogEntry> log) {
        log.addAll(commit.entries());
        Commit.Checkpoint checkpoint = commit.checkpoint();
        if (checkpoint != null) {
            log.clear();
            for (StateCell cell : checkpoint.cells()) {
                String key = cell.kind() + "/" + cell.rule() + "/" + cell.key();
                if (cell.gone()) {
                    cells.remove(key);
                } else {
                    cells.put(key, cell);
                }
            }
        }
    }

    /** What people would notice; ids differ, for messages that nobody kept count in them too. */
    private static List<String> told(Commit commit) {
        return commit.notifications().stream()
                .map(row -> row.rule() + " " + row.host() + " " + row.title() + " " + row.state())
                .sorted()
                .toList();
    }
}
