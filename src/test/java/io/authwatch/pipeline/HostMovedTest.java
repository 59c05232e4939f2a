package io.authwatch.pipeline;

import static io.authwatch.pipeline.Lanes.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.AlertBook;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.notify.Notification;
import io.authwatch.notify.Outbox;
import io.authwatch.notify.RetryPolicy;
import io.authwatch.notify.Wording;
import io.authwatch.rule.Absences;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.wire.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A claim of a known host, all the way from a line to a commit. */
class HostMovedTest {
    private static final String LINE = "<38>Nov 23 12:00:00 web-1 sshd[7]: Server listening on 0.0.0.0 port 22.";
    private static final Origin OLD = new Origin.Tcp("192.0.2.1");
    private static final Origin NEW = new Origin.Tcp("198.51.100.9");
    private static final RuleSet ASKS = RuleFile.read("rules.yaml", "rules: {moved: {when: {action: host-moved}}}");

    private long decided;
    private final Happenings happenings = new Happenings() {
        @Override
        public void decided(AuthAction action, Outcome outcome, long messages) {
            assertTrue(action != AuthAction.HOST_MOVED, "no message was received that says so");
            decided += messages;
        }
    };

    private Pipeline pipeline(RuleSet rules) {
        return new Pipeline(
                rules,
                new RuleState(),
                new AlertBook(),
                new Wording((rule, host) -> null),
                new Outbox(new RetryPolicy(new Random(1)), Outbox.Limits.DEFAULT),
                new KnownHosts(100, Happenings.NONE),
                new Absences(100),
                10_000,
                happenings);
    }

    private Commit arrive(Pipeline pipeline, Origin origin, Instant at, String... lines) {
        TurnDraft turn = new TurnDraft();
        pipeline.decide(Lanes.read(pipeline.rules(), origin, at, lines), turn);
        turn.tell(happenings);
        return turn.commit();
    }

    private static List<LogEntry.Happened> moves(Commit commit) {
        return commit.entries().stream()
                .map(entry -> (LogEntry.Happened) entry)
                .filter(entry -> entry.event().action() == AuthAction.HOST_MOVED)
                .toList();
    }

    @Test
    void claim_isKeptAsAnEventOfItsOwn_andPushesNothingUnasked() {
        Pipeline pipeline = pipeline(RuleSet.builtIn());
        assertEquals(List.of(), moves(arrive(pipeline, OLD, NOON, LINE)));
        Commit commit = arrive(pipeline, NEW, NOON.plusSeconds(1), LINE, LINE);
        LogEntry.Happened moved = moves(commit).get(0);
        assertFalse(moved.hit());
        assertEquals(List.of(), commit.notifications());
        AuthEvent event = moved.event();
        assertEquals("host web-1, known from 192.0.2.1, was claimed from 198.51.100.9", event.message());
        assertEquals("web-1", event.get(Field.HOST));
        assertEquals("198.51.100.9", event.get(Field.PEER));
        assertEquals("unknown", event.get(Field.OUTCOME));
        assertTrue(event.verified());
        assertNull(event.pid());
        assertEquals(NOON.plusSeconds(1), event.received());
        assertEquals(1, moves(commit).size());
    }

    @Test
    void claim_comesBeforeItsMessages_withAnIdOfItsOwn() {
        Pipeline pipeline = pipeline(RuleSet.builtIn());
        arrive(pipeline, OLD, NOON, LINE);
        Commit commit = arrive(pipeline, NEW, NOON, LINE, LINE);
        List<Long> ids = commit.entries().stream()
                .map(entry -> ((LogEntry.Happened) entry).event().id())
                .toList();
        assertEquals(3, ids.size());
        assertEquals(ids.stream().distinct().sorted().toList(), ids);
        assertEquals(
                AuthAction.HOST_MOVED,
                ((LogEntry.Happened) commit.entries().get(0)).event().action());
    }

    @Test
    void claim_isInNoCountOfMessages() {
        Pipeline pipeline = pipeline(ASKS);
        arrive(pipeline, OLD, NOON, LINE);
        arrive(pipeline, NEW, NOON, LINE, LINE, LINE);
        assertEquals(4, decided);
    }

    @Test
    void ruleThatAsks_isAHit_andPushes() {
        Pipeline pipeline = pipeline(ASKS);
        arrive(pipeline, OLD, NOON, LINE);
        Commit commit = arrive(pipeline, NEW, NOON, LINE);
        assertTrue(moves(commit).get(0).hit());
        Notification notification = commit.notifications().get(0);
        assertEquals("web-1 was claimed from a new address, 198.51.100.9", notification.title());
    }

    @Test
    void claimAmongTheHostsOwnMessages_ofOneTurn_isSeen() {
        Pipeline pipeline = pipeline(RuleSet.builtIn());
        arrive(pipeline, OLD, NOON, LINE);
        Lane lane = pipeline.lane(OLD.input(), Lanes.settings(RuleSet.builtIn()));
        lane.begin(NOON);
        byte[] octets = LINE.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (Origin origin : List.of(OLD, NEW, OLD, OLD)) {
            lane.accept(origin, octets, 0, octets.length, false);
        }
        TurnDraft turn = new TurnDraft();
        Batch batch = lane.end(null, () -> {});
        assertEquals(4, batch.hosts().stream().mapToInt(HostSighting::messages).sum());
        pipeline.decide(batch, turn);
        assertEquals(1, moves(turn.commit()).size());
    }

    @Test
    void replay_leadsToTheSameState() {
        Pipeline before = pipeline(ASKS);
        arrive(before, OLD, NOON, LINE);
        TurnDraft checkpoint = new TurnDraft();
        assertTrue(before.holdsUnlogged());
        before.checkpoint(checkpoint);
        assertFalse(before.holdsUnlogged());
        Commit after = arrive(before, NEW, NOON.plusSeconds(1), LINE);

        Pipeline restarted = pipeline(ASKS);
        checkpoint.commit().checkpoint().cells().forEach(restarted::restore);
        after.entries().forEach(restarted::replay);
        assertEquals(List.of(), moves(arrive(restarted, NEW, NOON.plusSeconds(2), LINE)), "the claim was replayed");
        assertEquals(List.of(), moves(arrive(restarted, OLD, NOON.plusSeconds(3), LINE)), "so was what was known");
        Origin third = new Origin.Tcp("203.0.113.5");
        Commit claim = arrive(restarted, third, NOON.plusSeconds(4), LINE);
        assertEquals(
                "host web-1, known from 192.0.2.1, was claimed from 203.0.113.5",
                moves(claim).get(0).event().message());
        assertEquals(List.of(), claim.notifications(), "the alert of the claim before still cools down");
    }
}
