package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Warnings of fields that no event which a rule wants ever carries. */
class SanityTest {
    private static List<String> warnings(String rule) {
        return RuleFile.read("rules.yaml", "rules: {r: " + rule + "}").warnings().stream()
                .map(RuleFault::oneLine)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{when: {action: elevate}, per: [host, key]} "
                        + "| 1:50: 'key' in 'per': elevate never carries it, so it is always '-'",
                "{when: {action: [user-create, user-delete]}, per: [source]} "
                        + "| 1:63: 'source' in 'per': user-create, user-delete never carry it, so it is always '-'",
                "{when: {action: login, group: wheel}} "
                        + "| 1:35: 'group' in 'when': login never carries it: the rule never fires",
                "{when: {action: login}, unless: {group: wheel}} "
                        + "| 1:45: 'group' in 'unless': login never carries it: it changes nothing",
                "{when: {action: 'group-*'}, per: [key]} "
                        + "| 1:46: 'key' in 'per': group-create, group-change, group-delete and 2 more never carry it,"
                        + " so it is always '-'",
            })
    void fieldThatIsNeverCarried_isAWarningAtItsPlace(String rule, String warning) {
        assertEquals(List.of("rules.yaml:" + warning), warnings(rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{when: {action: login, key: x}, per: [host, user, source, program, suspicious]}",
                "{when: {action: [login, elevate]}, per: [key, command]}",
                "{when: {user: root}, per: [key]}",
                "{when: {outcome: failure}, unless: {group: wheel}}",
                "off",
            })
    void fieldThatSomeEventCarries_isNone(String rule) {
        assertEquals(List.of(), warnings(rule));
    }

    @Test
    void defaults_areNoWarning_forTheyAreOfAllRules() {
        assertEquals(
                List.of(),
                RuleFile.read("rules.yaml", "defaults: {per: [key]}\nrules: {r: {when: {action: elevate}}}")
                        .warnings());
    }
}
