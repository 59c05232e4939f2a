package io.authwatch.rule;

import java.util.List;
import java.util.stream.Collectors;

/** A rule file that is refused, with all its faults in file order; the message is one line a fault. */
public final class RuleFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<RuleFault> faults;

    RuleFileException(List<RuleFault> faults) {
        super(faults.stream().map(RuleFault::oneLine).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** At least one. */
    public List<RuleFault> faults() {
        return faults;
    }

    /** The first fault, and how many more there are. */
    public String oneLine() {
        int more = faults.size() - 1;
        String rest = more == 0 ? "" : " (and " + more + (more == 1 ? " more fault)" : " more faults)");
        return faults.get(0).oneLine() + rest;
    }
}
