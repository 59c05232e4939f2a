package io.authwatch.rule.logcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule means, in the corners that POSIX leaves open, and why a line is none. */
class EreReaderTest {
    private static boolean matches(String rule, String line) {
        return LogcheckRules.read(Map.of("rules", rule)).match(LogLine.of(line), tried -> {}) != null;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                // a repeat of nothing
                "*a ~ *a ~ *",
                "^*ab ~ xab ~ ^*a",
                "a|*b ~ b ~ *",
                "{1}a ~ {1}a ~ {1}",
                // braces that are no repeat
                "a{1a} ~ a{1a} ~ a",
                "a{ ~ a{ ~ a",
                "^a{,2}$ ~ aa ~ aaa",
                "^a{2}{2}$ ~ aaaa ~ aa",
                "x\\{1\\} ~ x{1} ~ x",
                // parentheses
                "a) ~ a) ~ a",
                "^(a|)b$ ~ b ~ aab",
                // places anywhere
                "(^|x)a ~ xa ~ ya",
                "a(b$|c) ~ ab ~ abd",
                "\\<b\\> ~ a b c ~ abc",
                "a\\B. ~ ab ~ a.",
                "\\`a\\' ~ a ~ ab",
                "^a$\\b\\' ~ a ~ ab",
                // brackets
                "^[]a]+$ ~ ]a ~ [a",
                "^[^]a]+$ ~ b ~ ]",
                "^[a\\]]$ ~ a] ~ a",
                "^[%--]$ ~ - ~ .",
                "^[[=a=][.-.]]+$ ~ a- ~ b",
                "^[[:xdigit:][:punct:]]+$ ~ aF: ~ g",
                "^[:[:xdigit:].]+$ ~ ::1 ~ ::g",
                // octets
                "^.{2}$ ~ é ~ e",
                "^[^[:alnum:]]+$ ~ é ~ e",
                "^\\w+\\W\\s\\S$ ~ a_1- x ~ a x",
                "\\d\\:\\, ~ d:, ~ 1"
            })
    void corner_isAsGrepHasIt(String rule, String matching, String other) {
        assertTrue(matches(rule, matching), rule + " on " + matching);
        assertFalse(matches(rule, other), rule + " on " + other);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "(a ~ unmatched '('",
                "[a ~ unmatched '['",
                "[[:alpha ~ unmatched '['",
                "a\\ ~ trailing backslash",
                "(a)\\1 ~ the back-reference \\1 is not supported",
                "[[:foo:]] ~ the class [:foo:] is unknown",
                "[:space:] ~ a class is written [[:name:]], not [:name:]",
                "[b-a] ~ a range that ends before it begins",
                "[a-c-e] ~ the end of a range cannot begin another",
                "[a-[:alpha:]] ~ a class cannot end a range",
                "[[:alpha:]-z] ~ a class cannot begin a range",
                "[[.space.]] ~ the collating element 'space' is not supported",
                "a{2,1} ~ a repeat from 2 to 1",
                "a{32768} ~ a repeat of more than 32767",
                "a{99999999999} ~ a repeat of more than 32767",
                "(a{1000}){1000} ~ its repeats written out make more than 4096 steps"
            })
    void mistake_givesItsReason(String rule, String reason) {
        LogcheckRules rules = LogcheckRules.read(Map.of("rules", "^fine$\n" + rule));
        assertEquals(1, rules.size());
        assertEquals(1, rules.leftOut().size());
        assertEquals(
                new LogcheckRules.LeftOut("rules", 2, reason), rules.leftOut().get(0));
    }

    @Test
    void deepAndLongRules_areRefused() {
        assertEquals("more than 50 parentheses within each other", reason("(".repeat(51) + "a" + ")".repeat(51)));
        assertEquals("more than 50 repeats of each other", reason("a" + "*".repeat(52)));
        assertEquals("longer than 4096 octets", reason("a".repeat(4097)));
    }

    private static String reason(String rule) {
        return assertThrows(EreFault.class, () -> EreReader.read(rule)).getMessage();
    }
}
