package io.authwatch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.testkit.SampleEvents;
import io.authwatch.testkit.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Alerts by {@link RandomHistory}: cool-downs, digests, silences; and hosts that make no difference to others. */
@Tag("long")
class AlertModelTest {
    private static final int HISTORIES = Integer.getInteger("histories", 10_000);
    private static final int STEPS = 60;

    @Test
    void engineAndModel_agree() {
        AlertLimits limits = AlertLimits.DEFAULT.withoutStorms();
        long pushes = Seeds.sum(
                HISTORIES,
                seed -> new RandomHistory(seed, RandomWorld.CALM, limits)
                        .run(STEPS)
                        .size());
        assertTrue(pushes > 5 * HISTORIES, "the histories must be worth something: " + pushes + " pushes");
    }

    @Test
    void otherHosts_makeNoDifference() {
        for (long seed = 1; seed <= HISTORIES / 5; seed++) {
            Random random = new Random(seed);
            RuleSet rules = RuleFile.read("random", new RandomRules(random, true, 3).text());
            List<AuthEvent> events = new ArrayList<>();
            List<AuthEvent> others = new ArrayList<>();
            for (int id = 1; id <= STEPS; id++) {
                AuthEvent event = RandomWorld.CALM.event(random, id);
                events.add(event);
                if (!event.host().equals("web-1")) {
                    others.add(event);
                }
            }
            List<Object> before = decisionsForWeb1(rules, events, seed);
            Collections.shuffle(others, random);
            List<AuthEvent> permuted = new ArrayList<>();
            int next = 0;
            for (AuthEvent event : events) {
                permuted.add(event.host().equals("web-1") ? event : others.get(next++));
            }
            assertEquals(before, decisionsForWeb1(rules, permuted, seed), "seed " + seed);
        }
    }

    private static List<Object> decisionsForWeb1(RuleSet rules, List<AuthEvent> events, long seed) {
        Random times = new Random(seed);
        RandomEngine engine = new RandomEngine(AlertLimits.DEFAULT.withoutStorms());
        Instant now = SampleEvents.NOON;
        List<Object> decisions = new ArrayList<>();
        for (AuthEvent event : events) {
            now = now.plusMillis(times.nextInt(60_000));
            Told tick = engine.book().tick(now);
            Told told = engine.event(rules, List.of(), event, now);
            for (Told each : List.of(tick, told)) {
                each.pushes().stream()
                        .filter(p -> p.alert().host().equals("web-1"))
                        .forEach(decisions::add);
                each.changed().stream().filter(a -> a.host().equals("web-1")).forEach(decisions::add);
            }
        }
        return decisions;
    }
}
