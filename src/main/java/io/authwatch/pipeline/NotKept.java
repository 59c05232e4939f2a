package io.authwatch.pipeline;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Field;
import io.authwatch.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/** What a rule asks for and the history does not hold, unless a rule in force matched it. */
final class NotKept {
    private NotKept() {}

    /** Such actions that the rule asks for by name; one that takes any action is not blamed. */
    static List<String> actions(Rule rule) {
        boolean named = rule.when().tests().stream().anyMatch(test -> test.field() == Field.ACTION);
        List<String> actions = new ArrayList<>();
        for (AuthAction action : AuthAction.values()) {
            boolean wanted = (rule.when().actions() & 1L << action.ordinal()) != 0;
            if (named && wanted && !action.durable()) {
                actions.add(action.label());
            }
        }
        return actions;
    }
}
