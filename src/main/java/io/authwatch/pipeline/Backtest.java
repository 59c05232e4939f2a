package io.authwatch.pipeline;

import io.authwatch.alert.AlertBook;
import io.authwatch.alert.Push;
import io.authwatch.alert.Told;
import io.authwatch.auth.AuthEvent;
import io.authwatch.notify.LearntWording;
import io.authwatch.notify.Notification;
import io.authwatch.notify.RulesInForce;
import io.authwatch.notify.Wording;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Judge;
import io.authwatch.rule.Match;
import io.authwatch.rule.Rule;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets rules decide on events that happened, from an empty state and by the clock of the events, through the same steps
 * as the {@link Pipeline}; nothing is sent and nothing is kept.
 *
 * <pre>
 *   happened ── happened ── … ── report
 * </pre>
 */
public final class Backtest {
    /** Titles that are shown. */
    private static final int EXAMPLES_MAX = 10;
    /** Keys that all rules together may remember, about: a fifth of what the rules in force may. */
    private static final int KEYS_MAX = 200_000;
    /** Attempts that one event may stand for. */
    private static final int COUNT_MAX = 1_000;

    private static final Duration MONTH = Duration.ofDays(30);

    private final RuleSet rules;
    private final RuleState state;
    private final Judge judge;
    private final AlertBook alerts = new AlertBook();
    private final Wording wording;
    private final Map<String, Counts> counts = new LinkedHashMap<>();
    private final List<String> examples = new ArrayList<>();
    private @Nullable Instant first;
    private long events;
    private boolean thinned;

    /** Of these rules. */
    public Backtest(RuleSet rules) {
        this.rules = rules;
        this.state = new RuleState(KEYS_MAX / Math.max(1, rules.rules().size()));
        this.judge = new Judge(state);
        this.wording = new Wording(RulesInForce.of(() -> rules));
        rules.rules().forEach(rule -> counts.put(rule.name(), new Counts()));
    }

    /** What a rule did so far. */
    private static final class Counts {
        private long matched;
        private long fired;
        private long notifications;
        private long suppressed;
    }

    /** Takes the next event. */
    public void happened(LogEntry.Happened entry) {
        Instant now = entry.now();
        first = first == null ? now : first;
        events += entry.weight();
        thinned |= entry.weight() > 1;
        letTimePass(now);
        AuthEvent event = weighted(entry.event(), entry.weight());
        Match match = rules.match(event);
        if (match == null) {
            return;
        }
        match.rules().forEach(rule -> of(rule.name()).matched += entry.weight());
        List<Firing> firings = judge.judge(match, now);
        firings.forEach(firing -> of(firing.rule().name()).fired++);
        count(alerts.tell(firings, now), now);
    }

    private static AuthEvent weighted(AuthEvent event, int weight) {
        return weight <= 1
                ? event
                : event.withCount((int) Math.min((long) event.count() * weight, Math.max(COUNT_MAX, event.count())));
    }

    /** Lets what falls due up to {@code until} happen, each at its time: cool-downs and learning periods end. */
    private void letTimePass(Instant until) {
        Instant last = Instant.MIN;
        for (Instant due = nextDue(); due != null && due.isBefore(until) && due.isAfter(last); due = nextDue()) {
            last = due;
            tick(due);
        }
        if (alerts.due(until) || state.due(until)) {
            tick(until);
        }
    }

    private @Nullable Instant nextDue() {
        Instant alert = alerts.nextDue();
        Instant window = state.nextDue();
        return alert == null || (window != null && window.isBefore(alert)) ? window : alert;
    }

    private void tick(Instant now) {
        state.tick(now).forEach(learnt -> sent(LearntWording.write(learnt, now)));
        count(alerts.tick(now), now);
    }

    private void count(Told told, Instant now) {
        for (Push push : told.pushes()) {
            wording.writeAll(push, Dispatch.notificationId(push), now).forEach(this::sent);
        }
        told.suppressed().forEach(suppressed -> of(suppressed.rule()).suppressed++);
    }

    private void sent(Notification notification) {
        of(notification.rule()).notifications++;
        if (examples.size() < EXAMPLES_MAX) {
            examples.add(notification.title());
        }
    }

    private Counts of(String rule) {
        return counts.computeIfAbsent(rule, name -> new Counts());
    }

    /**
     * What came of it.
     *
     * @param since where the span was to begin
     * @param complete whether the history reaches back that far
     * @param to where the span ends; what falls due until then is told
     * @param quotaLimit messages that may be sent a month
     */
    public BacktestReport report(Instant since, boolean complete, Instant to, long quotaLimit) {
        letTimePass(to);
        Instant from = complete || first == null ? since : first;
        List<BacktestReport.OfRule> all = new ArrayList<>();
        counts.forEach((name, count) -> all.add(
                new BacktestReport.OfRule(name, count.matched, count.fired, count.notifications, count.suppressed)));
        long notifications =
                all.stream().mapToLong(BacktestReport.OfRule::notifications).sum();
        return new BacktestReport(
                from,
                to,
                complete,
                events,
                thinned,
                List.copyOf(all),
                notifications,
                aMonth(notifications, Duration.between(from, to)),
                quotaLimit,
                List.copyOf(examples),
                warnings());
    }

    private static long aMonth(long notifications, Duration span) {
        double months = Math.max(1, span.toSeconds()) / (double) MONTH.toSeconds();
        return Math.round(notifications / months);
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        rules.warnings().forEach(warning -> warnings.add(warning.oneLine()));
        for (Rule rule : rules.rules()) {
            List<String> actions = NotKept.actions(rule);
            if (rule.absent() != null) {
                warnings.add("rule '" + rule.name()
                        + "' was not tried: the history does not hold every line, so it cannot tell"
                        + " when a host said nothing; a test in the file can");
            }
            if (rule.first() != null) {
                warnings.add("rule '" + rule.name() + "' began with nothing seen: where it runs it knows more");
            }
            if (!actions.isEmpty()) {
                warnings.add("rule '" + rule.name() + "' may have more to tell: of " + String.join(", ", actions)
                        + " the history holds only what the rules in force matched");
            }
        }
        long forgotten = state.evicted() + alerts.evicted();
        if (forgotten > 0) {
            warnings.add(forgotten + " keys were forgotten, for there were too many: the true figures are others");
        }
        return List.copyOf(warnings);
    }
}
