package io.authwatch.rule;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event must be: all of its field tests hold. Which actions and outcomes can match at all, and whether an event
 * must be suspicious, is worked out at load, so that most events are turned away by three bit tests.
 *
 * @param tests at least one, the cheap ones first
 * @param actions a bit for each {@link AuthAction} that can match
 * @param outcomes a bit for each {@link Outcome} that can match
 * @param suspicions bit 0 if an event that is not suspicious can match, bit 1 if one that is can
 */
public record Condition(List<FieldTest> tests, long actions, int outcomes, int suspicions) {
    /** Matches nothing: the rule waits for what does not happen. */
    static final Condition NEVER = new Condition(List.of(), 0, 0, 0);

    private static final Comparator<FieldTest> CHEAP_FIRST = Comparator.comparingInt(Condition::cost);

    static Condition of(List<FieldTest> tests) {
        long actions = 0;
        for (AuthAction action : AuthAction.values()) {
            actions |= allows(tests, Field.ACTION, action.label()) ? 1L << action.ordinal() : 0;
        }
        int outcomes = 0;
        for (Outcome outcome : Outcome.values()) {
            outcomes |= allows(tests, Field.OUTCOME, outcome.label()) ? 1 << outcome.ordinal() : 0;
        }
        int suspicions = (allows(tests, Field.SUSPICIOUS, "false") ? 1 : 0)
                | (allows(tests, Field.SUSPICIOUS, "true") ? 1 << 1 : 0);
        return new Condition(tests.stream().sorted(CHEAP_FIRST).toList(), actions, outcomes, suspicions);
    }

    private static boolean allows(List<FieldTest> tests, Field field, String value) {
        return tests.stream().allMatch(test -> test.field() != field || test.matches(value));
    }

    private static int cost(FieldTest test) {
        return test.field() == Field.MESSAGE ? 1_000 : test.field().ordinal();
    }

    /** False: surely no event of this kind matches. */
    boolean mayMatch(AuthAction action, Outcome outcome, boolean suspicious) {
        return (actions & 1L << action.ordinal()) != 0
                && (outcomes & 1 << outcome.ordinal()) != 0
                && (suspicions & (suspicious ? 1 << 1 : 1)) != 0;
    }

    boolean matches(AuthEvent event) {
        return mayMatch(event.action(), event.outcome(), event.suspicious()) && failing(event) == null;
    }

    /** The first test that does not hold, or null if all do. */
    @Nullable
    FieldTest failing(AuthEvent event) {
        for (FieldTest test : tests) {
            if (!test.matches(event)) {
                return test;
            }
        }
        return null;
    }

    /** {@code action is login, outcome is failure}. */
    @Override
    public String toString() {
        return String.join(", ", tests.stream().map(FieldTest::toString).toList());
    }
}
