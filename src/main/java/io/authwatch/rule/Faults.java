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
    private int untold;

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
        if (found.size() == RuleLimits.FAULTS_MAX) {
            untold++;
            return;
        }
        found.add(new RuleFault(name, line, column, message.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?")));
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
        if (untold > 0) {
            RuleFault last = found.get(found.size() - 1);
            found.add(new RuleFault(name, last.line(), last.column(), "and " + untold + " more faults"));
        }
        return new RuleFileException(found);
    }
}
