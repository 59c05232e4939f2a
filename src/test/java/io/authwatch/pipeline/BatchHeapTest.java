package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.Recognisers;
import io.authwatch.rule.RuleSet;
import io.authwatch.syslog.Facility;
import io.authwatch.wire.Input;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a batch says that it takes of the memory is what it takes: the limits of what is in flight rest on it. Measured
 * after a collection, so it is only about.
 */
class BatchHeapTest {
    private static final int MESSAGES = 20_000;
    private static final double SHORT_OF_MAX = 1.25;
    private static final double BEYOND_MAX = 3;

    private final Harness harness = new Harness(RuleSet.builtIn());
    private final Lane lane = harness.pipeline.lane(
            Input.TCP,
            new LaneSettings(
                    EnumSet.of(Facility.AUTH, Facility.AUTHPRIV),
                    Identity.HEADER,
                    ZoneOffset.UTC,
                    Recognisers.standard(),
                    harness.pipeline::rules,
                    10_000,
                    Quarantine.NONE));

    @Test
    void ofEvents() {
        assertTold("<38>Nov 23 12:00:00 web-1 sshd[7]: Failed password for bob from 192.0.2.7 port 22 ssh2", 500);
    }

    @Test
    void ofOneEventEach() {
        assertTold("<38>Nov 23 12:00:00 web-1 sshd[7]: Failed password for bob from 192.0.2.7 port 22 ssh2", 1);
    }

    @Test
    void ofLongEvents() {
        String name = "b".repeat(1_000);
        assertTold("<38>Nov 23 12:00:00 web-1 sshd[7]: Failed password for " + name + " from 192.0.2.7 port 22", 30);
    }

    @Test
    void ofWhatNobodyWants() {
        assertTold("<38>Nov 23 12:00:00 web-1 reactor[7]: rod 4 moved by 3 steps, rod 5 by 2, all is well here", 500);
    }

    @Test
    void ofAnotherFacility() {
        assertTold("<14>a", 1);
    }

    private void assertTold(String line, int messagesEach) {
        byte[] frame = line.getBytes(StandardCharsets.US_ASCII);
        read(frame, messagesEach);
        long before = used();
        List<Batch> batches = read(frame, messagesEach);
        double taken = used() - before;
        long told = batches.stream().mapToLong(Batch::heapOctets).sum();
        Reference.reachabilityFence(batches);
        assertTrue(taken < told * SHORT_OF_MAX && told < taken * BEYOND_MAX, () -> "told " + told + ", taken " + taken);
    }

    private List<Batch> read(byte[] frame, int messagesEach) {
        List<Batch> batches = new ArrayList<>();
        for (int read = 0; read < MESSAGES; read += messagesEach) {
            lane.begin(Harness.NOON);
            for (int i = 0; i < messagesEach; i++) {
                lane.accept(Harness.TCP, frame, 0, frame.length, false);
            }
            batches.add(lane.end(null, () -> {}));
        }
        return batches;
    }

    private static long used() {
        Runtime.getRuntime().gc();
        Runtime.getRuntime().gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
