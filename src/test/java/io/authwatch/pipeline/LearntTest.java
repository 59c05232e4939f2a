package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Silence;
import io.authwatch.notify.Notification;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LearntTest {
    @Test
    void whatWasLearnt_isNotifiedOnce_andAReplayLeadsToTheSameState() {
        Harness harness = new Harness(RuleSet.builtIn());
        Harness replayed = new Harness(RuleSet.builtIn());
        List<String> titles = new ArrayList<>();
        Instant now = Harness.NOON;
        for (int day = 0; day < 9; day++) {
            String login =
                    "<38>" + now + " web-1 sshd[1]: Accepted password for alice from 198.51." + day + ".1 port 22 ssh2";
            Commit decided = harness.decide(harness.read(now, login));
            decided.entries().forEach(replayed.pipeline::replay);
            decided.notifications().forEach(n -> titles.add(n.title()));
            Instant next = now.plusSeconds(86_400);
            while (now.isBefore(next)) {
                now = Objects.requireNonNull(harness.pipeline.nextDue());
                TurnDraft turn = new TurnDraft();
                harness.pipeline.tick(now, turn);
                turn.commit().entries().forEach(replayed.pipeline::replay);
                turn.commit().notifications().forEach(n -> titles.add(n.title()));
                assertFalse(turn.commit().isEmpty(), "due, so something must come of it");
            }
        }
        assertEquals(
                List.of(
                        "new-source learnt 7 combinations on 1 host",
                        "alice logged in on web-1 from 198.51.7.1",
                        "alice logged in on web-1 from 198.51.8.1"),
                titles);
        replayed.pipeline.checkpoint(new TurnDraft()); // as a start does
        assertEquals(harness.pipeline.nextDue(), replayed.pipeline.nextDue());
    }

    @Test
    void silence_holdsBackWhatWasLearnt_andItsSumHasIt() {
        Run run = new Run(RuleFile.read(
                "rules.yaml",
                "rules: {new-source: {when: {action: login, outcome: success}, first: [host, source/24], learn: 7d}}"));
        String login = " web-1 sshd[1]: Accepted password for alice from 198.51.1.1 port 22 ssh2";
        run.read(Harness.NOON, "<38>" + Harness.NOON + login);
        Instant week = Harness.NOON.plus(Duration.ofDays(7));
        run.pass(Harness.NOON, week.minusSeconds(60), Duration.ofMinutes(1));
        Silence asked = new Silence(
                0, "new-source", null, null, null, false, Instant.EPOCH, week.plusSeconds(60), "eve", "quiet");
        run.turn(turn -> run.pipeline().silence(asked, week.minusSeconds(60), turn, silenced -> {}));
        run.pass(week.minusSeconds(60), week.plusSeconds(30), Duration.ofSeconds(1));
        assertEquals(List.of(), run.notifications());
        run.kill();
        run.pass(week.plusSeconds(30), week.plusSeconds(70), Duration.ofSeconds(1));
        assertEquals(1, run.notifications().size());
        Notification sum = run.notifications().get(0);
        assertTrue(sum.title().contains("1 alert of new-source"), sum.title());
    }
}
