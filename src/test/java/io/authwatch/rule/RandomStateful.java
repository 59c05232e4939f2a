package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** A random rule of some kind, as text and as the model sees it, and what it is on host db-1. */
final class RandomStateful {
    /** What the rules of a history are about. */
    enum Kind {
        COUNT,
        DISTINCT,
        FORGIVE,
        FIRST,
        AFTER,
        HOURS,
        MIXED
    }

    /** A rule; {@code onDb} is what it is on host db-1, null if it is off there; {@code override} its text, or empty. */
    record Made(ModelRule rule, String text, ModelRule onDb, String override) {}

    private static final List<List<String>> PERS = List.of(
            List.of("host"),
            List.of("host", "source/24"),
            List.of("host", "user", "source"),
            List.of(),
            List.of("source/48"),
            List.of("user"));
    private static final List<List<String>> SAMES = List.of(
            List.of("host", "source"),
            List.of("host", "user", "source"),
            List.of("source"),
            List.of("user", "source/24"));
    private static final List<List<String>> FIRSTS = List.of(
            List.of("host", "user", "source/24"), List.of("user", "host"), List.of("user"), List.of("source/64"));
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe");

    private final Random random;
    private final Kind kind;
    private final boolean perHost;

    RandomStateful(Random random, Kind kind, boolean perHost) {
        this.random = random;
        this.kind = kind;
        this.perHost = perHost;
    }

    /** Rule number {@code i}; it may come after those before it and those after it, as long as there is no circle. */
    Made rule(int i, int rules) {
        Draft draft = new Draft();
        draft.name = "r" + i;
        boolean follows = i > 0 && uses(Kind.AFTER);
        boolean success = follows ? random.nextInt(3) > 0 : random.nextInt(3) == 0;
        boolean rootOnly = random.nextInt(4) == 0;
        String outcome = success ? "success" : "failure";
        draft.matches =
                event -> event.outcome().label().equals(outcome) && (!rootOnly || "root".equals(event.get(Field.USER)));
        draft.per = oneOf(PERS, "host");
        draft.say("when: {action: login, outcome: " + outcome + (rootOnly ? ", user: root" : "") + "}");
        draft.say("per: " + draft.per);
        if (uses(Kind.HOURS)) {
            hours(draft);
        }
        window(draft);
        if (uses(Kind.FIRST)) {
            first(draft);
        }
        if (follows) {
            after(draft, i - 1);
        }
        return made(draft);
    }

    private boolean uses(Kind wanted) {
        return kind == wanted || (kind == Kind.MIXED && random.nextInt(3) == 0);
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private List<String> oneOf(List<List<String>> parts, String needed) {
        List<String> chosen = oneOf(parts);
        while (perHost && !chosen.contains(needed)) {
            chosen = oneOf(parts);
        }
        return chosen;
    }

    private void window(Draft draft) {
        boolean plain = kind == Kind.FIRST || kind == Kind.HOURS;
        if (plain ? random.nextInt(3) > 0 : kind != Kind.COUNT && random.nextInt(5) == 0) {
            return;
        }
        draft.count = 2 + random.nextInt(4);
        draft.within = 1_000L * (1 + random.nextInt(120));
        draft.say("count: " + draft.count);
        draft.say("within: " + draft.within / 1_000 + "s");
        boolean distinctUser = !draft.per.contains("user");
        if (uses(Kind.DISTINCT) || (kind == Kind.FORGIVE || kind == Kind.AFTER) && random.nextInt(3) == 0) {
            draft.distinct = distinctUser ? "user" : draft.per.contains("source") ? "key" : "source";
            draft.say("distinct: " + draft.distinct);
        }
        if (uses(Kind.FORGIVE) || (kind == Kind.AFTER || kind == Kind.HOURS) && random.nextInt(2) == 0) {
            draft.forgives = event -> event.outcome().label().equals("success");
            draft.forgiveSame = oneOf(SAMES);
            draft.say("forgive: {action: login, outcome: success, same: " + draft.forgiveSame + "}");
        }
    }

    private void first(Draft draft) {
        draft.first = oneOf(FIRSTS, "host");
        draft.remember = 3_600_000L * (12 + random.nextInt(60));
        draft.learn =
                random.nextInt(3) == 0 ? 0 : (random.nextBoolean() ? 1_000L : 600_000L) * (1 + random.nextInt(60));
        draft.say("first: " + draft.first);
        draft.say("remember: " + draft.remember / 3_600_000 + "h");
        if (draft.learn > 0) {
            draft.say("learn: " + draft.learn / 1_000 + "s");
        }
    }

    private void after(Draft draft, int earlier) {
        draft.after = "r" + earlier;
        draft.afterWithin = 1_000L * (1 + random.nextInt(300));
        draft.afterSame = oneOf(SAMES, "host");
        draft.say("after: {rule: " + draft.after + ", within: " + draft.afterWithin / 1_000 + "s, same: "
                + draft.afterSame + "}");
    }

    private void hours(Draft draft) {
        List<String> texts = new ArrayList<>();
        for (int spans = 1 + random.nextInt(2); spans > 0; spans--) {
            int first = random.nextInt(7);
            int length = random.nextInt(7);
            List<DayOfWeek> days = new ArrayList<>();
            for (int day = 0; day <= length; day++) {
                days.add(DayOfWeek.of((first + day) % 7 + 1));
            }
            int from = random.nextInt(24 * 60);
            int to = (from + 1 + random.nextInt(24 * 60 - 1)) % (24 * 60);
            String zone = oneOf(ZONES);
            draft.hours.add(new ModelRule.Span(days, from, to == 0 ? 24 * 60 : to, ZoneId.of(zone)));
            texts.add(String.format(
                    "\"%s-%s %02d:%02d-%02d:%02d %s\"",
                    DAYS.get(first), DAYS.get((first + length) % 7), from / 60, from % 60, to / 60, to % 60, zone));
        }
        draft.notHours = random.nextBoolean();
        draft.say("hours: " + (draft.notHours ? "{not: " + texts + "}" : texts.toString()));
    }

    private Made made(Draft draft) {
        ModelRule rule = draft.rule();
        String text = "  " + draft.name + ": {" + draft.text + "}\n";
        if (random.nextInt(3) > 0 || !draft.per.contains("host")) {
            return new Made(rule, text, rule, "");
        }
        if (random.nextInt(3) == 0) {
            return new Made(rule, text, null, draft.name + ": off");
        }
        if (draft.count > 1) {
            draft.count++;
            draft.within += 5_000;
            return new Made(
                    rule,
                    text,
                    draft.rule(),
                    draft.name + ": {count: " + draft.count + ", within: " + draft.within / 1_000 + "s}");
        }
        if (draft.first != null && draft.first.contains("host")) {
            draft.learn = 50_000;
            draft.remember += 3_600_000;
            return new Made(
                    rule,
                    text,
                    draft.rule(),
                    draft.name + ": {learn: 50s, remember: " + draft.remember / 3_600_000 + "h}");
        }
        return new Made(rule, text, rule, "");
    }

    private static final class Draft {
        private String name;
        private Predicate<AuthEvent> matches;
        private final List<ModelRule.Span> hours = new ArrayList<>();
        private boolean notHours;
        private int count = 1;
        private long within;
        private String distinct;
        private Predicate<AuthEvent> forgives;
        private List<String> forgiveSame = List.of();
        private List<String> first;
        private long remember;
        private long learn;
        private String after;
        private long afterWithin;
        private List<String> afterSame = List.of();
        private List<String> per;
        private String text = "";

        void say(String words) {
            text += (text.isEmpty() ? "" : ", ") + words;
        }

        ModelRule rule() {
            return new ModelRule(
                    name,
                    matches,
                    List.copyOf(hours),
                    notHours,
                    count,
                    within,
                    distinct,
                    forgives,
                    forgiveSame,
                    first,
                    remember,
                    learn,
                    after,
                    afterWithin,
                    afterSame,
                    per);
        }
    }
}
