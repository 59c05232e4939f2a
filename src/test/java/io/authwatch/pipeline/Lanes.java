package io.authwatch.pipeline;

import io.authwatch.auth.Reading;
import io.authwatch.auth.Recognisers;
import io.authwatch.rule.RuleSet;
import io.authwatch.syslog.Facility;
import io.authwatch.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/** Reads lines for tests of what follows a lane. */
final class Lanes {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Lanes() {}

    /** What reads frames again. */
    static Reading reading() {
        return new Reading(Recognisers.standard(), ZoneOffset.UTC);
    }

    /** Settings under which every facility is wanted. */
    static LaneSettings settings(RuleSet rules) {
        return new LaneSettings(
                Set.of(Facility.values()),
                Identity.HEADER,
                ZoneOffset.UTC,
                Recognisers.standard(),
                () -> rules,
                10_000,
                Quarantine.NONE);
    }

    /** What becomes of lines that arrive together. */
    static Batch read(RuleSet rules, Origin origin, Instant at, String... lines) {
        return read(settings(rules), origin, at, lines);
    }

    /** The same under other settings. */
    static Batch read(LaneSettings settings, Origin origin, Instant at, String... lines) {
        Lane lane = new Lane(origin.input(), settings, Happenings.NONE);
        lane.begin(at);
        for (String line : lines) {
            byte[] octets = line.getBytes(StandardCharsets.UTF_8);
            lane.accept(origin, octets, 0, octets.length, false);
        }
        return lane.end(null, () -> {});
    }
}
