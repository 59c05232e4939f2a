package io.authwatch.alert;

import io.authwatch.auth.Attributes;
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
import io.authwatch.testkit.SampleEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A book under rules, with a clock that the test steps, and all that was told. */
final class BookRun {
    final RuleSet rules;
    final AlertLimits limits;
    final List<Push> pushes = new ArrayList<>();
    final List<Suppressed> suppressed = new ArrayList<>();
    final Map<String, Alert> alerts = new LinkedHashMap<>();
    /** What becomes of a firing before the book sees it: a digest, another priority. */
    UnaryOperator<Firing> changed = UnaryOperator.identity();

    AlertBook book;
    Instant now = SampleEvents.NOON;
    long firings;
    private long id;
    private RuleState windows = new RuleState();
    private final Map<List<String>, StateCell> checkpoint = new LinkedHashMap<>();

    BookRun(String rules) {
        this(rules, AlertLimits.DEFAULT);
    }

    BookRun(String rules, AlertLimits limits) {
        this.rules = RuleFile.read("rules.yaml", rules);
        this.limits = limits;
        this.book = new AlertBook(limits);
    }

    /** A login now; answers what was told because of it. */
    List<Push> login(Outcome outcome, String... fields) {
        return loginLate(Duration.ZERO, outcome, fields);
    }

    List<Push> refused(String... fields) {
        return login(Outcome.FAILURE, fields);
    }

    List<Push> accepted(String... fields) {
        return login(Outcome.SUCCESS, fields);
    }

    /** A login that arrives now and was written before. */
    List<Push> loginLate(Duration late, Outcome outcome, String... fields) {
        AuthEvent event = SampleEvents.event(++id, 1, AuthAction.LOGIN, outcome, fields);
        return happens(at(event, now.minus(late), now));
    }

    private static AuthEvent at(AuthEvent event, Instant stamped, Instant received) {
        Attributes attributes = event.attributes();
        return new AuthEvent(
                event.id(),
                received,
                stamped,
                event.input(),
                event.host(),
                event.peer(),
                event.verified(),
                event.facility(),
                event.severity(),
                event.program(),
                event.pid(),
                event.action(),
                event.outcome(),
                event.count(),
                event.suspicious(),
                attributes,
                event.message(),
                event.original());
    }

    private List<Push> happens(AuthEvent event) {
        Match match = rules.match(event);
        if (match == null) {
            return List.of();
        }
        List<Firing> fired =
                new Judge(windows).judge(match, now).stream().map(changed).toList();
        firings += fired.size();
        return took(book.tell(fired, now));
    }

    List<Push> pass(Duration duration) {
        now = now.plus(duration);
        return took(book.tick(now));
    }

    List<Push> pass(String duration) {
        return pass(Duration.parse(duration));
    }

    /** Lets time pass as the writer does, until nothing waits any more, at most a week. */
    void settle() {
        Instant end = now.plus(Duration.ofDays(7));
        while (book.nextDue() != null && now.isBefore(end)) {
            Instant due = book.nextDue();
            now = due.isAfter(now) ? due : now.plusMillis(1);
            took(book.tick(now));
        }
    }

    List<Push> took(Told told) {
        pushes.addAll(told.pushes());
        suppressed.addAll(told.suppressed());
        told.changed().forEach(alert -> alerts.put(alert.id(), alert));
        return told.pushes();
    }

    void restart() {
        List<StateCell> cells = new ArrayList<>(book.drainChanges());
        cells.addAll(windows.drainChanges());
        for (StateCell cell : cells) {
            List<String> name = List.of(cell.kind(), cell.rule(), cell.key());
            if (cell.gone()) {
                checkpoint.remove(name);
            } else {
                checkpoint.put(name, cell);
            }
        }
        book = new AlertBook(limits);
        windows = new RuleState();
        checkpoint.values().forEach(book::restore);
        checkpoint.values().forEach(windows::restore);
    }

    /** How many firings were told, in whatever push. */
    long told() {
        return pushes.stream()
                .mapToLong(push ->
                        push.followed() + (push.kind() == PushKind.FIRST || push.kind() == PushKind.BREAK_OUT ? 1 : 0))
                .sum();
    }

    long suppressed(Suppression reason) {
        return suppressed.stream().filter(each -> each.reason() == reason).count();
    }

    static String kinds(List<Push> pushes) {
        return pushes.stream().map(push -> push.kind().label()).collect(Collectors.joining(" "));
    }
}
