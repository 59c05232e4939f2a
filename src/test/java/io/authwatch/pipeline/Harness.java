package io.authwatch.pipeline;

import io.authwatch.alert.AlertBook;
import io.authwatch.alert.AlertLimits;
import io.authwatch.auth.Recognisers;
import io.authwatch.notify.Outbox;
import io.authwatch.notify.QuotaSettings;
import io.authwatch.notify.RetryPolicy;
import io.authwatch.notify.Wording;
import io.authwatch.rule.Absences;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.syslog.Facility;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/** A pipeline as the program has it, without a thread and without storage. */
final class Harness {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final int RECENT_MAX = 10_000;
    static final Origin TCP = new Origin.Tcp("192.0.2.1");

    final Outbox outbox;
    final Pipeline pipeline;

    Harness(RuleSet rules) {
        this(rules, 10_000);
    }

    Harness(RuleSet rules, int keptPerSecondMax) {
        this(rules, keptPerSecondMax, QuotaSettings.NONE);
    }

    Harness(RuleSet rules, QuotaSettings quota) {
        this(rules, 10_000, quota);
    }

    private Harness(RuleSet rules, int keptPerSecondMax, QuotaSettings quota) {
        this(rules, keptPerSecondMax, AlertLimits.DEFAULT, Outbox.Limits.DEFAULT, quota);
    }

    Harness(RuleSet rules, int keptPerSecondMax, AlertLimits alerts, Outbox.Limits sends, QuotaSettings quota) {
        outbox = new Outbox(new RetryPolicy(new SplittableRandom(1)), sends, quota);
        pipeline = new Pipeline(
                rules,
                new RuleState(),
                new AlertBook(alerts),
                new Wording((rule, host) -> null),
                outbox,
                new KnownHosts(100, Happenings.NONE),
                new Absences(100),
                keptPerSecondMax,
                Happenings.NONE);
    }

    LaneSettings lanes(Identity identity) {
        return lanes(identity, EnumSet.of(Facility.AUTH, Facility.AUTHPRIV));
    }

    LaneSettings lanes(Identity identity, Set<Facility> facilities) {
        return new LaneSettings(
                facilities,
                identity,
                ZoneOffset.UTC,
                Recognisers.standard(),
                pipeline::rules,
                RECENT_MAX,
                Quarantine.NONE);
    }

    Lane lane(Input input) {
        return pipeline.lane(input, lanes(Identity.HEADER));
    }

    /** One batch of one turn. */
    Batch read(Lane lane, Instant now, Origin origin, String... frames) {
        lane.begin(now);
        for (String frame : frames) {
            byte[] octets = frame.getBytes(StandardCharsets.UTF_8);
            lane.accept(origin, octets, 0, octets.length, false);
        }
        return lane.end(null, () -> {});
    }

    Batch read(Instant now, String... frames) {
        return read(lane(Input.TCP), now, TCP, frames);
    }

    /** Decides on a batch in a turn of its own. */
    Commit decide(Batch batch) {
        TurnDraft turn = new TurnDraft();
        pipeline.decide(batch, turn);
        return turn.commit();
    }

    static String refused(String host, String user, String source) {
        return "<38>Nov 23 12:00:00 " + host + " sshd[1]: Failed password for " + user + " from " + source
                + " port 22 ssh2";
    }
}
