package io.authwatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.AlertLimits;
import io.authwatch.auth.Recognisers;
import io.authwatch.notify.DryRunNotifier;
import io.authwatch.notify.QuotaSettings;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Identity;
import io.authwatch.pipeline.Quarantine;
import io.authwatch.rule.RuleSet;
import io.authwatch.syslog.Facility;
import io.authwatch.testkit.MemoryLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A heartbeat goes out after a commit, and only while all is well. */
class PulseTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final Engine engine = new Engine(
            new EngineSettings(
                    EnumSet.allOf(Facility.class),
                    Identity.HEADER,
                    ZoneOffset.UTC,
                    Recognisers.standard(),
                    "here",
                    100,
                    100,
                    10_000,
                    1_000,
                    1_000,
                    Duration.ofDays(1),
                    Duration.ofDays(1),
                    100,
                    AlertLimits.DEFAULT,
                    QuotaSettings.NONE),
            RuleSet.builtIn(),
            ledger,
            new DryRunNotifier(line -> {}),
            Happenings.NONE,
            Quarantine.NONE,
            Clock.systemUTC());
    private final AtomicInteger beats = new AtomicInteger();
    private final List<Integer> proofsAtBeats = new CopyOnWriteArrayList<>();
    private boolean listens = true;
    private final Pulse pulse = new Pulse(engine.writer(), () -> listens, () -> {
        proofsAtBeats.add(proofs());
        beats.incrementAndGet();
    });

    private int proofs() {
        return ledger.commits().stream()
                .mapToInt(commit -> (int) commit.cells().stream()
                        .filter(cell -> cell.kind().equals("proof"))
                        .count())
                .sum();
    }

    @AfterEach
    void stop() throws InterruptedException {
        ledger.full(false);
        engine.writer().stop();
    }

    @Test
    void beat_followsACommitThatWasMadeForIt() {
        engine.writer().start();
        pulse.feel();
        await().untilAtomic(beats, org.hamcrest.Matchers.is(1));
        assertEquals(List.of(1), proofsAtBeats);
        pulse.feel();
        await().untilAtomic(beats, org.hamcrest.Matchers.is(2));
        assertEquals(List.of(1, 2), proofsAtBeats);
    }

    @Test
    void fullStorage_stopsTheBeat_andOneComesWhenThereIsRoom() {
        engine.writer().start();
        await().until(() -> !ledger.commits().isEmpty());
        ledger.full(true);
        pulse.feel();
        await().until(() -> engine.writer().trouble() != null);
        for (int i = 0; i < 100; i++) {
            pulse.feel();
        }
        assertEquals(0, beats.get());
        ledger.full(false);
        await().untilAtomic(beats, org.hamcrest.Matchers.is(1));
        assertEquals(1, proofs());
    }

    @Test
    void commitThatTookTheReserve_isNoSignOfLife() {
        ledger.reserve();
        engine.writer().start();
        await().until(() -> !ledger.commits().isEmpty());
        ledger.full(true);
        pulse.feel();
        await().until(() -> proofs() == 1);
        ledger.full(false);
        await().until(() -> {
            pulse.feel();
            return beats.get() > 0;
        });
        assertEquals(2, proofsAtBeats.get(0), "the first beat is of the second commit");
    }

    @Test
    void writerThatDoesNotRun_orClosedInputs_stopTheBeat() {
        for (int i = 0; i < 100; i++) {
            pulse.feel();
        }
        engine.writer().start();
        await().untilAtomic(beats, org.hamcrest.Matchers.is(1));
        assertTrue(proofs() == 1, "what was asked a hundred times of a writer that stood still");
        listens = false;
        pulse.feel();
        listens = true;
        pulse.feel();
        await().untilAtomic(beats, org.hamcrest.Matchers.is(2));
        assertEquals(2, proofs(), "and none while nothing listened");
    }
}
