package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.authwatch.auth.Recognisers;
import io.authwatch.rule.RuleSet;
import io.authwatch.syslog.Facility;
import io.authwatch.wire.Input;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * A message that nobody wants makes no object, so that a flood of them costs no garbage. What is counted is exact: the
 * octets that this thread allocated in a long turn, less those in a short one, so that what a turn costs does not count.
 */
class LaneAllocationTest {
    private static final int SHORT_TURN = 1_000;
    private static final int LONG_TURN = 11_000;
    /** Turns until everything is as large as it gets: pages, tables of names, traces of connections. */
    private static final int TURNS_BEFORE = 4;
    /** Octets a message: what is left over when arrays are rounded up, never an object, which takes 16. */
    private static final double OCTETS_MAX = 0.5;

    private final Harness harness = new Harness(RuleSet.builtIn());
    private final Lane lane = harness.pipeline.lane(
            Input.TCP,
            new LaneSettings(
                    EnumSet.of(Facility.AUTH, Facility.AUTHPRIV),
                    Identity.HEADER,
                    ZoneOffset.UTC,
                    Recognisers.standard(),
                    harness.pipeline::rules,
                    0,
                    Quarantine.NONE));

    @Test
    void ofAFacilityThatNobodyAskedFor() {
        assertNothing(i -> "<30>Nov 23 12:00:00 web-" + i % 50 + " systemd[1]: Started job-" + i + ".service.");
    }

    @Test
    void thatNobodyRecognises() {
        assertNothing(i -> "<86>Nov 23 12:00:00 web-" + i % 50 + " reactor[" + i + "]: rod " + i + " moved");
    }

    @Test
    void thatIsRecognised_andThatNoRuleWants() {
        assertNothing(i -> "<86>Nov 23 12:00:00 web-" + i % 50 + " sshd[" + i
                + "]: pam_unix(sshd:session): session opened for user alice(uid=1000) by (uid=0)");
    }

    @Test
    void thatEndsAConnection() {
        assertNothing(i -> "<86>Nov 23 12:00:00 web-" + i % 50 + " sshd[" + (1_000_000 + i)
                + "]: Connection closed by authenticating user alice 192.0.2.7 port 4711 [preauth]");
    }

    private void assertNothing(IntFunction<String> line) {
        byte[][] frames = new byte[LONG_TURN][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = line.apply(i).getBytes(StandardCharsets.US_ASCII);
        }
        for (int i = 0; i < TURNS_BEFORE; i++) {
            allocated(frames, LONG_TURN);
        }
        long longer = allocated(frames, LONG_TURN);
        allocated(frames, SHORT_TURN);
        long shorter = allocated(frames, SHORT_TURN);
        double octets = (double) (longer - shorter) / (LONG_TURN - SHORT_TURN);
        assertTrue(octets <= OCTETS_MAX, () -> "a message allocates " + octets + " octets: " + line.apply(0));
    }

    private long allocated(byte[][] frames, int messages) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        lane.begin(Harness.NOON);
        for (int i = 0; i < messages; i++) {
            lane.accept(Harness.TCP, frames[i], 0, frames[i].length, false);
        }
        lane.end(null, () -> {});
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
