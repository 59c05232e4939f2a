package io.authwatch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.testkit.SampleEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** A random history through the engine and through {@link DecisionModel}: both must tell the same, to the letter. */
final class RandomHistory {
    private static final Duration[] JUMPS = {
        Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(365), Duration.ofDays(-365)
    };

    private final Random random;
    private final RandomWorld world;
    private final RandomRules rules;
    private final DecisionModel model;
    private final RandomEngine engine;
    private final Map<String, Integer> suppressed = new HashMap<>();
    /** The latest alert of a rule's storms, by the rule and whether it is about successes. */
    private final Map<List<String>, String> storms = new HashMap<>();

    private final List<String> pushes = new ArrayList<>();
    private RuleSet ruleSet;
    private Instant now = SampleEvents.NOON;
    private long id;

    RandomHistory(long seed, RandomWorld world, AlertLimits limits) {
        random = new Random(seed);
        this.world = world.narrowed(random);
        rules = new RandomRules(random, false, world.burstMax() == 1 ? 3 : 8);
        model = new DecisionModel(limits.stormKeys(), limits.stormSpan().toMillis());
        engine = new RandomEngine(limits);
        ruleSet = RuleFile.read("random", rules.text());
    }

    /** Runs it; answers what was told. */
    List<String> run(int steps) {
        for (int step = 0; step < steps; step++) {
            step();
            assertEquals(model.open(), engine.book().size());
            assertEquals(model.silenceIds().size(), engine.book().silences().size());
            assertEquals(model.untold(), engine.book().untold());
        }
        assertEquals(model.suppressed(), suppressed);
        return pushes;
    }

    private void step() {
        switch (random.nextInt(27)) {
            case 0 -> engine.restart();
            case 1 -> engine.save();
            case 2 -> now = now.plus(JUMPS[random.nextInt(JUMPS.length)]);
            case 3 -> {
                if (random.nextInt(3) == 0) {
                    reload();
                }
            }
            case 4, 5, 6 -> {
                now = now.plusMillis(random.nextInt(400_000));
                model.tick(now);
                compare(engine.book().tick(now));
            }
            case 7 -> silence();
            case 8 -> unsilence();
            case 9 -> acknowledge();
            default -> burst();
        }
    }

    private void burst() {
        now = now.plusMillis(random.nextInt(4) == 0 ? 0 : random.nextInt(30_000));
        for (int left = 1 + random.nextInt(world.burstMax()); left > 0; left--) {
            now = now.plusMillis(random.nextInt(3) * 500L);
            AuthEvent event = world.event(random, ++id);
            if (ruleSet.match(event) != null) {
                model.event(event, event.host().equals("lab"), rules.rules(event.host()), now);
            }
            compare(engine.event(ruleSet, rules.rules(), event, now));
        }
    }

    private void silence() {
        String rule = random.nextInt(3) == 0 ? "r" + random.nextInt(4) : null;
        String host = random.nextInt(3) == 0
                ? world.hosts().get(random.nextInt(world.hosts().size()))
                : null;
        String user = random.nextInt(4) == 0 ? "root" : null;
        boolean emergency = random.nextBoolean();
        long start = random.nextInt(300_000) - 150_000;
        long end = Math.max(0, start) + 1 + random.nextInt(1_200_000);
        long number = engine.book().nextSilence();
        model.silence(new SilenceModel.Asked(number, rule, host, user, emergency), start, end, now);
        Silence silence = new Silence(
                number, rule, host, null, user, emergency, now.plusMillis(start), now.plusMillis(end), "me", "test");
        compare(engine.book().silence(silence, now));
    }

    private void unsilence() {
        List<Long> ids = model.silenceIds();
        if (!ids.isEmpty()) {
            long number = ids.get(random.nextInt(ids.size()));
            model.unsilence(number, now);
            compare(engine.book().unsilence(number, now));
        }
    }

    private void acknowledge() {
        for (Map.Entry<List<String>, String> storm : storms.entrySet()) {
            boolean success = storm.getKey().get(1).equals("success");
            assertEquals(
                    model.acknowledge(storm.getKey().get(0), success),
                    engine.book().acknowledge(storm.getValue(), new Acknowledgement(now, "ann", null)));
        }
    }

    private void reload() {
        int changed = random.nextInt(rules.rules().size());
        rules.change(changed);
        RuleSet next = RuleFile.read("random", rules.text());
        engine.reload(ruleSet, next);
        model.forget("r" + changed);
        ruleSet = next;
    }

    private void compare(Told told) {
        List<String> expected = model.takePushes();
        assertEquals(expected, told.pushes().stream().map(this::text).toList());
        told.suppressed().forEach(s -> suppressed.merge(s.reason().label(), 1, Integer::sum));
        pushes.addAll(expected);
    }

    private String text(Push push) {
        Alert alert = push.alert();
        String label = alert.rule() + " " + alert.key();
        String told = label + " event " + push.event().id() + " also " + String.join("+", push.alsoRules());
        return switch (push.kind()) {
            case FIRST -> "first " + told;
            case BREAK_OUT -> "break-out " + told + " followed " + push.followed();
            case SUMMARY -> "summary " + label + " followed " + push.followed();
            case DIGEST -> "digest " + alert.rule() + " followed " + push.followed();
            case SILENCE_END ->
                "silenced " + alert.key().get(0) + " alerts "
                        + Objects.requireNonNull(push.gathered()).label().split(" ")[0] + " times " + push.followed();
            case INCIDENT, INCIDENT_UPDATE, INCIDENT_END -> storm(push);
            case WHILE_AWAY -> push.kind().label();
        };
    }

    private String storm(Push push) {
        Alert alert = push.alert();
        Gathered gathered = Objects.requireNonNull(push.gathered());
        String about = StormModel.isSuccess(push.event()) ? "success" : "other";
        storms.put(List.of(alert.rule(), about), alert.id());
        assertEquals(alert.count(), gathered.times());
        return push.kind().label() + " " + alert.rule() + " " + about + " priority "
                + push.priority().ordinal() + " count " + alert.count() + " followed " + push.followed() + " hosts "
                + gathered.spread(Dimension.HOST).distinct() + " sources "
                + gathered.spread(Dimension.SOURCE).distinct() + ": " + Outline.of(gathered);
    }
}
