package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.AlertState;
import io.authwatch.alert.Silence;
import io.authwatch.notify.Delivery;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.notify.Quota;
import io.authwatch.notify.QuotaSettings;
import io.authwatch.pipeline.SelfFigures.Counts;
import io.authwatch.pipeline.SelfFigures.Disk;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleFileException;
import io.authwatch.rule.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The way of what Authwatch tells of itself: alert, cool-down, words, outbox, and a restart. */
class SelfAlertsTest {
    private static final RuleSet RULES = RuleFile.read("rules.yaml", """
            rules:
              login: {when: {action: login}}
            hosts:
              - {match: "*", mute: true}
            """);
    private static final Disk ROOM = new Disk(1, 1);

    private final Run run = new Run(RULES);
    private SelfWatch watch = fresh();
    private Instant now = Harness.NOON;
    private Instant started = now;

    private static SelfWatch fresh() {
        return new SelfWatch(new SelfWatch.Settings(Set.of(), 5, Duration.ofMinutes(15)));
    }

    private void look(long drops) {
        Counts counts = new Counts(Map.of("udp rate", drops), 0, 0, 0, 0, Map.of());
        SelfFigures figures = new SelfFigures(now, Duration.between(started, now), counts, Map.of(), ROOM, null);
        run.turn(turn -> {
            run.pipeline().watch(watch, figures, now, turn);
            run.pipeline().tick(now, turn);
        });
    }

    private List<String> titles() {
        return run.notifications().stream().map(Notification::title).toList();
    }

    @Test
    void drops_areAnAlertAndANotification_whateverTheRulesMute() {
        look(5);
        look(9);
        assertEquals(List.of("Messages dropped: 5 (udp rate 5)"), titles());
        Notification told = run.notifications().get(0);
        assertEquals("authwatch-drops", told.rule());
        assertTrue(told.message().contains("Rule authwatch-drops\n"), told.message());
        assertEquals(List.of("authwatch-drops"), rules());
        assertEquals(AlertState.OPEN, run.alerts().values().iterator().next().state());
    }

    private List<String> rules() {
        return run.alerts().values().stream().map(alert -> alert.rule()).toList();
    }

    @Test
    void restartWithinTheCoolDown_tellsNothingAgain_butASumAtItsEnd() {
        look(5);
        for (boolean kill : new boolean[] {true, false}) {
            now = now.plus(Duration.ofMinutes(10));
            if (kill) {
                run.kill();
            } else {
                run.restart();
            }
            run.turn(turn -> {
                run.pipeline().swap(RULES, now, turn);
                run.pipeline().checkpoint(turn);
            });
            watch = fresh();
            started = now;
            look(7);
            assertEquals(1, run.notifications().size(), "after a " + (kill ? "kill" : "restart"));
        }
        run.pass(now, Harness.NOON.plus(Duration.ofHours(1)).plusSeconds(20));
        assertEquals("Messages dropped: 7 (udp rate 7) (2 more since 12:00 UTC)", titles().get(1));
        assertEquals(2, titles().size());
    }

    @Test
    void outageOfTheNotifier_addsOneMessageOfEach_however_long() {
        for (int hour = 0; hour < 24 * 30; hour++) {
            now = now.plus(Duration.ofHours(1));
            look(hour + 1);
        }
        assertEquals(
                List.of("authwatch-drops", "authwatch-outbox-age"),
                run.notifications().stream().map(Notification::rule).toList());
    }

    @Test
    void refusedMessageAboutOurselves_isNoDeadLetter_soThatNothingLoops() {
        look(5);
        for (int day = 0; day < 10; day++) {
            run.turn(turn -> refuseAll(turn));
            now = now.plus(Duration.ofDays(1));
            look(5);
        }
        assertEquals(List.of("authwatch-drops"), rules());
        assertEquals(
                List.of(NotificationState.PENDING, NotificationState.FAILED),
                run.notifications().stream().map(Notification::state).toList());
    }

    private void refuseAll(TurnDraft turn) {
        for (Notification due : run.outbox().due(now)) {
            Delivery refused = new Delivery.Refused(DeliveryReason.REJECTED, "no such user", null);
            run.pipeline().delivered(new DeliveryReport(due.id(), refused), now, turn);
        }
    }

    @Test
    void warningAboutTheQuota_isAnAlertToo_unlessItIsSwitchedOff() {
        for (boolean warns : new boolean[] {true, false}) {
            Harness harness =
                    new Harness(RULES, new QuotaSettings(10_000, 10, Duration.ofDays(1), Duration.ofHours(1), warns));
            harness.outbox.told(new Quota(10_000, 400, now.plus(Duration.ofDays(9))), now);
            TurnDraft turn = new TurnDraft();
            harness.pipeline.tick(now, turn);
            List<String> alerts =
                    turn.commit().alerts().stream().map(alert -> alert.rule()).toList();
            assertEquals(warns ? List.of("authwatch-quota") : List.of(), alerts);
            assertEquals(
                    alerts,
                    turn.commit().notifications().stream()
                            .map(Notification::rule)
                            .toList());
        }
    }

    @Test
    void silenceOfItsName_mutesIt() {
        run.turn(turn -> run.pipeline()
                .silence(
                        new Silence(
                                0,
                                "authwatch-drops",
                                null,
                                null,
                                null,
                                false,
                                now,
                                now.plus(Duration.ofDays(1)),
                                "ops",
                                "known"),
                        now,
                        turn,
                        made -> {}));
        look(5);
        assertEquals(List.of(), run.notifications());
        assertEquals(List.of("authwatch-drops"), rules());
    }

    @Test
    void ruleOfAFile_cannotTakeSuchAName() {
        RuleFileException faults = assertThrows(
                RuleFileException.class,
                () -> RuleFile.read("rules.yaml", "rules:\n  authwatch-drops: {when: {action: login}}\n"));
        assertTrue(
                faults.oneLine().contains("a name that begins with 'authwatch-' is Authwatch's own"), faults.oneLine());
    }
}
