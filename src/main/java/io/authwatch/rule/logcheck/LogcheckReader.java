package io.authwatch.rule.logcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads rule files as logcheck does: one rule a line, without blank lines and those that begin with {@code #}. */
final class LogcheckReader {
    private final LazyDfa.Room room = new LazyDfa.Room(LogcheckLimits.STATES_OCTETS_MAX);
    private final List<LogcheckRule> rules = new ArrayList<>();
    private final List<LogcheckRules.LeftOut> leftOut = new ArrayList<>();
    private int steps;
    private int withoutText;

    /** Reads files by name. */
    void read(Map<String, String> files) {
        files.forEach(this::file);
    }

    private void file(String name, String text) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.startsWith("#") && !isBlank(line)) {
                rule(name, number, line);
            }
        }
    }

    private static boolean isBlank(String line) {
        return line.chars().allMatch(c -> c == ' ' || (c >= '\t' && c <= '\r'));
    }

    private void rule(String file, int number, String line) {
        try {
            rules.add(compiled(file, number, line));
        } catch (EreFault fault) {
            leftOut.add(new LogcheckRules.LeftOut(file, number, String.valueOf(fault.getMessage())));
        }
    }

    private LogcheckRule compiled(String file, int number, String line) throws EreFault {
        if (rules.size() == LogcheckLimits.RULES_MAX) {
            throw new EreFault("more than " + LogcheckLimits.RULES_MAX + " rules");
        }
        if (line.endsWith("\r")) {
            throw new EreFault("it ends with a carriage return, which no line does");
        }
        Ere rule = EreReader.read(line);
        Nfa nfa = Nfa.of(LogcheckRule.matched(rule), Header.of(rule) == null);
        LogcheckRule compiled = LogcheckRule.of(file, number, rule, nfa, room);
        boolean bare = !Prefilter.hasText(compiled.literals());
        if (bare && withoutText == LogcheckLimits.WITHOUT_TEXT_MAX) {
            throw new EreFault("more than " + LogcheckLimits.WITHOUT_TEXT_MAX + " rules in which fewer than "
                    + GramIndex.GRAM_OCTETS + " octets in a row are fixed");
        }
        if (steps + nfa.size() > LogcheckLimits.STEPS_IN_ALL_MAX) {
            throw new EreFault("all rules together make more than " + LogcheckLimits.STEPS_IN_ALL_MAX + " steps");
        }
        steps += nfa.size();
        withoutText += bare ? 1 : 0;
        return compiled;
    }

    List<LogcheckRule> rules() {
        return rules;
    }

    List<LogcheckRules.LeftOut> leftOut() {
        return leftOut;
    }
}
