package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that stand in a rule file. */
class InlineTestsTest {
    private static final String REFUSED = "\"sshd[7]: Failed password for root from 192.0.2.7 port 22 ssh2\"";
    private static final String ACCEPTED = "\"sshd[8]: Accepted password for root from 192.0.2.7 port 22 ssh2\"";
    private static final String RULES = """
            rules:
              root-login: {when: {action: login, outcome: success, user: root}}
              guessing: {when: {action: login, outcome: failure}, count: 3, within: 2m, per: [host, source]}
            hosts:
              - {match: lab, rules: {guessing: off}}
            """;

    private static String tests(String tests) {
        return RULES + "tests:\n" + tests.replace("REFUSED", REFUSED).replace("ACCEPTED", ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  - {line: ACCEPTED, fires: [root-login]}",
                "  - {line: REFUSED, fires: []}",
                "  - {line: REFUSED, times: 2, fires: []}",
                "  - {line: REFUSED, times: 3, fires: [guessing]}",
                "  - {line: REFUSED, times: 3, after: 1m, fires: [guessing]}",
                "  - {line: REFUSED, times: 3, after: 61s, fires: []}",
                "  - {line: REFUSED, times: 3, host: lab, fires: []}",
                "  - {lines: [REFUSED, REFUSED, REFUSED], fires: [guessing]}",
                "  - {lines: [{line: REFUSED, times: 3}, ACCEPTED], fires: [root-login]}",
                "  - {lines: [{line: REFUSED, times: 2}, {line: REFUSED, after: 3m}], fires: []}",
                "  - {lines: [{line: REFUSED, times: 2, host: a}, {line: REFUSED, host: b}], fires: []}",
                "  - {line: \"<86>Nov 23 12:00:00 lab sshd[7]: Failed password for x from 192.0.2.7 port 1 ssh2\","
                        + " times: 3, fires: []}",
                "  - {line: \"what is this\", fires: [], at: 2026-02-28T23:59:59+01:00}",
            })
    void test_thatHolds_letsTheFileThrough(String test) {
        assertDoesNotThrow(() -> RuleFile.read("rules.yaml", tests(test)));
    }

    @Test
    void daysBetweenLines_pass_forWhatLearns() {
        String first = "rules: {r: {when: {action: login}, first: [source], learn: 7d, tests: [{lines: [" + ACCEPTED
                + ", {line: " + ACCEPTED.replace("192.0.2.7", "192.0.2.8") + ", after: %s}], fires: %s}]}}";
        assertDoesNotThrow(() -> RuleFile.read("rules.yaml", String.format(first, "8d", "true")));
        assertDoesNotThrow(() -> RuleFile.read("rules.yaml", String.format(first, "6d", "false")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  - {lines: [REFUSED, {after: 60m}], fires: [silent]}",
                "  - {lines: [REFUSED, {after: 59m}], fires: []}",
                "  - {lines: [REFUSED, {after: 59m}, {after: 1m}], fires: [silent]}",
                "  - {lines: [REFUSED, {after: 60m}, {after: 60m}], fires: []}",
                "  - {lines: [REFUSED, {after: 3h}, ACCEPTED], fires: [root-login]}",
                "  - {lines: [REFUSED, {after: 3h}, ACCEPTED, {after: 2h}], fires: [silent]}",
                "  - {lines: [{line: REFUSED, host: lab}, {after: 9h}], fires: []}",
                "  - {lines: [{line: REFUSED, host: slow}, {after: 179m}], fires: []}",
                "  - {lines: [{line: REFUSED, host: slow}, {after: 180m}], fires: [silent]}",
                "  - {lines: [{line: REFUSED, host: a}, {line: REFUSED, host: b, after: 58m}, {after: 2m}],"
                        + " fires: [silent]}",
                "  - {lines: [{line: REFUSED, host: a}, {line: REFUSED, host: b, after: 58m}, {after: 1m}], fires: []}",
                "  - {lines: [{line: REFUSED, times: 2}, {line: REFUSED, after: 1m}], fires: [guessing]}",
            })
    void silence_makesAbsentRulesFire(String test) {
        String silent = tests(test)
                .replace(
                        "hosts:\n",
                        "  silent: {absent: 1h}\nhosts:\n  - {match: slow, rules: {silent: {absent: 3h}}}\n")
                .replace("guessing: off", "guessing: off, silent: off");
        assertDoesNotThrow(() -> RuleFile.read("rules.yaml", silent));
    }

    @Test
    void failingTestOfSilence_saysForHowLongNothingCame() {
        String silent = "rules: {silent: {absent: 2h, tests: [{lines: [hello, {after: 90m}], fires: true}]}}";
        assertEquals(
                "the test fails: expected 'silent' to fire, but nothing fired; last of all nothing was received for"
                        + " 1h30m",
                withoutPlace(assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", silent))
                        .getMessage()));
    }

    @Test
    void eachTest_beginsWithAnEmptyState() {
        String twice = "  - {line: REFUSED, times: 2, fires: []}\n";
        assertDoesNotThrow(() -> RuleFile.read("rules.yaml", tests(twice + twice)));
    }

    @Test
    void failingTest_refusesTheFile_withWhatWasExpectedAndWhatCame() {
        assertEquals(
                "rules.yaml:7:28: the test fails: expected 'root-login' to fire, but nothing fired;"
                        + " the last line was read as login, failure; root-login: outcome is not success",
                refused("  - {line: REFUSED, fires: [root-login]}").replace(":7:84:", ":7:28:"));
        assertEquals(
                "the test fails: expected nothing to fire, but 'guessing' fired;"
                        + " the last line was read as login, failure",
                withoutPlace(refused("  - {line: REFUSED, times: 3, fires: []}")));
        assertEquals(
                "the test fails: expected 'guessing' to fire, but nothing fired; the last line was read as nothing"
                        + " that is known; guessing: action is not login",
                withoutPlace(refused("  - {line: \"sshd[7]: hello\", fires: [guessing]}")));
    }

    @Test
    void testUnderARule_isOfThatRule_whateverOthersDo() {
        String rule = "rules:\n  any: {when: {action: login}}\n  root:\n    when: {user: root}\n    tests:\n";
        assertDoesNotThrow(() -> RuleFile.read(
                "rules.yaml",
                rule + "      - {line: " + ACCEPTED + ", fires: true}\n" + "      - {line: "
                        + ACCEPTED.replace("root", "bob") + ", fires: false}\n" + "      - {line: " + ACCEPTED
                        + ", fires: [root, any]}\n"));
        String wrong = rule + "      - line: " + ACCEPTED + "\n        fires: false\n";
        assertEquals(
                "rules.yaml:7:16: the test fails: expected 'root' not to fire, but 'any', 'root' fired;"
                        + " the last line was read as login, success",
                assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", wrong))
                        .getMessage());
    }

    @Test
    void textOfAFailingTest_breaksNoLine() {
        String message = refused("  - {line: \"sshd[7]: a\\nb\\e[31m\", fires: [guessing]}");
        assertEquals(1, message.lines().count());
    }

    @Test
    void tooManyLines_areRefused() {
        assertEquals(
                "more than 1000 lines in the tests of the file",
                withoutPlace(refused("  - {line: REFUSED, times: 1000, fires: [guessing]}\n  - {line: x, fires: []}")));
    }

    @Test
    void tooManyTests_areRefused() {
        assertEquals(
                "more than 1000 tests in the file", withoutPlace(refused("  - {line: x, fires: []}\n".repeat(1001))));
    }

    @Test
    void tooMuchWork_isRefused_beforeAnyOfIt() {
        StringBuilder rules = new StringBuilder("rules:\n");
        for (int rule = 0; rule < 1000; rule++) {
            rules.append("  r")
                    .append(rule)
                    .append(": {when: {message: '/(a+)+")
                    .append(rule)
                    .append("/'}}\n");
        }
        String text = rules + "tests: [{line: " + "a".repeat(1000) + ", times: 1000, fires: []}]";
        String message = assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", text))
                .getMessage();
        assertTrue(message.contains("the tests are too much work"), message);
    }

    @Test
    void fileThatIsReadAgain_isNotTestedAgain() {
        assertDoesNotThrow(() -> RuleFile.again("rules.yaml", tests("  - {line: REFUSED, fires: [guessing]}")));
    }

    private static String refused(String tests) {
        return assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", tests(tests)))
                .getMessage();
    }

    private static String withoutPlace(String message) {
        return message.replaceFirst("^rules.yaml:\\d+:\\d+: ", "");
    }
}
