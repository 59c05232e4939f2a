package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.RandomStateful.Kind;
import io.authwatch.rule.RandomStateful.Made;
import io.authwatch.testkit.SampleEvents;
import io.authwatch.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random histories through the judge and through {@link StatefulModel}: both must decide the same. */
@Tag("long")
class StatefulModelTest {
    private static final int HISTORIES = Integer.getInteger("histories", 10_000);
    private static final int FAMILIES = 150;
    private static final int STEPS = 30;
    private static final Duration[] JUMPS = {
        Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(365), Duration.ofDays(-365)
    };
    private static final List<String> SOURCES = List.of(
            "192.0.2.1", "192.0.2.2", "198.51.100.7", "2001:db8::1", "2001:db8::2:1", "2001:db8:0:1::1", "no-address");

    /** Rules that differ in one of them at a time: {@code variants.get(i)} in that of index {@code changed.get(i)}. */
    private static final class Family {
        private final List<Rules> variants = new ArrayList<>();

        Family(Kind kind, long seed, boolean perHost) {
            Random random = new Random(seed);
            RandomStateful made = new RandomStateful(random, kind, perHost);
            int count = kind == Kind.AFTER ? 2 + random.nextInt(2) : 1 + random.nextInt(3);
            List<Made> rules = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rules.add(made.rule(i, count));
            }
            variants.add(new Rules(List.copyOf(rules), "", random));
            for (int variant = 0; variant < 3; variant++) {
                int changed = random.nextInt(count);
                rules.set(changed, made.rule(changed, count));
                variants.add(new Rules(List.copyOf(rules), "r" + changed, random));
            }
        }
    }

    /** One rule file. */
    private static final class Rules {
        private final List<ModelRule> everywhere;
        private final List<ModelRule> onDb;
        private final String changed;
        private final RuleSet set;

        Rules(List<Made> made, String changed, Random random) {
            this.everywhere = made.stream().map(Made::rule).toList();
            this.onDb =
                    made.stream().map(Made::onDb).filter(rule -> rule != null).toList();
            this.changed = changed;
            List<Made> order = new ArrayList<>(made);
            Collections.shuffle(order, random);
            StringBuilder text = new StringBuilder("rules:\n");
            order.forEach(rule -> text.append(rule.text()));
            List<String> overrides =
                    made.stream().map(Made::override).filter(o -> !o.isEmpty()).toList();
            if (!overrides.isEmpty()) {
                text.append("hosts: [{match: db-1, rules: {")
                        .append(String.join(", ", overrides))
                        .append("}}]\n");
            }
            this.set = RuleFile.read("random", text.toString());
        }

        List<ModelRule> of(AuthEvent event) {
            return event.host().equalsIgnoreCase("db-1") ? onDb : everywhere;
        }
    }

    @ParameterizedTest
    @EnumSource
    void judgeAndModel_agree(Kind kind) {
        List<Family> families = families(kind, false);
        long fired = Seeds.sum(HISTORIES, seed -> {
            Family family = families.get((int) (seed % FAMILIES));
            try {
                return new History(family, kind, seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(family.variants.get(0).set.text(), e);
            }
        });
        assertTrue(fired > HISTORIES, "the histories must be worth something: " + fired + " fired");
    }

    private static List<Family> families(Kind kind, boolean perHost) {
        List<Family> families = new ArrayList<>();
        for (int seed = 0; seed < FAMILIES; seed++) {
            families.add(new Family(kind, seed, perHost));
        }
        return families;
    }

    /** The judge with its checkpoint. */
    private static final class Engine {
        private RuleState state = new RuleState();
        private Judge judge = new Judge(state);
        private final Map<List<String>, StateCell> checkpoint = new LinkedHashMap<>();

        List<Firing> event(RuleSet rules, AuthEvent event, Instant now) {
            Match match = rules.match(event);
            return match == null ? List.of() : judge.judge(match, now);
        }

        void restart(Random random) {
            save();
            List<StateCell> cells = new ArrayList<>(checkpoint.values());
            Collections.shuffle(cells, random);
            state = new RuleState();
            judge = new Judge(state);
            cells.forEach(state::restore);
        }

        void save() {
            for (StateCell cell : state.drainChanges()) {
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
        private final Family family;
        private final Random random;
        private final Engine engine = new Engine();
        private final StatefulModel model;
        private Rules rules;
        private int variant;
        private Instant now = SampleEvents.NOON;
        private int fired;
        /** In whole units, so that spans are often exactly as long as the rules say; in seconds. */
        private final long unit;

        History(Family family, Kind kind, long seed) {
            this.family = family;
            this.random = new Random(seed);
            this.unit = kind == Kind.FIRST ? List.of(1L, 600L, 3_600L).get(random.nextInt(3)) : 1;
            this.rules = family.variants.get(0);
            this.model = new StatefulModel(rules.everywhere);
            now = now.plusSeconds(random.nextInt(7 * 86_400));
        }

        int run() {
            for (int id = 1; id <= STEPS; id++) {
                step(id);
            }
            assertEquals(0, engine.state.evicted());
            return fired;
        }

        private void step(int id) {
            switch (random.nextInt(24)) {
                case 0 -> engine.restart(random);
                case 1 -> engine.save();
                case 2 -> now = now.plus(JUMPS[random.nextInt(JUMPS.length)]);
                case 3 -> reload();
                case 4 -> now = now.plusSeconds(unit * random.nextInt(60));
                default -> event(id);
            }
        }

        private void event(int id) {
            now = now.plusSeconds(random.nextInt(4) == 0 ? 0 : unit * random.nextInt(20));
            tick();
            AuthEvent event = randomEvent(random, id);
            List<StatefulModel.Fired> expected = model.event(event, rules.of(event), now);
            List<Firing> firings = engine.event(rules.set, event, now);
            assertEquals(
                    expected.stream().map(f -> f.rule()).sorted().toList(),
                    firings.stream().map(f -> f.rule().name()).sorted().toList(),
                    () -> "event " + event);
            for (Firing firing : firings) {
                StatefulModel.Fired same = expected.stream()
                        .filter(f -> f.rule().equals(firing.rule().name()))
                        .findFirst()
                        .orElseThrow();
                assertTrue(firing.inWindow() >= firing.rule().count() && firing.inWindow() <= same.inWindow());
                assertEquals(same.key().size(), firing.key().size());
            }
            fired += expected.size();
        }

        private void tick() {
            if (engine.state.due(now)) {
                assertEquals(
                        model.tick(now),
                        engine.state.tick(now).stream()
                                .map(l -> l.rule() + " " + l.combinations() + " " + l.hosts() + " " + l.since())
                                .toList());
            }
        }

        private void reload() {
            if (variant + 1 < family.variants.size() && random.nextBoolean()) {
                Rules next = family.variants.get(++variant);
                engine.state.keepOnly(rules.set, next.set);
                model.reload(next.everywhere, next.changed);
                rules = next;
            }
        }
    }

    private static AuthEvent randomEvent(Random random, int id) {
        List<String> fields = new ArrayList<>();
        fields.add("host=" + List.of("web-1", "WEB-1", "web-2", "db-1").get(random.nextInt(4)));
        if (random.nextInt(8) > 0) {
            fields.add("user=" + List.of("root", "alice", "bob").get(random.nextInt(3)));
        }
        if (random.nextInt(8) > 0) {
            fields.add("source=" + SOURCES.get(random.nextInt(random.nextBoolean() ? 2 : SOURCES.size())));
        }
        fields.add("key=k" + random.nextInt(4));
        int weight = random.nextInt(6) == 0 ? random.nextInt(4) : 1;
        Outcome outcome = random.nextInt(3) == 0 ? Outcome.SUCCESS : Outcome.FAILURE;
        return SampleEvents.event(id, weight, AuthAction.LOGIN, outcome, fields.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void otherHosts_makeNoDifference(Kind kind) {
        List<Family> families = families(kind, true);
        long fired = Seeds.sum(HISTORIES / 5, seed -> {
            RuleSet rules = families.get((int) (seed % FAMILIES)).variants.get(0).set;
            Random random = new Random(seed);
            List<AuthEvent> events = new ArrayList<>();
            List<AuthEvent> others = new ArrayList<>();
            for (int id = 1; id <= STEPS; id++) {
                AuthEvent event = randomEvent(random, id);
                events.add(event);
                if (!event.host().equalsIgnoreCase("web-1")) {
                    others.add(event);
                }
            }
            List<String> before = decisionsForWeb1(rules, events, seed);
            Collections.shuffle(others, random);
            List<AuthEvent> permuted = new ArrayList<>();
            int next = 0;
            for (AuthEvent event : events) {
                permuted.add(event.host().equalsIgnoreCase("web-1") ? event : others.get(next++));
            }
            assertEquals(before, decisionsForWeb1(rules, permuted, seed), rules.text());
            return before.size();
        });
        assertTrue(fired > HISTORIES / 20, "worth something: " + fired);
    }

    private static List<String> decisionsForWeb1(RuleSet rules, List<AuthEvent> events, long seed) {
        Random times = new Random(seed);
        Engine engine = new Engine();
        Instant now = SampleEvents.NOON;
        List<String> decisions = new ArrayList<>();
        for (AuthEvent event : events) {
            now = now.plusMillis(times.nextInt(20_000));
            for (Firing firing : engine.event(rules, event, now)) {
                if (event.host().equalsIgnoreCase("web-1")) {
                    decisions.add(firing.rule().name()
                            + firing.key()
                            + firing.inWindow()
                            + firing.event().id()
                            + firing.why());
                }
            }
        }
        return decisions;
    }
}
