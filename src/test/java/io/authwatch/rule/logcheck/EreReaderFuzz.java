package io.authwatch.rule.logcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Any text is a rule or is left out with a reason of one line, and matches or does not within the work that a line may
 * cost. The input's first line is the rule, the rest the line that it meets.
 */
class EreReaderFuzz {
    /** Many times what the slowest takes, for an unlucky pause of the machine. */
    private static final long NANOS_MAX = 2_000_000_000L;

    @FuzzTest
    void anyText_isARuleOrHasAReason(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        String rule = end < 0 ? text : text.substring(0, end);
        String line = end < 0 ? "" : text.substring(end + 1);
        long before = System.nanoTime();
        LogcheckRules rules = LogcheckRules.read(Map.of("rules", rule));
        rules.match(LogLine.of(line), tried -> {});
        assertTrue(System.nanoTime() - before < NANOS_MAX, "slow: " + rule);
        assertTrue(rules.size() + rules.leftOut().size() <= 1);
        for (LogcheckRules.LeftOut left : rules.leftOut()) {
            assertFalse(left.reason().isBlank());
            assertEquals(1, left.line());
        }
    }
}
