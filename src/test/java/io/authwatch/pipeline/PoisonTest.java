package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.AlertBook;
import io.authwatch.auth.Recognisers;
import io.authwatch.notify.Notification;
import io.authwatch.notify.Outbox;
import io.authwatch.notify.RetryPolicy;
import io.authwatch.notify.Wording;
import io.authwatch.rule.Absences;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.syslog.Facility;
import io.authwatch.wire.Input;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A message on which the deciding itself fails: kept apart, told, and no reason to end, to stop the others, or to loop. */
class PoisonTest {
    private static final RuleSet RULES =
            RuleFile.read("rules.yaml", "rules:\n  login: {when: {action: login}, per: [host]}\n");

    private final List<String> told = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<LogEntry> log = new ArrayList<>();
    private final Happenings happenings = new Happenings() {
        @Override
        public void quarantined(Input input, String mistake) {
            told.add(input.label() + " " + mistake);
        }
    };

    /** Alerts of the hosts bad and deep cannot be put into words. */
    private Pipeline pipeline() {
        Wording mistaken = new Wording((rule, host) -> {
            if (host.equals("bad")) {
                throw new IllegalStateException("our mistake");
            }
            return host.equals("deep") ? RULES.rule(rule, recurse(host)) : null;
        });
        return new Pipeline(
                RULES,
                new RuleState(),
                new AlertBook(),
                mistaken,
                new Outbox(new RetryPolicy(new SplittableRandom(1)), Outbox.Limits.DEFAULT),
                new KnownHosts(100, Happenings.NONE),
                new Absences(100),
                10_000,
                happenings);
    }

    private static String recurse(String host) {
        return recurse(host + "x".substring(1)) + host;
    }

    private Commit decide(Pipeline pipeline, String... hosts) {
        LaneSettings settings = new LaneSettings(
                EnumSet.allOf(Facility.class),
                Identity.HEADER,
                ZoneOffset.UTC,
                Recognisers.standard(),
                () -> RULES,
                100,
                (input, octets, mistake) -> kept.add(new String(octets, StandardCharsets.UTF_8)));
        Lane lane = pipeline.lane(Input.TCP, settings);
        lane.begin(Harness.NOON);
        for (String host : hosts) {
            byte[] octets = line(host).getBytes(StandardCharsets.UTF_8);
            lane.accept(Harness.TCP, octets, 0, octets.length, false);
        }
        TurnDraft turn = new TurnDraft();
        pipeline.decide(lane.end(null, () -> {}), turn);
        log.addAll(turn.commit().entries());
        return turn.commit();
    }

    private static String line(String host) {
        return Harness.refused(host, "ann", "192.0.2.7");
    }

    private static List<String> hosts(Commit commit) {
        return commit.notifications().stream().map(Notification::host).toList();
    }

    @Test
    void othersOfItsBatch_areDecidedAtOnce_andItIsKeptAndTold() {
        Pipeline pipeline = pipeline();
        assertEquals(List.of("web-1", "web-2"), hosts(decide(pipeline, "web-1", "bad", "deep", "web-2")));
        assertEquals(List.of(line("bad"), line("deep")), kept);
        assertEquals("tcp java.lang.IllegalStateException: our mistake", told.get(0));
        assertTrue(told.get(1).startsWith("tcp java.lang.StackOverflowError"), told.get(1));
        assertEquals(List.of("web-3"), hosts(decide(pipeline, "web-3")));
    }

    @Test
    void startAfterIt_isAStart_andNoLoop() {
        decide(pipeline(), "web-1", "bad", "web-2");
        for (int start = 0; start < 5; start++) {
            Pipeline again = pipeline();
            List.copyOf(log).forEach(again::replay);
            assertEquals(List.of("web-3"), hosts(decide(again, "web-1", "web-2", "web-3")), "its cool-downs are known");
            log.subList(3, log.size()).clear();
        }
    }
}
