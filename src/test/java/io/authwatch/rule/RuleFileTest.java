package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleFileTest {
    private static final String RULE = "rules: {r: {when: {action: login}}}\n";

    @Test
    void builtInRules_areTheShippedExample() throws Exception {
        String shipped = Files.readString(Path.of("rules.example.yaml"));
        assertEquals(BuiltInRules.TEXT, shipped);
        RuleSet rules = RuleFile.read("rules.example.yaml", shipped);
        assertEquals(
                List.of(
                        "root-login",
                        "root-console",
                        "guessing",
                        "break-in",
                        "new-source",
                        "elevate-denied",
                        "new-admin",
                        "new-root",
                        "injection-attempt",
                        "silent"),
                rules.rules().stream().map(Rule::name).toList());
        assertEquals(List.of(), rules.warnings());
    }

    @Test
    void builtInRules_withTheirCommentedPartsSwitchedOn_loadToo() {
        String all =
                BuiltInRules.TEXT.replaceAll("(?m)^( *)# (lists:|  office:|  robots:|unless:|hosts:|  - )", "$1$2");
        assertNotEquals(BuiltInRules.TEXT, all);
        RuleSet rules = RuleFile.read("all", all);
        assertTrue(rules.muted("lab"));
        assertEquals(1, rules.warnings().size(), "the list that no rule uses");
    }

    @Test
    void rule_withoutDefaults_hasTheOnesOfTheManual() {
        Rule rule = RuleFile.read("rules.yaml", RULE).rules().get(0);
        assertEquals("host, user, source", rule.per().toString());
        assertEquals(Duration.ofHours(1), rule.repeat());
        assertEquals(Priority.NORMAL, rule.priority());
        assertEquals(1, rule.count());
    }

    @Test
    void rule_withDefaults_keepsWhatItSaysItself() {
        RuleSet rules = RuleFile.read("rules.yaml", """
                defaults: {per: [user], repeat: 1h30m, priority: -1}
                rules:
                  a: {when: {action: login}}
                  b: {when: {action: login}, per: [], repeat: 90s, priority: emergency, count: 3, within: 2m}
                """);
        Rule a = rules.rules().get(0);
        assertEquals("user", a.per().toString());
        assertEquals(Duration.ofMinutes(90), a.repeat());
        assertEquals(Priority.LOW, a.priority());
        Rule b = rules.rules().get(1);
        assertEquals(List.of(), b.per().parts());
        assertEquals(Duration.ofSeconds(90), b.repeat());
        assertEquals(Priority.EMERGENCY, b.priority());
        assertEquals(3, b.count());
        assertEquals(Duration.ofMinutes(2), b.within());
    }

    @Test
    void rule_switchedOff_isNotInForce() {
        RuleSet rules = RuleFile.read(
                "rules.yaml",
                "rules: {a: off, b: false, c: {when: {action: login}}}\nhosts: [{match: x, rules: {a: off}}]");
        assertEquals(1, rules.rules().size());
    }

    @Test
    void fingerprint_followsTheText() {
        RuleSet rules = RuleFile.read("rules.yaml", RULE);
        assertEquals(RULE, rules.text());
        assertEquals(64, rules.fingerprint().length());
        assertEquals(rules.fingerprint(), RuleFile.read("other name", RULE).fingerprint());
        assertNotEquals(
                rules.fingerprint(), RuleFile.read("rules.yaml", RULE + "#").fingerprint());
    }

    @Test
    void faults_areAllTold_inFileOrder() {
        RuleFileException refused = assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", """
                        rules:
                          a: {when: {action: logn}, repeat: 1w}
                          b: {whem: {action: login}}
                        hosts:
                          - {match: x, rules: {c: off}}
                        """));
        assertEquals(
                List.of("2:22", "2:37", "3:3", "3:7", "5:24"),
                refused.faults().stream().map(f -> f.line() + ":" + f.column()).toList());
        assertEquals(5, refused.getMessage().lines().count());
        assertTrue(refused.oneLine().endsWith(" (and 4 more faults)"), refused.oneLine());
    }

    @Test
    void faults_ofAHopelessFile_areCapped() {
        StringBuilder many = new StringBuilder("rules:\n");
        for (int i = 0; i < 200; i++) {
            many.append("  r").append(i).append(": {wen: {}}\n");
        }
        RuleFileException refused =
                assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", many.toString()));
        assertEquals(RuleLimits.FAULTS_MAX + 1, refused.faults().size());
        assertTrue(refused.getMessage().endsWith("more faults follow, the first 50 are told"), refused.getMessage());
    }

    @Test
    void list_thatNoRuleUses_isAWarning() {
        RuleSet rules = RuleFile.read("rules.yaml", "lists: {office: [192.0.2.1]}\n" + RULE);
        assertEquals(
                "rules.yaml:1:9: list 'office' is used by no rule",
                rules.warnings().get(0).oneLine());
    }

    @Test
    void hugeText_isRefusedBeforeItIsRead() {
        String huge = RULE + "#".repeat(RuleLimits.FILE_OCTETS_MAX);
        RuleFileException refused = assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", huge));
        assertEquals("rules.yaml:1:1: the file is larger than 1048576 octets (1 MiB)", refused.getMessage());
    }

    @Test
    void deepText_isRefused_notRecursedInto() {
        RuleFileException refused =
                assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", "[".repeat(500_000)));
        assertEquals("rules.yaml:1:17: not valid YAML: lists and mappings nest deeper than 16", refused.getMessage());
    }

    @Test
    void damagedText_isReadOrRefused_neverMore() {
        Random random = new Random(11);
        String signs = "*&!{}[]:,#-|>'\"%@`\n\t\u0000\u0085\ufeff?~/ ";
        int refusals = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(BuiltInRules.TEXT);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, signs.charAt(random.nextInt(signs.length())));
                    default -> text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
                }
            }
            try {
                RuleFile.read("rules.yaml", text.toString());
            } catch (RuleFileException e) {
                refusals++;
                for (RuleFault fault : e.faults()) {
                    assertTrue(fault.line() > 0 && fault.column() > 0, fault.oneLine());
                    assertEquals(1, fault.oneLine().lines().count(), fault.oneLine());
                }
            }
        }
        assertTrue(refusals > 2_000, "refused " + refusals);
    }

    @Test
    void hopelessFile_isGivenUpOn_inTime() {
        StringBuilder text = new StringBuilder("rules:\n");
        for (int i = 0; i < 1_000; i++) {
            text.append("  rule-with-a-name-").append(i).append(": {when: {action: login}}\n");
        }
        text.append("hosts:\n  - match: x\n    rules:\n");
        while (text.length() < 1_000_000) {
            text.append("      rule-with-a-nmae-").append(text.length()).append(": off\n");
        }
        long start = System.nanoTime();
        assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", text.toString()));
        assertTrue((System.nanoTime() - start) / 1_000_000 < 10_000);
    }
}
