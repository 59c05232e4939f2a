package io.authwatch.alert;

import io.authwatch.alert.DecisionModel.ModelRule;
import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Judge;
import io.authwatch.rule.Match;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.rule.StateCell;
import io.authwatch.testkit.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The engine with its checkpoint. */
final class RandomEngine {
    private final AlertLimits limits;
    private RuleState state = new RuleState();
    private Judge judge = new Judge(state);
    private AlertBook book;
    private final Map<List<String>, StateCell> checkpoint = new LinkedHashMap<>();

    RandomEngine(AlertLimits limits) {
        this.limits = limits;
        this.book = new AlertBook(limits);
    }

    AlertBook book() {
        return book;
    }

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
        book = new AlertBook(limits);
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

    void reload(RuleSet before, RuleSet after) {
        state.keepOnly(before, after);
        book.keepOnly(before, after);
    }
}
