package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthView;
import io.authwatch.auth.Outcome;
import io.authwatch.auth.Recogniser;
import io.authwatch.auth.Recognisers;
import io.authwatch.rule.RuleSet;
import io.authwatch.syslog.Facility;
import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A message that makes our code throw is decided like any that nobody understands, and its octets are kept. */
class QuarantineTest {
    private static final Origin TCP = new Origin.Tcp("192.0.2.1");

    private final List<String> kept = new ArrayList<>();
    private int reads;
    private final List<String> told = new ArrayList<>();
    private final Map<String, Long> counted = new HashMap<>();

    /** Throws where the text says so, and recurses for ever where it says that. */
    private final class Mistaken implements Recogniser {
        @Override
        public String name() {
            return "bad";
        }

        @Override
        public void recognise(SyslogMessage message, AuthView view) {
            reads++;
            if (message.text().contains("once") && reads % Lane.TRIES != 0) {
                throw new IllegalStateException("not yet");
            }
            if (message.text().contains("once")) {
                return;
            }
            if (message.text().contains("deep")) {
                recognise(message, view);
            }
            throw new IllegalStateException("our mistake");
        }
    }

    private final Happenings happenings = new Happenings() {
        @Override
        public void quarantined(Input input, String mistake) {
            told.add(input.label() + " " + mistake);
        }

        @Override
        public void decided(AuthAction action, Outcome outcome, long messages) {
            counted.merge(action.label(), messages, Long::sum);
        }
    };

    private Lane lane() {
        LaneSettings settings = new LaneSettings(
                Set.of(Facility.values()),
                Identity.HEADER,
                ZoneOffset.UTC,
                Recognisers.of(List.of(new Mistaken())),
                RuleSet::builtIn,
                100,
                (input, octets, mistake) -> kept.add(new String(octets, StandardCharsets.UTF_8)));
        Lane lane = new Lane(Input.TCP, settings, happenings);
        lane.begin(Lanes.NOON);
        return lane;
    }

    @Test
    void poison_isReadThreeTimes_andWhatCanBeReadThenIsNone() {
        Lane lane = lane();
        for (String text : List.of("x", "once")) {
            reads = 0;
            byte[] octets = ("<38>Nov 23 12:00:00 web-1 bad: " + text).getBytes(StandardCharsets.UTF_8);
            lane.accept(TCP, octets, 0, octets.length, false);
            assertEquals(3, reads);
        }
        assertEquals(1, kept.size());
        assertEquals(2, lane.end(null, () -> {}).decided());
    }

    @Test
    void poison_isCountedKeptAndTold_andTheNextMessageIsRead() {
        Lane lane = lane();
        String poison = "<38>Nov 23 12:00:00 web-1 bad: x";
        for (String line : List.of(poison, poison.replace(": x", ": deep"), poison.replace("bad", "good"))) {
            byte[] octets = line.getBytes(StandardCharsets.UTF_8);
            lane.accept(TCP, octets, 0, octets.length, false);
        }
        Batch batch = lane.end(null, () -> {});
        batch.tally().tell(happenings);
        assertEquals(List.of(poison, poison.replace(": x", ": deep")), kept);
        assertEquals("tcp java.lang.IllegalStateException: our mistake", told.get(0));
        assertTrue(told.get(1).startsWith("tcp java.lang.StackOverflowError"), told.get(1));
        assertEquals(Map.of("other", 3L), counted, "each exactly once");
        assertEquals(3, batch.decided());
        Recent recent = new Recent(Lanes.reading(), Identity.HEADER, 100);
        recent.add(batch.rest());
        assertEquals(
                "authwatch: a message of 32 octets is in quarantine: reading it failed",
                recent.events(Long.MAX_VALUE, null, 10).get(2).original());
    }
}
