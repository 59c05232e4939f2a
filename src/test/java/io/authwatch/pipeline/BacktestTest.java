package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.testkit.SampleEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules on what happened. */
class BacktestTest {
    private static final Instant NOON = SampleEvents.NOON;
    private static final String RULES = """
            rules:
              guessing: {when: {action: login, outcome: failure}, count: 3, within: 2m, per: [host, source], repeat: 10m}
              any-user: {when: {action: login, outcome: failure, user: root}, per: [user], repeat: 5m, priority: high}
              idle: {when: {action: elevate}}
            """;

    private static LogEntry.Happened refused(Instant now, int weight, String user) {
        return new LogEntry.Happened(
                now,
                SampleEvents.event(
                        1, 1, AuthAction.LOGIN, Outcome.FAILURE, "user=" + user, "source=192.0.2.7", "host=web-1"),
                false,
                weight);
    }

    private static BacktestReport of(String rules, List<LogEntry.Happened> entries, Instant to) {
        Backtest backtest = new Backtest(RuleFile.read("rules.yaml", rules));
        entries.forEach(backtest::happened);
        return backtest.report(NOON, true, to, 10_000);
    }

    @Test
    void ruleOfSilence_isLeftOut_andTheReportSaysWhy() {
        BacktestReport report = of(RULES + "  silent: {absent: 1h}\n", List.of(), NOON.plus(Duration.ofDays(1)));
        assertEquals(
                List.of("rule 'silent' was not tried: the history does not hold every line, so it cannot tell when a"
                        + " host said nothing; a test in the file can"),
                report.warnings());
    }

    @Test
    void report_saysWhatEachRuleWouldHaveTold() {
        List<LogEntry.Happened> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            entries.add(refused(NOON.plusSeconds(i), 1, "bob"));
        }
        BacktestReport report = of(RULES, entries, NOON.plus(Duration.ofDays(1)));
        assertEquals(
                List.of(
                        new BacktestReport.OfRule("guessing", 5, 3, 2, 2),
                        new BacktestReport.OfRule("any-user", 0, 0, 0, 0),
                        new BacktestReport.OfRule("idle", 0, 0, 0, 0)),
                report.rules(),
                "the first at once, what followed at the end of its cool-down");
        assertEquals(2, report.notifications());
        assertEquals(60, report.notificationsAMonth());
        assertEquals(0.006, report.quotaShare(), 1e-9);
        assertEquals(
                List.of(
                        "bob was refused on web-1 from 192.0.2.7 (3 within 2m)",
                        "bob was refused on web-1 from 192.0.2.7 (2 more since 12:00 UTC)"),
                report.examples());
        assertEquals(5, report.events());
        assertFalse(report.thinned());
        assertEquals(List.of(), report.warnings());
    }

    @Test
    void recipients_multiplyTheMessages() {
        String to = "recipients: {ops: {}, night: {title: Night}}\n"
                + "rules: {r: {when: {action: login}, to: [ops, night]}}";
        BacktestReport report = of(to, List.of(refused(NOON, 1, "bob")), NOON.plusSeconds(60));
        assertEquals(2, report.notifications());
        assertEquals(
                "Night: bob was refused on web-1 from 192.0.2.7",
                report.examples().get(1));
    }

    @Test
    void eventThatStandsForSeveral_countsAsThose() {
        BacktestReport report = of(RULES, List.of(refused(NOON, 3, "bob")), NOON.plusSeconds(60));
        assertEquals(
                new BacktestReport.OfRule("guessing", 3, 1, 1, 0),
                report.rules().get(0));
        assertEquals(3, report.events());
        assertTrue(report.thinned());
    }

    @Test
    void historyThatIsShorter_isExtrapolatedFromItsFirstEvent() {
        Backtest backtest = new Backtest(RuleFile.read("rules.yaml", "rules: {r: {when: {action: login}}}"));
        Instant first = NOON.plus(Duration.ofHours(23));
        backtest.happened(refused(first, 1, "bob"));
        BacktestReport report = backtest.report(NOON, false, NOON.plus(Duration.ofDays(1)), 10_000);
        assertEquals(first, report.from());
        assertEquals(720, report.notificationsAMonth(), "one an hour");
    }

    @Test
    void mutedHost_costsNothing() {
        String muted = RULES + "hosts: [{match: 'web-*', mute: true}]";
        BacktestReport report = of(muted, List.of(refused(NOON, 5, "root")), NOON.plusSeconds(60));
        assertEquals(0, report.notifications());
        assertEquals(
                new BacktestReport.OfRule("any-user", 5, 1, 0, 1),
                report.rules().get(1));
    }

    @Test
    void learningPeriod_endsByTheClockOfTheEvents_andItsDigestCounts() {
        String first = "rules: {r: {when: {action: login}, first: [user], learn: 2d}}";
        List<LogEntry.Happened> entries = List.of(
                refused(NOON, 1, "bob"),
                refused(NOON.plus(Duration.ofDays(1)), 1, "ann"),
                refused(NOON.plus(Duration.ofDays(3)), 1, "eve"));
        BacktestReport report = of(first, entries, NOON.plus(Duration.ofDays(4)));
        assertEquals(1, report.rules().get(0).fired(), "eve alone: the others were learnt");
        assertEquals(2, report.rules().get(0).notifications(), "and what was learnt");
        assertEquals(List.of("rule 'r' began with nothing seen: where it runs it knows more"), report.warnings());
    }

    @Test
    void ruleOnWhatIsNotKept_isAWarning() {
        BacktestReport report =
                of("rules: {s: {when: {action: [session-start, login]}}, any: {when: {user: root}}}", List.of(), NOON);
        assertEquals(
                List.of(
                        "rule 's' may have more to tell: of session-start the history holds only what the rules in force"
                                + " matched"),
                report.warnings());
    }

    @Test
    void clockThatWentBack_endsNothingAndLoopsNever() {
        List<LogEntry.Happened> entries = List.of(
                refused(NOON, 1, "root"),
                refused(NOON.minus(Duration.ofDays(400)), 1, "root"),
                refused(NOON.plus(Duration.ofDays(400)), 1, "root"));
        BacktestReport report = of(RULES, entries, NOON.plus(Duration.ofDays(800)));
        assertEquals(3, report.rules().get(1).matched());
        assertTrue(report.rules().get(1).notifications() >= 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void backtestOfTheRulesInForce_tellsWhatWasTold(long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        RuleSet rules = RuleFile.read("rules.yaml", RULES);
        Harness harness = new Harness(rules);
        Backtest backtest = new Backtest(rules);
        long told = 0;
        Instant now = NOON;
        for (int turn = 0; turn < 400; turn++) {
            now = now.plusMillis(dice.nextInt(90_000));
            TurnDraft draft = new TurnDraft();
            for (Instant due = harness.pipeline.nextDue();
                    due != null && due.isBefore(now);
                    due = harness.pipeline.nextDue()) {
                harness.pipeline.tick(due, draft);
            }
            harness.pipeline.tick(now, draft);
            harness.pipeline.decide(
                    harness.read(
                            now,
                            Harness.refused(
                                    "h" + dice.nextInt(3),
                                    dice.nextBoolean() ? "root" : "bob",
                                    "192.0.2." + dice.nextInt(2))),
                    draft);
            Commit commit = draft.commit();
            told += commit.notifications().size();
            for (LogEntry entry : commit.entries()) {
                if (entry instanceof LogEntry.Happened happened) {
                    backtest.happened(happened);
                }
            }
        }
        assertTrue(told > 20, "seed " + seed);
        assertEquals(told, backtest.report(NOON, true, now, 1).notifications(), "seed " + seed);
    }
}
