package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The combinations that rules with {@code first} have seen, and who still learns: each host from its first match on
 * where the host is part of the combination, else the rule from its first match on.
 *
 * <pre>
 *   first match              + learn                      + remember after it was seen last
 *   ├──── learns, is silent ────┤──── fires for what is new ──── … ────┤ forgotten: new again
 * </pre>
 *
 * <p>It counts on a {@link SteadyTime} that gains at most {@link #GAIN_MAX} between two looks, and looks at least once
 * an {@link #HEARTBEAT}. So a clock that leaps by a year makes nothing new and ends no learning, one that is set back
 * freezes nothing, and while the program is down no more than a day passes.
 */
final class Novelties {
    static final String SEEN = "seen";
    static final String LEARNING = "learning";

    /** What passes at most between two looks at the clock. */
    static final Duration GAIN_MAX = Duration.ofDays(1);
    /** How often the time is taken note of, whatever happens. */
    static final Duration HEARTBEAT = Duration.ofHours(1);
    /** Combinations a rule, for each of the keys that it may have: a host has several users, from several networks. */
    private static final int COMBINATIONS_FACTOR = 4;

    private static final int NO_OTHER_LIMIT = Integer.MAX_VALUE;
    private static final long NO_LESSON = Long.MIN_VALUE;
    /** The clock may go back this far without anybody taking note: it is slewed all the time. */
    private static final long JITTER_MILLIS = 1_000;

    private final SteadyTime time = new SteadyTime(GAIN_MAX);
    private final BoundedKeys<Moment> seen;
    private final BoundedKeys<Moment> learning;
    private final Lessons lessons = new Lessons();

    Novelties(int keysMax) {
        int combinationsMax = (int) Math.min(Integer.MAX_VALUE, (long) COMBINATIONS_FACTOR * keysMax);
        this.seen = new BoundedKeys<>(SEEN, combinationsMax, NO_OTHER_LIMIT);
        this.learning = new BoundedKeys<>(LEARNING, keysMax, NO_OTHER_LIMIT);
    }

    /** Takes note of a match, and answers whether its combination is new to a rule that has learnt. */
    boolean isNew(Rule rule, Novelty first, AuthEvent event, Instant now) {
        long at = time.advance(now);
        List<String> values = first.of().key(event);
        String key = RuleState.join(values);
        long remember = first.remember().toMillis();
        Moment before = seen.get(rule.name(), key);
        boolean known = before != null && before.within(remember, at);
        seen.put(rule.name(), key, at, new Moment(at, remember, 0));
        boolean learns = !first.learn().isZero() && learns(rule, first, values, known, at, now);
        return !known && !learns;
    }

    private boolean learns(Rule rule, Novelty first, List<String> values, boolean known, long at, Instant now) {
        int hostAt = first.of().hostAt();
        String host = hostAt < 0 ? "" : values.get(hostAt);
        long learn = first.learn().toMillis();
        Moment before = learning.get(rule.name(), host);
        long begun = before == null ? at : before.at();
        boolean learns = at - begun < learn;
        long lesson = before == null ? NO_LESSON : before.figure();
        long latest = learns && !known ? lessons.learnt(rule, learn, at, now) : lesson;
        if (latest != lesson && hostAt >= 0) {
            lessons.host(rule);
        }
        learning.put(rule.name(), host, at, new Moment(begun, Long.MAX_VALUE, latest));
        return learns;
    }

    /** Whether {@link #tick} is to be called now. Changes nothing. */
    boolean due(Instant now) {
        if (seen.size() == 0) {
            return false;
        }
        Long next = lessons.nextDue();
        long since = time.since(now);
        return since >= HEARTBEAT.toMillis() || since < -JITTER_MILLIS || (next != null && next <= time.peek(now));
    }

    /** When {@link #tick} has something to do, or null. */
    @Nullable
    Instant nextDue() {
        if (seen.size() == 0) {
            return null;
        }
        Instant heartbeat = time.noted().plus(HEARTBEAT);
        Long next = lessons.nextDue();
        Instant lesson = next == null ? heartbeat : time.clockAt(next);
        return lesson.isBefore(heartbeat) ? lesson : heartbeat;
    }

    /** Lets time pass, and answers what was learnt where learning ended. */
    List<Learnt> tick(Instant now) {
        return seen.size() == 0 ? List.of() : lessons.takeDue(time.advance(now), now);
    }

    List<StateCell> drain() {
        List<StateCell> cells = new ArrayList<>(seen.drain());
        cells.addAll(learning.drain());
        cells.addAll(lessons.drain());
        cells.addAll(time.drain(SEEN));
        return cells;
    }

    void restore(StateCell cell) {
        if (cell.kind().equals(SEEN) && SteadyTime.isTime(cell)) {
            time.restore(cell);
        } else if (cell.kind().equals(SEEN)) {
            seen.restore(cell, Moment.of(cell));
        } else if (cell.kind().equals(LEARNING)) {
            learning.restore(cell, Moment.of(cell));
        } else {
            lessons.restore(cell);
        }
    }

    /** Puts what was restored in order, once, before it is used. */
    void settle() {
        seen.settle();
        learning.settle();
    }

    /** Drops what belongs to rules that are gone or decide otherwise now. */
    void keepOnly(RuleSet old, RuleSet now) {
        seen.keepOnly((rule, key) -> old.sameRule(now, rule, host(old, rule, key)));
        learning.keepOnly((rule, host) -> old.sameRule(now, rule, host.isEmpty() ? null : host));
        lessons.keepOnly(old, now);
    }

    private static @Nullable String host(RuleSet rules, String rule, String key) {
        Rule found = rules.anywhere(rule);
        Novelty first = found == null ? null : found.first();
        int hostAt = first == null ? -1 : first.of().hostAt();
        List<String> values = RuleState.split(key);
        return hostAt >= 0 && hostAt < values.size() ? values.get(hostAt) : null;
    }

    long evicted() {
        return seen.evicted() + learning.evicted();
    }

    int changedKeys() {
        return seen.changedKeys() + learning.changedKeys();
    }

    int size() {
        return seen.size() + learning.size();
    }
}
