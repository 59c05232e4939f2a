package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The meaning of rules that remember, by brute force: keeps everything that ever happened and looks at all of it each
 * time. Shares no code with what it checks, the event type apart.
 */
final class StatefulModel {
    private static final long DAY = 86_400_000;

    /** What fired: {@code rule key}; and how many attempts or values the window holds. */
    record Fired(String rule, List<String> key, long inWindow) {}

    private static final class Happened {
        private String rule;
        private List<String> key;
        private long at;
        private AuthEvent event;
        private Set<String> known;
    }

    private record Firing(String rule, long at, long turn, List<Happened> matches) {}

    private record Sight(String rule, List<String> combination, String host, long at) {}

    private record Lesson(String rule, String host, Instant clock, long at, long learn) {}

    private final List<Happened> history = new ArrayList<>();
    private final List<Firing> firings = new ArrayList<>();
    private final List<Sight> sights = new ArrayList<>();
    private final Map<String, List<Lesson>> lessons = new TreeMap<>();
    private final Map<String, Long> loaded = new TreeMap<>();
    private final Clock windows = new Clock(Long.MAX_VALUE);
    private final Clock calm = new Clock(DAY);
    private List<ModelRule> all;
    private long turn;

    StatefulModel(List<ModelRule> all) {
        this.all = all;
    }

    /** What a clock gained since it was first looked at, in each look at most so much. */
    private static final class Clock {
        private final long gainMax;
        private Long clock;
        private long sum;

        Clock(long gainMax) {
            this.gainMax = gainMax;
        }

        long at(Instant now) {
            long millis = now.toEpochMilli();
            sum += clock == null ? 0 : Math.min(gainMax, Math.max(0, millis - clock));
            clock = millis;
            return sum;
        }
    }

    /** What fires, {@code rules} being those of the event's host. */
    List<Fired> event(AuthEvent event, List<ModelRule> rules, Instant now) {
        boolean wanted = rules.stream().anyMatch(r -> r.matches().test(event) || forgives(r, event));
        if (!wanted) {
            return List.of();
        }
        turn++;
        long at = windows.at(now);
        if (event.count() == 0) {
            return List.of();
        }
        List<ModelRule> candidates = rules.stream()
                .filter(rule -> rule.matches().test(event) && rule.applies(now) && follows(rule, event, at))
                .toList();
        for (ModelRule rule : rules) {
            if (forgives(rule, event) && rule.applies(now)) {
                List<String> key = ModelRule.values(rule.per(), event);
                history.removeIf(h -> h.rule.equals(rule.name())
                        && h.key.equals(key)
                        && ModelRule.values(rule.forgiveSame(), h.event)
                                .equals(ModelRule.values(rule.forgiveSame(), event)));
            }
        }
        List<Fired> fired = new ArrayList<>();
        for (ModelRule rule : candidates) {
            if (rule.first() == null || isNew(rule, event, now)) {
                match(rule, event, at, fired);
            }
        }
        return fired;
    }

    private static boolean forgives(ModelRule rule, AuthEvent event) {
        return rule.forgives() != null && rule.forgives().test(event);
    }

    private boolean follows(ModelRule rule, AuthEvent event, long at) {
        if (rule.after() == null) {
            return true;
        }
        List<String> mine = ModelRule.values(rule.afterSame(), event);
        for (Firing firing : firings) {
            boolean heard = firing.turn >= loaded.getOrDefault(rule.name(), 0L) && firing.turn < turn;
            if (heard && firing.rule.equals(rule.after()) && at - firing.at <= rule.afterWithin()) {
                for (Happened match : firing.matches) {
                    if (match.known.containsAll(rule.afterSame())
                            && ModelRule.values(rule.afterSame(), match.event).equals(mine)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean isNew(ModelRule rule, AuthEvent event, Instant now) {
        long at = calm.at(now);
        List<String> combination = ModelRule.values(rule.first(), event);
        String host = rule.first().contains("host") ? ModelRule.value("host", event) : "";
        boolean known = false;
        long begun = at;
        for (Sight sight : sights) {
            if (sight.rule.equals(rule.name())) {
                known |= sight.combination.equals(combination) && at - sight.at <= rule.remember();
                begun = sight.host.equals(host) ? Math.min(begun, sight.at) : begun;
            }
        }
        sights.add(new Sight(rule.name(), combination, host, at));
        boolean learns = at - begun < rule.learn();
        if (learns && !known) {
            lessons.computeIfAbsent(rule.name(), r -> new ArrayList<>())
                    .add(new Lesson(rule.name(), host, now, at, rule.learn()));
        }
        return !known && !learns;
    }

    private void match(ModelRule rule, AuthEvent event, long at, List<Fired> fired) {
        Happened match = new Happened();
        match.rule = rule.name();
        match.key = ModelRule.values(rule.per(), event);
        match.at = at;
        match.event = event;
        match.known = new HashSet<>(rule.lookedAt(all));
        List<Happened> window = new ArrayList<>();
        if (rule.count() > 1) {
            history.add(match);
            history.stream()
                    .filter(h -> h.rule.equals(match.rule) && h.key.equals(match.key) && at - h.at <= rule.within())
                    .forEach(window::add);
        } else {
            window.add(match);
        }
        long inWindow = rule.distinct() == null
                ? window.stream().mapToLong(h -> h.event.count()).sum()
                : window.stream()
                        .map(h -> ModelRule.value(rule.distinct(), h.event))
                        .distinct()
                        .count();
        if (inWindow >= rule.count()) {
            firings.add(new Firing(rule.name(), at, turn, window));
            fired.add(new Fired(rule.name(), match.key, inWindow));
        }
    }

    /** Time passes; answers what was learnt: {@code rule combinations hosts since}. */
    List<String> tick(Instant now) {
        if (sights.isEmpty()) {
            return List.of();
        }
        long at = calm.at(now);
        List<String> told = new ArrayList<>();
        for (String rule : List.copyOf(lessons.keySet())) {
            List<Lesson> lesson = lessons.get(rule);
            Lesson begin = lesson.get(0);
            if (begin.at + begin.learn <= at) {
                long hosts = lesson.stream()
                        .map(Lesson::host)
                        .filter(host -> !host.isEmpty())
                        .distinct()
                        .count();
                told.add(rule + " " + lesson.size() + " " + hosts + " " + begin.clock);
                lessons.remove(rule);
            }
        }
        return told;
    }

    /** Other rules: nothing that belongs to {@code changed} is remembered; others' matches know what is still looked at. */
    void reload(List<ModelRule> now, String changed) {
        all = now;
        history.removeIf(h -> h.rule.equals(changed));
        firings.removeIf(f -> f.rule.equals(changed));
        sights.removeIf(s -> s.rule.equals(changed));
        lessons.remove(changed);
        loaded.put(changed, turn + 1);
        for (ModelRule rule : all) {
            Set<String> lookedAt = new HashSet<>(rule.lookedAt(all));
            history.stream().filter(h -> h.rule.equals(rule.name())).forEach(h -> {
                h.known = new HashSet<>(h.known);
                h.known.retainAll(lookedAt);
            });
        }
    }
}
