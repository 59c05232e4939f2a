package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecipientsTest {
    private static final String RULES = """
            recipients:
              ops: {device: iphone, sound: siren, title: "Ops"}
              night: {}
            rules:
              a: {when: {action: login}, to: [ops, night]}
              b: {when: {action: login}, to: ops}
              c: {when: {action: login}}
            hosts:
              - {match: "db-*", to: [night]}
              - {match: db-1, rules: {c: {to: [ops]}}, to: []}
              - {match: db-2, rules: {a: {to: []}}}
            """;

    @Test
    void recipient_hasWhatTheFileSays() {
        RuleSet rules = RuleFile.read("rules.yaml", RULES);
        assertEquals(new Recipient("ops", "iphone", "siren", "Ops", true), rules.recipient("ops"));
        assertEquals(rules.recipient("ops"), rules.recipient("OPS"));
        assertEquals(new Recipient("night", null, null, null, true), rules.recipient("night"));
        assertNull(rules.recipient("nobody"));
    }

    @Test
    void to_isOfTheRule_unlessTheHostRoutesItElsewhere() {
        RuleSet rules = RuleFile.read("rules.yaml", RULES);
        assertEquals(List.of("ops", "night"), to(rules, "a", "web-1"));
        assertEquals(List.of("ops"), to(rules, "b", "web-1"));
        assertEquals(List.of(), to(rules, "c", "web-1"));
        assertEquals(List.of("night"), to(rules, "a", "db-9"));
        assertEquals(List.of("night"), to(rules, "c", "db-9"));
        assertEquals(List.of(), to(rules, "a", "db-1"), "the later entry wins");
        assertEquals(
                List.of("ops"),
                to(rules, "c", "db-1"),
                "what an entry says of one rule goes before what it says of all");
        assertEquals(List.of(), to(rules, "a", "db-2"));
    }

    @Test
    void otherRouting_isAnotherRule_onItsHostsOnly() {
        RuleSet rules = RuleFile.read("rules.yaml", RULES);
        RuleSet other = RuleFile.read("rules.yaml", RULES.replace("\"db-*\", to: [night]", "\"db-*\", to: [ops]"));
        assertFalse(rules.sameRule(other, "a", List.of("db-9", "-", "-")));
        assertTrue(rules.sameRule(other, "a", List.of("web-1", "-", "-")));
        assertNotEquals(rules.fingerprint(), other.fingerprint());
    }

    @Test
    void configuredName_needsNoEntry_andNameWithoutKeyIsAWarning() {
        RuleSet rules = RuleFile.read("rules.yaml", """
                recipients: {ops: {}}
                rules:
                  a: {when: {action: login}, to: [ops, Night_Shift]}
                  b: {when: {action: login}, to: [ops]}
                """, keyed("night-shift"));
        assertEquals(new Recipient("Night_Shift", null, null, null, true), rules.recipient("night-shift"));
        assertEquals(new Recipient("ops", null, null, null, false), rules.recipient("ops"));
        assertEquals(
                List.of("rules.yaml:3:35: recipient 'ops' has no key: its notifications go to the default user"
                        + " until AUTHWATCH_PUSHOVER_RECIPIENTS_OPS is set"),
                rules.warnings().stream().map(RuleFault::oneLine).toList());
    }

    @Test
    void unknownName_isRefusedWithTheNearest() {
        String text = "recipients: {ops: {}}\nrules: {r: {when: {action: login}, to: [opps]}}";
        assertEquals(
                "rules.yaml:2:41: unknown recipient 'opps' in 'to': did you mean 'ops'? (known: ops, night)",
                assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", text, keyed("night")))
                        .getMessage());
        assertEquals(
                List.of("opps"),
                RuleFile.again("rules.yaml", text).rules().get(0).to(),
                "what was taken once is not asked for again");
    }

    @Test
    void customSound_isAWarning() {
        RuleSet rules = RuleFile.read(
                "rules.yaml", "recipients: {ops: {sound: our_gong}}\nrules: {r: {when: {action: login}, to: [ops]}}");
        assertEquals("our_gong", rules.recipient("ops").sound());
        assertTrue(rules.warnings()
                .get(0)
                .oneLine()
                .startsWith("rules.yaml:1:27: unknown sound 'our_gong' (known: pushover,"));
    }

    private static List<String> to(RuleSet rules, String rule, String host) {
        return rules.rule(rule, host).to();
    }

    private static Surroundings keyed(String... names) {
        return new Surroundings() {
            @Override
            public Optional<Set<String>> recipients() {
                return Optional.of(Set.of(names));
            }
        };
    }
}
