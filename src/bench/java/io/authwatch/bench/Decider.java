package io.authwatch.bench;

import io.authwatch.alert.AlertBook;
import io.authwatch.alert.AlertLimits;
import io.authwatch.auth.Recognisers;
import io.authwatch.notify.Outbox;
import io.authwatch.notify.RetryPolicy;
import io.authwatch.notify.RulesInForce;
import io.authwatch.notify.Wording;
import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Identity;
import io.authwatch.pipeline.KnownHosts;
import io.authwatch.pipeline.Lane;
import io.authwatch.pipeline.LaneSettings;
import io.authwatch.pipeline.Pipeline;
import io.authwatch.pipeline.Quarantine;
import io.authwatch.pipeline.TurnDraft;
import io.authwatch.rule.Absences;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.syslog.Facility;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.SplittableRandom;

/** Frame to decision as the program has it, without a socket, a thread or storage: a lane, and the pipeline behind it. */
final class Decider {
    /** About what a read of 64 KiB brings. */
    static final int BATCH_MESSAGES = 500;

    private static final int HOSTS_MAX = 50_000;
    private static final int KEPT_PER_SECOND_MAX = 10_000;
    private static final int RECENT_MAX = 10_000;
    private static final Origin ORIGIN = new Origin.Tcp("192.0.2.1");

    private final Pipeline pipeline;
    private final Lane lane;
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    Decider(RuleSet rules) {
        pipeline = new Pipeline(
                rules,
                new RuleState(),
                new AlertBook(AlertLimits.DEFAULT),
                new Wording(RulesInForce.of(() -> rules)),
                new Outbox(new RetryPolicy(new SplittableRandom(1)), Outbox.Limits.DEFAULT),
                new KnownHosts(HOSTS_MAX, Happenings.NONE),
                new Absences(HOSTS_MAX),
                KEPT_PER_SECOND_MAX,
                Happenings.NONE);
        lane = pipeline.lane(
                Input.TCP,
                new LaneSettings(
                        EnumSet.of(Facility.AUTH, Facility.AUTHPRIV),
                        Identity.HEADER,
                        ZoneOffset.UTC,
                        Recognisers.standard(),
                        pipeline::rules,
                        RECENT_MAX,
                        Quarantine.NONE));
    }

    /** Reads lines as the batch of one turn, a millisecond after the one before. */
    Batch read(byte[][] lines, int from, int to) {
        now = now.plusMillis(1);
        lane.begin(now);
        for (int i = from; i < to; i++) {
            lane.accept(ORIGIN, lines[i], 0, lines[i].length, false);
        }
        return lane.end(null, () -> {});
    }

    /** Decides on a batch, as a turn of its own. */
    TurnDraft decide(Batch batch) {
        TurnDraft turn = new TurnDraft();
        pipeline.decide(batch, turn);
        pipeline.tick(now, turn);
        return turn;
    }

    /** What changed goes into a checkpoint, which is thrown away here. */
    TurnDraft checkpoint() {
        TurnDraft turn = new TurnDraft();
        pipeline.checkpoint(turn);
        return turn;
    }
}
