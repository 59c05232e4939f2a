package io.authwatch.rule.logcheck;

import io.authwatch.auth.AuthEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * logcheck's rules of some files, as a list of lines that are boring. Immutable as to what it decides, and shared by all
 * threads. Two are equal if they were read from the same texts.
 */
public final class LogcheckRules {
    /** Matches nothing. */
    public static final LogcheckRules NONE = read(Map.of());

    private static final Consumer<LogcheckRule> UNCOUNTED = rule -> {};
    /** Work of looking at one text that may be there. */
    private static final int LOOK_WORK = 4;

    private final Map<String, String> files;
    private final List<LogcheckRule> rules;
    private final int size;
    private final List<LeftOut> leftOut;
    private final Prefilter prefilter;

    private LogcheckRules(Map<String, String> files, LogcheckReader reader) {
        this.files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        this.rules = List.copyOf(reader.rules());
        this.size = reader.taken();
        this.leftOut = List.copyOf(reader.leftOut());
        this.prefilter = new Prefilter(this.rules);
    }

    /**
     * A line of a file that is not taken.
     *
     * @param file the file's name
     * @param line 1 and up
     * @param reason one clear line
     */
    public record LeftOut(String file, int line, String reason) {}

    /** Reads the texts of files, by name, in the map's order. Never fails: what cannot be taken is left out. */
    public static LogcheckRules read(Map<String, String> files) {
        LogcheckReader reader = new LogcheckReader();
        reader.read(files);
        return new LogcheckRules(files, reader);
    }

    /** How many rules it has. */
    public int size() {
        return size;
    }

    /** What could not be taken, in the files' order. */
    public List<LeftOut> leftOut() {
        return leftOut;
    }

    /** The texts it was read from, by the files' names. */
    public Map<String, String> files() {
        return files;
    }

    /**
     * Where a rule stands that matches the event's line, {@code /etc/logcheck/ignore.d.server/ssh:12}; null if none
     * does, or if the line would cost more than {@link LogcheckLimits#WORK_MAX}.
     */
    public @Nullable String match(AuthEvent event) {
        if (rules.isEmpty()) {
            return null;
        }
        LogLine line = LogLine.of(event);
        LogcheckRule rule = line == null ? null : match(line, UNCOUNTED);
        return rule == null ? null : rule.place();
    }

    /**
     * A rule that matches, or null.
     *
     * @param tried told of each rule that is tried
     */
    @Nullable
    LogcheckRule match(LogLine line, Consumer<LogcheckRule> tried) {
        int work = LogcheckLimits.WORK_MAX;
        for (int number : prefilter.withoutText()) {
            work = attempt(number, line, work, tried);
            if (work < 0) {
                return work == LazyDfa.MATCHES ? rules.get(number) : null;
            }
        }
        return matchByText(line, work, tried);
    }

    private @Nullable LogcheckRule matchByText(LogLine line, int workMax, Consumer<LogcheckRule> tried) {
        byte[] octets = line.octets();
        long[] done = null;
        int work = workMax;
        for (int at = prefilter.next(octets, 0); at >= 0; at = prefilter.next(octets, at + 1)) {
            for (int text : prefilter.texts(octets, at)) {
                work -= LOOK_WORK;
                if (work < 0) {
                    return null;
                }
                if (prefilter.isThere(text, octets, at)) {
                    int number = prefilter.owner(text);
                    done = done == null ? new long[rules.size() / Long.SIZE + 1] : done;
                    work = isNew(done, number) ? attempt(number, line, work, tried) : work;
                    if (work < 0) {
                        return work == LazyDfa.MATCHES ? rules.get(number) : null;
                    }
                }
            }
        }
        return null;
    }

    /** Whether a bit is set for the first time. */
    private static boolean isNew(long[] bits, int number) {
        long bit = 1L << number;
        boolean fresh = (bits[number / Long.SIZE] & bit) == 0;
        bits[number / Long.SIZE] |= bit;
        return fresh;
    }

    /** Tries a rule; the work that is left, or what {@link LazyDfa#run} says instead. */
    private int attempt(int number, LogLine line, int work, Consumer<LogcheckRule> tried) {
        LogcheckRule rule = rules.get(number);
        int from = rule.from(line);
        if (from < 0) {
            return work;
        }
        tried.accept(rule);
        return rule.run(line, from, work);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogcheckRules same && files.equals(same.files);
    }

    @Override
    public int hashCode() {
        return files.hashCode();
    }
}
