package io.authwatch.rule.logcheck;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One rule, ready to be matched. */
final class LogcheckRule {
    private final String file;
    private final int line;
    private final @Nullable Header header;
    private final byte[] prefix;
    private final List<byte[]> literals;
    private final LazyDfa automaton;

    private LogcheckRule(
            String file, int line, @Nullable Header header, byte[] prefix, List<byte[]> literals, LazyDfa automaton) {
        this.file = file;
        this.line = line;
        this.header = header;
        this.prefix = prefix;
        this.literals = literals;
        this.automaton = automaton;
    }

    /** Takes a rule that was compiled. */
    static LogcheckRule of(String file, int line, Ere rule, Nfa nfa, LazyDfa.Room room) {
        Header header = Header.of(rule);
        Ere matched = matched(rule);
        byte[] prefix = header == null ? new byte[0] : Literals.prefix(matched);
        return new LogcheckRule(
                file, line, header, prefix, Literals.of(matched), new LazyDfa(nfa, header == null, room));
    }

    /** What is compiled of a rule: what it says of the rest of a line if it begins with a header, else all. */
    static Ere matched(Ere rule) {
        Header header = Header.of(rule);
        return header == null ? rule : header.rest(rule);
    }

    /** The fixed texts that every match holds. */
    List<byte[]> literals() {
        return literals;
    }

    /** Where the text that it is about begins in a line, or -1 if it cannot match. */
    int from(LogLine line) {
        int from = header == null ? 0 : line.restFrom(header);
        byte[] octets = line.octets();
        boolean begins = from >= 0
                && octets.length - from >= prefix.length
                && Arrays.equals(octets, from, from + prefix.length, prefix, 0, prefix.length);
        return begins ? from : -1;
    }

    /** As {@link LazyDfa#run}. */
    int run(LogLine line, int from, int work) {
        byte[] octets = line.octets();
        return automaton.run(octets, from, octets.length, work);
    }

    /** {@code ssh:12}: the file's name and the line. */
    String place() {
        return file + ":" + line;
    }
}
