package io.authwatch.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test that stands in a rule file.
 *
 * @param rule the rule under which it stands, or null: at the top of the file
 * @param begin when it plays
 * @param lines its lines in order, at least one
 * @param expected what is to come of the last of them
 * @param place where the file says what is expected
 */
record TestCase(@Nullable String rule, Instant begin, List<Line> lines, Expected expected, YamlNode place) {

    /**
     * A log line, or silence.
     *
     * @param after how long after the one before; how long the silence is
     * @param host the host that it is of, or null: which it names
     * @param text as it would be received, with or without a header; null if nothing is received
     * @param times how often it comes, each time {@code after} the one before
     */
    record Line(
            Duration after, @Nullable String host, @Nullable String text, int times) {
        /** Nothing is received for so long. */
        static Line silence(Duration length) {
            return new Line(length, null, null, 1);
        }

        /** What it takes to play it once: its characters, and the minutes before it. */
        long work() {
            return (text == null ? 0 : text.length()) + after.toMinutes();
        }
    }

    /** What is to come of a test. */
    sealed interface Expected permits All, Own {}

    /** Exactly these rules fire. */
    record All(List<String> rules) implements Expected {}

    /** The rule under which the test stands fires, or does not, whatever others do. */
    record Own(boolean fires) implements Expected {}
}
