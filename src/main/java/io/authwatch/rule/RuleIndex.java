package io.authwatch.rule;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of many rules can match an event at all, so that a thousand of them cost about as much as ten: first by action
 * and outcome, then by one field that must have a certain value.
 *
 * <pre>
 *   login, success ─┬─ rules that any such event may match            break-in, new-source
 *                   ├─ by user: root, alice, …                        root ─▶ root-login
 *                   └─ by source: texts, networks                     192.0.2.0/24 ─▶ office
 * </pre>
 *
 * <p>Immutable; any thread may ask. A rule whose fields are all globs or regular expressions is tried on every event of
 * its actions.
 */
final class RuleIndex {
    private static final int OUTCOMES = Outcome.values().length;

    private final Branch[] branches = new Branch[AuthAction.values().length * OUTCOMES];

    /** What is tried for some actions and outcomes: the places of rules in their list, ascending. */
    private record Branch(int[] always, List<ByField> byField) {}

    private record ByField(Field field, RulesByValue rules) {}

    RuleIndex(List<Rule> rules) {
        Map<List<Integer>, Branch> shared = new HashMap<>();
        for (AuthAction action : AuthAction.values()) {
            for (Outcome outcome : Outcome.values()) {
                List<Integer> places = places(rules, action, outcome);
                branches[place(action, outcome)] = shared.computeIfAbsent(places, same -> branch(rules, same));
            }
        }
    }

    private static int place(AuthAction action, Outcome outcome) {
        return action.ordinal() * OUTCOMES + outcome.ordinal();
    }

    private static List<Integer> places(List<Rule> rules, AuthAction action, Outcome outcome) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < rules.size(); place++) {
            Condition when = rules.get(place).when();
            if (when.mayMatch(action, outcome, false) || when.mayMatch(action, outcome, true)) {
                places.add(place);
            }
        }
        return places;
    }

    private static Branch branch(List<Rule> rules, List<Integer> places) {
        List<Integer> always = new ArrayList<>();
        Map<Field, RulesByValue> byField = new EnumMap<>(Field.class);
        for (int place : places) {
            FieldTest telling = telling(rules.get(place).when());
            if (telling == null) {
                always.add(place);
            } else {
                byField.computeIfAbsent(telling.field(), field -> new RulesByValue())
                        .add(telling, place);
            }
        }
        List<ByField> fields = new ArrayList<>();
        byField.forEach((field, byValue) -> fields.add(new ByField(field, byValue)));
        return new Branch(always.stream().mapToInt(Integer::intValue).toArray(), List.copyOf(fields));
    }

    /** A test that an event passes only with a value that can be looked up; null if there is none. */
    private static @Nullable FieldTest telling(Condition when) {
        for (FieldTest test : when.tests()) {
            boolean told = test.field() == Field.ACTION
                    || test.field() == Field.OUTCOME
                    || test.field() == Field.SUSPICIOUS
                    || test.field() == Field.MESSAGE;
            if (!told && test.patterns().isEmpty() && test.lines().isEmpty()) {
                return test;
            }
        }
        return null;
    }

    /** The places of the rules that are to be tried, ascending. */
    int[] candidates(AuthEvent event) {
        Branch branch = branches[place(event.action(), event.outcome())];
        int[] found = branch.always;
        for (int i = 0; i < branch.byField.size(); i++) {
            ByField by = branch.byField.get(i);
            String value = event.get(by.field);
            if (value != null) {
                found = RulesByValue.joined(found, by.rules.of(by.field, value));
            }
        }
        return found;
    }
}
