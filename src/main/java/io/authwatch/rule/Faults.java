package io.authwatch.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the faults of one file, so that a person learns all of them at once. */
final class Faults {
    private static final Comparator<RuleFault> FILE_ORDER =
            Comparator.comparingInt(RuleFault::line).thenComparingInt(RuleFault::column);

    private final String name;
    private final List<RuleFault> found = new ArrayList<>();

    /** For a file of this name. */
    Faults(String name) {
        this.name = name;
    }

    /** A fault where {@code node} stands. */
    void at(YamlNode node, String message) {
        at(node.line(), node.column(), message);
    }

    /** A fault at a place; characters that would break the one line are shown as {@code ?}. */
    void at(int line, int column, String message) {
        if (full()) {
            found.add(new RuleFault(name, line, column, "more faults follow, the first " + found.size() + " are told"));
            throw new TooManyFaults();
        }
        found.add(new RuleFault(name, line, column, oneLine(message)));
    }

    /** A message whose characters that would break the one line are shown as {@code ?}. */
    static String oneLine(String message) {
        return message.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    /** Whether the next one ends the reading. */
    boolean full() {
        return found.size() >= RuleLimits.FAULTS_MAX;
    }

    boolean any() {
        return !found.isEmpty();
    }

    /** What was found so far, in file order. */
    List<RuleFault> found() {
        found.sort(FILE_ORDER);
        return List.copyOf(found);
    }

    /** All of them, in file order. */
    RuleFileException refusal() {
        found.sort(FILE_ORDER);
        return new RuleFileException(found);
    }

    /** Ends the reading of a file that is hopeless: to guess what was meant costs time for each fault. */
    static final class TooManyFaults extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyFaults() {
            super("too many faults", null, false, false);
        }
    }
}
