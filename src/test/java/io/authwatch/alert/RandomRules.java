package io.authwatch.alert;

import io.authwatch.alert.DecisionModel.ModelRule;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** A random rule file, as text and as the model sees it. */
final class RandomRules {
    private static final List<List<Field>> PERS = List.of(
            List.of(),
            List.of(Field.HOST),
            List.of(Field.SOURCE),
            List.of(Field.HOST, Field.USER),
            List.of(Field.USER, Field.SOURCE),
            List.of(Field.HOST, Field.USER, Field.SOURCE));
    private static final List<String> PRIORITIES = List.of("lowest", "low", "normal", "high", "emergency");

    private final List<ModelRule> rules = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final Random random;
    private final boolean perHost;
    private final int countOne;

    /**
     * @param countOne so many rules in ten fire at once, the others when something happens often
     */
    RandomRules(Random random, boolean perHost, int countOne) {
        this.random = random;
        this.perHost = perHost;
        this.countOne = countOne;
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            rules.add(null);
            texts.add("");
            change(i);
        }
    }

    /** Makes rule {@code i} anew, with the same name. */
    void change(int i) {
        boolean failure = random.nextBoolean();
        boolean rootOnly = random.nextInt(3) == 0;
        boolean notOffice = random.nextInt(3) == 0;
        int count = random.nextInt(10) < countOne ? 1 : 2 + random.nextInt(5);
        int within = 1 + random.nextInt(120);
        List<Field> per = PERS.get(random.nextInt(PERS.size()));
        while (perHost && !per.contains(Field.HOST)) {
            per = PERS.get(random.nextInt(PERS.size()));
        }
        int repeat = 1 + random.nextInt(600);
        int priority = random.nextInt(PRIORITIES.size());
        Long digest = random.nextInt(5) == 0 ? (1 + random.nextInt(600)) * 1_000L : null;
        String outcome = failure ? "failure" : "success";
        String wanted = random.nextInt(4) == 0 ? "[success, failure]" : outcome;
        Predicate<AuthEvent> matches = event -> wanted.contains(event.outcome().label())
                && (!rootOnly || "root".equals(event.get(Field.USER)))
                && !(notOffice && String.valueOf(event.get(Field.SOURCE)).startsWith("10."));
        rules.set(i, new ModelRule("r" + i, matches, count, within * 1_000L, per, repeat * 1_000L, digest, priority));
        texts.set(
                i,
                "  r" + i + ":\n    when: {action: login, outcome: " + wanted + (rootOnly ? ", user: root" : "")
                        + "}\n"
                        + (notOffice ? "    unless: {source: 10.0.0.0/8}\n" : "")
                        + (count > 1 ? "    count: " + count + "\n    within: " + within + "s\n" : "")
                        + "    per: " + per.stream().map(Field::label).toList() + "\n"
                        + "    repeat: " + repeat + "s\n    priority: " + PRIORITIES.get(priority) + "\n");
    }

    List<ModelRule> rules() {
        return List.copyOf(rules);
    }

    /** The rules as they are for a host: the first one is an emergency on {@code vip}. */
    List<ModelRule> rules(String host) {
        List<ModelRule> there = new ArrayList<>(rules);
        if (host.equals("vip")) {
            ModelRule first = rules.get(0);
            there.set(
                    0,
                    new ModelRule(
                            first.name(),
                            first.matches(),
                            first.count(),
                            first.within(),
                            first.per(),
                            first.repeat(),
                            first.digest(),
                            PRIORITIES.indexOf("emergency")));
        }
        return there;
    }

    String text() {
        return "rules:\n" + String.join("", texts) + """
            hosts:
              - {match: lab, mute: true}
              - {match: vip, rules: {r0: {priority: emergency}}}
            """;
    }
}
