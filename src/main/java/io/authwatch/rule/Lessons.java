package io.authwatch.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each rule is learning, until it is told: a lesson begins with the first combination that is learnt, and is over a
 * learning period later. So a rule tells at most once a period, however many hosts begin to learn at different times.
 */
final class Lessons {
    static final String KIND = "lesson";

    private static final byte VERSION = 1;

    private final Map<String, Lesson> lessons = new TreeMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    /**
     * @param begun steady milliseconds
     * @param due steady milliseconds
     * @param since the clock then, in milliseconds
     */
    private record Lesson(long begun, long due, long since, long combinations, long hosts) {}

    /** A combination was learnt; answers which lesson it belongs to: when that began. */
    long learnt(Rule rule, long learnMillis, long at, Instant now) {
        Lesson lesson = lessons.get(rule.name());
        Lesson next = lesson == null
                ? new Lesson(at, at + learnMillis, now.toEpochMilli(), 1, 0)
                : new Lesson(lesson.begun, lesson.due, lesson.since, lesson.combinations + 1, lesson.hosts);
        put(rule.name(), next);
        return next.begun;
    }

    /** A host has its first part in the lesson. */
    void host(Rule rule) {
        Lesson lesson = lessons.get(rule.name());
        if (lesson != null) {
            put(rule.name(), new Lesson(lesson.begun, lesson.due, lesson.since, lesson.combinations, lesson.hosts + 1));
        }
    }

    private void put(String rule, Lesson lesson) {
        lessons.put(rule, lesson);
        changed.add(rule);
    }

    /** When the next lesson is over, in steady milliseconds, or null. */
    @Nullable
    Long nextDue() {
        Long next = null;
        for (Lesson lesson : lessons.values()) {
            next = next == null ? lesson.due : Math.min(next, lesson.due);
        }
        return next;
    }

    /** Takes out the lessons that are over, in the order of the rules' names. */
    List<Learnt> takeDue(long at, Instant now) {
        List<Learnt> learnt = new ArrayList<>();
        lessons.forEach((rule, lesson) -> {
            if (lesson.due <= at) {
                Instant since = Instant.ofEpochMilli(lesson.since);
                learnt.add(new Learnt(rule, lesson.combinations, lesson.hosts, since, now));
            }
        });
        learnt.forEach(over -> remove(over.rule()));
        return learnt;
    }

    private void remove(String rule) {
        lessons.remove(rule);
        changed.add(rule);
    }

    List<StateCell> drain() {
        List<StateCell> cells = new ArrayList<>();
        for (String rule : changed) {
            Lesson lesson = lessons.get(rule);
            cells.add(new StateCell(KIND, rule, "", lesson == null ? new byte[0] : octets(lesson)));
        }
        changed.clear();
        return cells;
    }

    private static byte[] octets(Lesson lesson) {
        return new CellWriter(VERSION)
                .number(lesson.begun)
                .number(lesson.due)
                .number(lesson.since)
                .number(lesson.combinations)
                .number(lesson.hosts)
                .octets();
    }

    void restore(StateCell cell) {
        if (cell.kind().equals(KIND)) {
            CellReader reader = new CellReader(cell, VERSION);
            lessons.put(
                    cell.rule(),
                    new Lesson(reader.number(), reader.number(), reader.number(), reader.number(), reader.number()));
        }
    }

    /** Drops the lessons of rules that are gone or decide otherwise now. */
    void keepOnly(RuleSet old, RuleSet now) {
        for (String rule : List.copyOf(lessons.keySet())) {
            if (!old.sameRule(now, rule, (String) null)) {
                remove(rule);
            }
        }
    }
}
