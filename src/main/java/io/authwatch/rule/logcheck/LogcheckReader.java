package io.authwatch.rule.logcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads rule files as logcheck does: one rule a line, without blank lines and those that begin with {@code #}. */
final class LogcheckReader {
    private final LazyDfa.Room room = new LazyDfa.Room(LogcheckLimits.STATES_OCTETS_MAX);
    private final List<LogcheckRule> rules = new ArrayList<>();
    private final List<LogcheckRules.LeftOut> leftOut = new ArrayList<>();
    private int taken;
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
            List<LogcheckRule> compiled = compiled(file, number, line);
            rules.addAll(compiled);
            taken++;
        } catch (EreFault fault) {
            leftOut.add(new LogcheckRules.LeftOut(file, number, String.valueOf(fault.getMessage())));
        }
    }

    /** Each of a rule's alternatives by itself: what is fixed in one is not fixed in all. */
    private List<LogcheckRule> compiled(String file, int number, String line) throws EreFault {
        if (line.endsWith("\r")) {
            throw new EreFault("it ends with a carriage return, which no line does");
        }
        Ere whole = EreReader.read(line);
        List<Ere> alternatives = whole instanceof Ere.Choice choice ? choice.items() : List.of(whole);
        if (rules.size() + alternatives.size() > LogcheckLimits.RULES_MAX) {
            throw new EreFault("more than " + LogcheckLimits.RULES_MAX + " rules");
        }
        List<LogcheckRule> compiled = new ArrayList<>();
        int made = 0;
        for (Ere alternative : alternatives) {
            Nfa nfa = Nfa.of(LogcheckRule.matched(alternative), Header.of(alternative) == null);
            made += nfa.size();
            compiled.add(LogcheckRule.of(file, number, alternative, nfa, room));
        }
        mustFit(compiled, made);
        return compiled;
    }

    private void mustFit(List<LogcheckRule> compiled, int made) throws EreFault {
        long bare = compiled.stream()
                .filter(rule -> !Prefilter.hasText(rule.literals()))
                .count();
        if (withoutText + bare > LogcheckLimits.WITHOUT_TEXT_MAX) {
            throw new EreFault("more than " + LogcheckLimits.WITHOUT_TEXT_MAX + " rules in which fewer than "
                    + GramIndex.GRAM_OCTETS + " octets in a row are fixed");
        }
        if (steps + made > LogcheckLimits.STEPS_IN_ALL_MAX) {
            throw new EreFault("all rules together make more than " + LogcheckLimits.STEPS_IN_ALL_MAX + " steps");
        }
        steps += made;
        withoutText += (int) bare;
    }

    /** How many lines of the files are taken as rules. */
    int taken() {
        return taken;
    }

    /** The rules, those with alternatives once for each. */
    List<LogcheckRule> rules() {
        return rules;
    }

    List<LogcheckRules.LeftOut> leftOut() {
        return leftOut;
    }
}
