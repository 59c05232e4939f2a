package io.authwatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.alert.AlertLimits;
import io.authwatch.auth.Recognisers;
import io.authwatch.notify.DryRunNotifier;
import io.authwatch.notify.QuotaSettings;
import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Identity;
import io.authwatch.pipeline.Quarantine;
import io.authwatch.pipeline.Retention;
import io.authwatch.rule.RuleFile;
import io.authwatch.syslog.Facility;
import io.authwatch.testkit.MemoryLedger;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine remembers is bounded by its settings, and what was hit is told by its name, never by another's. */
class LimitsTest {
    private static final int MOST = 4;
    private static final int ALERTS_MOST = 6;
    private static final Origin FILE = new Origin.File("/var/log/auth.log", "here");

    private final List<String> hit = new CopyOnWriteArrayList<>();
    private final Happenings happenings = new Happenings() {
        @Override
        public void limitHit(String limit) {
            hit.add(limit);
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rule-keys    | 4 | {r: {when: {action: login}, count: 2, within: 1h, per: [user]}} | 4 users",
                "rule-keys    | 5 | {r: {when: {action: login}, count: 2, within: 1h, per: [user]}} | 5 users",
                "alerts       | 6 | {r: {when: {action: login}, per: [user], digest: 1h}}           | a digest of 6",
                "alerts       | 7 | {r: {when: {action: login}, per: [user]}}                       | 7, muted",
                "outbox       | 4 | {r: {when: {action: login}, per: [user]}}                       | 4 to tell",
                "outbox       | 5 | {r: {when: {action: login}, per: [user]}}                       | 5 to tell",
                "history-rate | 4 | {r: {when: {action: elevate}}}                                  | 4 a second",
                "history-rate | 5 | {r: {when: {action: elevate}}}                                  | 5 a second",
            })
    void oneTooMany_isTold_andOneLessIsNot(String limit, int users, String rules, String why)
            throws InterruptedException {
        String hosts = why.endsWith("muted") ? "\nhosts: [{match: web-1, mute: true}]" : "";
        run("rules: " + rules + hosts, users, i -> login("web-1", "user" + i));
        boolean over = users > (limit.equals("alerts") ? ALERTS_MOST : MOST);
        assertEquals(over ? List.of(limit) : List.of(), hit, why);
    }

    @Test
    void tooManyHosts_areTold_byWhoShowsThemAndByWhoWatchesThem() throws InterruptedException {
        String rules = "rules: {silent: {absent: 1h}, r: {when: {action: login}, digest: 1h}}";
        run(rules, MOST, i -> login("web-" + i, "ann"));
        assertEquals(List.of(), hit);
        run(rules, MOST + 1, i -> login("web-" + i, "ann"));
        assertEquals(List.of("hosts", "hosts"), hit);
    }

    @Test
    void historyThatIsShorterThanItsAge_isTold() {
        MemoryLedger ledger = new MemoryLedger();
        Pruner pruner =
                new Pruner(ledger, now -> new Retention(now, 1, Duration.ofDays(1), Duration.ofDays(1)), happenings);
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        pruner.prune(now);
        assertEquals(List.of(), hit);
        ledger.tooMany(true);
        pruner.prune(now.plusSeconds(31));
        assertEquals(List.of("history"), hit);
    }

    private static String login(String host, String user) {
        return "Nov 23 12:00:00 " + host + " sshd[1]: Accepted password for " + user + " from 192.0.2.9 port 22 ssh2";
    }

    /** So many lines in one turn. */
    private void run(String rules, int lines, IntFunction<String> line) throws InterruptedException {
        MemoryLedger ledger = new MemoryLedger();
        Engine engine = new Engine(
                settings(),
                RuleFile.read("rules.yaml", rules),
                ledger,
                new DryRunNotifier(told -> {}),
                happenings,
                Quarantine.NONE,
                Clock.systemUTC());
        engine.writer().start();
        Batcher lane = engine.lane(Input.FILE);
        lane.begin(Instant.now());
        for (int i = 0; i < lines; i++) {
            byte[] octets = line.apply(i).getBytes(StandardCharsets.UTF_8);
            lane.accept(FILE, octets, 0, octets.length, false);
        }
        AtomicBoolean acknowledged = new AtomicBoolean();
        engine.writer().offer(lane.end(null, () -> acknowledged.set(true)));
        await().untilTrue(acknowledged);
        engine.writer().stop();
    }

    private static EngineSettings settings() {
        return new EngineSettings(
                EnumSet.allOf(Facility.class),
                Identity.HEADER,
                ZoneOffset.UTC,
                Recognisers.standard(),
                "here",
                MOST,
                MOST,
                MOST,
                MOST,
                1_000,
                Duration.ofDays(1),
                Duration.ofDays(1),
                100,
                AlertLimits.DEFAULT.withoutStorms().withOpen(ALERTS_MOST).withLate(Duration.ofDays(3_650)),
                QuotaSettings.NONE);
    }
}
