package io.authwatch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.DecisionModel.ModelRule;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Judge;
import io.authwatch.rule.Match;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.rule.StateCell;
import io.authwatch.testkit.Rules;
import io.authwatch.testkit.SampleEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random histories through the engine and through {@link DecisionModel}: both must tell the same, to the letter. */
class AlertModelTest {
    private static final int HISTORIES = Integer.getInteger("histories", 10_000);
    private static final int STEPS = 60;
    private static final Duration[] JUMPS = {
        Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(365), Duration.ofDays(-365)
    };

    @Test
    void engineAndModel_agree() {
        int pushes = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            try {
                pushes += new History(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertTrue(pushes > 5 * HISTORIES, "the histories must be worth something: " + pushes + " pushes");
    }

    /** The engine with its checkpoint. */
    private static final class Engine {
        private RuleState state = new RuleState();
        private Judge judge = new Judge(state);
        private AlertBook book = new AlertBook(AlertLimits.DEFAULT.withoutStorms());
        private final Map<List<String>, StateCell> checkpoint = new LinkedHashMap<>();

        Told event(RuleSet rules, List<ModelRule> digests, AuthEvent event, Instant now) {
            Match match = rules.match(event);
            return match == null
                    ? Told.NOTHING
                    : book.tell(
                            judge.judge(match, now).stream()
                                    .map(firing -> digested(firing, digests))
                                    .toList(),
                            now);
        }

        private static Firing digested(Firing firing, List<ModelRule> rules) {
            return rules.stream()
                    .filter(rule -> rule.name().equals(firing.rule().name()) && rule.digest() != null)
                    .map(rule -> Rules.digested(firing, Duration.ofMillis(rule.digest())))
                    .findFirst()
                    .orElse(firing);
        }

        void restart() {
            save();
            List<StateCell> cells = new ArrayList<>(checkpoint.values());
            Collections.shuffle(cells, new Random(1));
            state = new RuleState();
            judge = new Judge(state);
            book = new AlertBook(AlertLimits.DEFAULT.withoutStorms());
            for (StateCell cell : cells) {
                state.restore(cell);
                book.restore(cell);
            }
        }

        void save() {
            List<StateCell> cells = new ArrayList<>(state.drainChanges());
            cells.addAll(book.drainChanges());
            for (StateCell cell : cells) {
                List<String> name = List.of(cell.kind(), cell.rule(), cell.key());
                if (cell.gone()) {
                    checkpoint.remove(name);
                } else {
                    checkpoint.put(name, cell);
                }
            }
        }
    }

    private static final class History {
        private final Random random;
        private final RandomRules rules;
        private final DecisionModel model = new DecisionModel();
        private final Engine engine = new Engine();
        private final Map<String, Integer> suppressed = new HashMap<>();
        private RuleSet ruleSet;
        private Instant now = SampleEvents.NOON;
        private int pushes;

        History(long seed) {
            random = new Random(seed);
            rules = new RandomRules(random, false);
            ruleSet = RuleFile.read("random", rules.text());
        }

        int run() {
            for (int id = 1; id <= STEPS; id++) {
                step(id);
            }
            assertEquals(model.suppressed(), suppressed);
            return pushes;
        }

        private void step(int id) {
            switch (random.nextInt(26)) {
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
                    compare(engine.book.tick(now));
                }
                case 7 -> silence();
                case 8 -> unsilence();
                default -> {
                    now = now.plusMillis(random.nextInt(4) == 0 ? 0 : random.nextInt(30_000));
                    event(id);
                }
            }
            assertEquals(model.open(), engine.book.size());
            assertEquals(model.silenceIds().size(), engine.book.silences().size());
        }

        private void event(int id) {
            AuthEvent event = randomEvent(random, id);
            if (ruleSet.match(event) != null) {
                model.event(event, event.host().equals("lab"), rules.rules(), now);
            }
            compare(engine.event(ruleSet, rules.rules(), event, now));
        }

        private void silence() {
            String rule = random.nextInt(3) == 0 ? "r" + random.nextInt(4) : null;
            String host = random.nextInt(3) == 0 ? "web-" + (1 + random.nextInt(2)) : null;
            String user = random.nextInt(4) == 0 ? "root" : null;
            boolean emergency = random.nextBoolean();
            long start = random.nextInt(300_000) - 150_000;
            long end = Math.max(0, start) + 1 + random.nextInt(1_200_000);
            long id = engine.book.nextSilence();
            model.silence(new SilenceModel.Asked(id, rule, host, user, emergency), start, end, now);
            Silence silence = new Silence(
                    id, rule, host, null, user, emergency, now.plusMillis(start), now.plusMillis(end), "me", "test");
            compare(engine.book.silence(silence, now));
        }

        private void unsilence() {
            List<Long> ids = model.silenceIds();
            if (!ids.isEmpty()) {
                long id = ids.get(random.nextInt(ids.size()));
                model.unsilence(id, now);
                compare(engine.book.unsilence(id, now));
            }
        }

        private void reload() {
            int changed = random.nextInt(rules.rules().size());
            rules.change(changed);
            RuleSet next = RuleFile.read("random", rules.text());
            engine.state.keepOnly(ruleSet, next);
            engine.book.keepOnly(ruleSet, next);
            model.forget("r" + changed);
            ruleSet = next;
        }

        private void compare(Told told) {
            List<String> expected = model.takePushes();
            assertEquals(
                    expected, told.pushes().stream().map(AlertModelTest::text).toList());
            told.suppressed().forEach(s -> suppressed.merge(s.reason().label(), 1, Integer::sum));
            pushes += expected.size();
        }
    }

    private static String text(Push push) {
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
            default -> push.kind().label();
        };
    }

    private static AuthEvent randomEvent(Random random, int id) {
        List<String> fields = new ArrayList<>();
        fields.add("host=" + List.of("web-1", "web-2", "lab").get(random.nextInt(3)));
        if (random.nextInt(5) > 0) {
            fields.add("user=" + List.of("root", "alice").get(random.nextInt(2)));
        }
        if (random.nextInt(5) > 0) {
            fields.add(
                    "source=" + List.of("192.0.2.1", "10.0.0.1", "2001:db8::1").get(random.nextInt(3)));
        }
        int weight = random.nextInt(6) == 0 ? random.nextInt(4) : 1;
        Outcome outcome = random.nextInt(4) == 0 ? Outcome.SUCCESS : Outcome.FAILURE;
        return SampleEvents.event(id, weight, AuthAction.LOGIN, outcome, fields.toArray(String[]::new));
    }

    @Test
    void otherHosts_makeNoDifference() {
        for (long seed = 1; seed <= HISTORIES / 5; seed++) {
            Random random = new Random(seed);
            RuleSet rules = RuleFile.read("random", new RandomRules(random, true).text());
            List<AuthEvent> events = new ArrayList<>();
            List<AuthEvent> others = new ArrayList<>();
            for (int id = 1; id <= STEPS; id++) {
                AuthEvent event = randomEvent(random, id);
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
        Engine engine = new Engine();
        Instant now = SampleEvents.NOON;
        List<Object> decisions = new ArrayList<>();
        for (AuthEvent event : events) {
            now = now.plusMillis(times.nextInt(60_000));
            Told tick = engine.book.tick(now);
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
