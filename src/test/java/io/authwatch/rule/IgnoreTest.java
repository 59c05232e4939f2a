package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.testkit.SampleEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code ignore: {logcheck: …}}, and logcheck's rules as what a message is. */
class IgnoreTest {
    private static final String HEAD = "^(\\w{3} [ :[:digit:]]{11}|[0-9T:.+-]{32}) [._[:alnum:]-]+ ";
    private static final String RULES = "ignore: {logcheck: /etc/boring}\n"
            + "rules:\n  odd: {when: {action: other}}\n  login: {when: {action: login}}\n  any: {when: {host: web-1}}\n";
    private static final Map<String, List<Surroundings.Included>> BORING = Map.of(
            "/etc/boring",
            List.of(file(
                    "/etc/boring/frobd",
                    "# frobd says this every hour\n\n" + HEAD
                            + "frobd\\[[[:digit:]]+\\]: frobbed [[:digit:]]+ times$\n")),
            "/etc/boring-too",
            List.of(file("/etc/boring-too/sshd", HEAD + "sshd\\[[[:digit:]]+\\]: .*$\n")));

    private static Surroundings.Included file(String name, String text) {
        return new Surroundings.Included(name, text);
    }

    private static Surroundings around(Map<String, List<Surroundings.Included>> folders) {
        return new Surroundings() {
            @Override
            public Optional<Set<String>> recipients() {
                return Optional.empty();
            }

            @Override
            public List<Included> folder(String path) throws Unreadable {
                List<Included> files = folders.get(path);
                if (files == null) {
                    throw new Unreadable("there is no such folder or file");
                }
                return files;
            }
        };
    }

    private static RuleSet rules(String text) {
        return RuleFile.read("rules.yaml", text, around(BORING));
    }

    private static AuthEvent event(AuthAction action, String program, String message) {
        AuthEvent event = SampleEvents.event(action, Outcome.UNKNOWN, "program=" + program, "message=" + message);
        return new AuthEvent(
                event.id(),
                event.received(),
                event.stamped(),
                event.input(),
                event.host(),
                event.peer(),
                event.verified(),
                event.facility(),
                event.severity(),
                event.program(),
                event.pid(),
                event.action(),
                event.outcome(),
                event.count(),
                event.suspicious(),
                event.attributes(),
                event.message(),
                "<86>Nov 23 12:00:00 web-1 " + program + "[4711]: " + message);
    }

    private static AuthEvent other(String program, String message) {
        return event(AuthAction.OTHER, program, message);
    }

    @Test
    void boringLine_ofNothingRecognised_matchesNoRule() {
        RuleSet rules = rules(RULES);
        assertNull(rules.match(other("frobd", "frobbed 17 times")));
        assertEquals("/etc/boring/frobd:3", rules.ignoredBy(other("frobd", "frobbed 17 times")));
        Match odd = rules.match(other("frobd", "frobbed never"));
        assertNotNull(odd);
        assertEquals(List.of("odd", "any"), odd.rules().stream().map(Rule::name).toList());
    }

    @Test
    void whatWasRecognised_isNeverIgnored() {
        RuleSet rules = rules(RULES.replace("/etc/boring", "[/etc/boring, /etc/boring-too]"));
        AuthEvent login = event(AuthAction.LOGIN, "sshd", "Accepted password for root");
        assertNull(rules.ignoredBy(login));
        assertNotNull(rules.match(login));
        assertNull(rules.match(other("sshd", "Accepted password for root")));
    }

    @Test
    void explain_namesFileAndLine() {
        List<Verdict> verdicts = rules(RULES).explain(other("frobd", "frobbed 17 times"));
        assertEquals(new Verdict("odd", false, "ignored by logcheck: /etc/boring/frobd:3"), verdicts.get(0));
        assertEquals(new Verdict("login", false, "action is not login"), verdicts.get(1));
        assertTrue(rules(RULES).explain(other("frobd", "odd")).get(0).matched());
    }

    @Test
    void message_mayBeWhatLogcheckMatches() {
        RuleSet rules =
                rules("rules: {sshd: {when: {program: sshd}, unless: {message: [/odd$/, {logcheck: /etc/boring-too}]}},"
                        + " frobd: {when: {message: {logcheck: /etc/boring}}}}");
        AuthEvent recognised = event(AuthAction.LOGIN, "sshd", "Accepted password for root");
        assertNull(rules.match(recognised));
        assertNull(rules.match(event(AuthAction.LOGIN, "sshd", "odd")));
        assertNotNull(rules.match(other("frobd", "frobbed 17 times")));
        assertNull(rules.match(other("frobd", "frobbed never")));
        assertEquals(
                "message is not what logcheck's rules match",
                rules.explain(other("frobd", "frobbed never")).get(1).reason());
    }

    @Test
    void text_readsToTheSameRules_whateverBecameOfTheFiles() {
        RuleSet rules = rules(RULES);
        RuleSet again = RuleFile.read("the rules of the last run", rules.text());
        assertEquals(rules.fingerprint(), again.fingerprint());
        assertEquals(rules.text(), again.text());
        assertNull(again.match(other("frobd", "frobbed 17 times")));
        assertNotNull(again.match(other("frobd", "frobbed never")));
    }

    @Test
    void otherFiles_areOtherRules_butOnlyWhereARuleNamesThem() {
        String text = RULES + "  sshd: {when: {message: {logcheck: /etc/boring}}}\n";
        RuleSet before = rules(text);
        RuleSet after = RuleFile.read(
                "rules.yaml", text, around(Map.of("/etc/boring", List.of(file("/etc/boring/frobd", "^x$")))));
        assertNotEquals(before.fingerprint(), after.fingerprint());
        List<String> key = List.of("web-1", "-", "-");
        assertTrue(after.sameRule(before, "odd", key));
        assertFalse(after.sameRule(before, "sshd", key));
        assertTrue(rules(text).sameRule(before, "sshd", key));
    }

    @Test
    void linesThatCannotBeTaken_areWarnings_andTheRestIsTaken() {
        String text = "^fine$\n(a)\\1\n[[:alpa:]]\n";
        RuleSet rules = RuleFile.read(
                "rules.yaml", RULES, around(Map.of("/etc/boring", List.of(file("/etc/boring/frobd", text)))));
        assertEquals(
                List.of(
                        "/etc/boring/frobd:2:1: left out: the back-reference \\1 is not supported",
                        "/etc/boring/frobd:3:1: left out: the class [:alpa:] is unknown"),
                rules.warnings().stream().map(RuleFault::oneLine).toList());
    }

    @Test
    void manyLinesThatCannotBeTaken_areCounted() {
        String text = "[\n".repeat(60);
        RuleSet rules = RuleFile.read(
                "rules.yaml", RULES, around(Map.of("/etc/boring", List.of(file("/etc/boring/frobd", text)))));
        assertEquals(51, rules.warnings().size());
        assertEquals(
                "/etc/boring/frobd:50:1: and 10 more are left out",
                rules.warnings().get(50).oneLine());
    }

    @Test
    void mistakes_giveTheirLine() {
        String rest = "\nrules: {r: {when: {action: login}}}";
        List<String[]> mistakes = new ArrayList<>();
        mistakes.add(new String[] {
            "ignore: {}", "1:9: 'ignore' names no folder: write {logcheck: /etc/logcheck/ignore.d.server}"
        });
        mistakes.add(new String[] {
            "ignore: /etc/logcheck", "1:9: 'ignore' must be a mapping of names to values, not '/etc/logcheck'"
        });
        mistakes.add(new String[] {
            "ignore: {logchek: /x, logcheck: /etc/boring}",
            "1:10: unknown key 'logchek' in 'ignore': did you mean 'logcheck'? (known: logcheck)"
        });
        mistakes.add(
                new String[] {"ignore: {logcheck: /x}", "1:20: '/x' cannot be read: there is no such folder or file"});
        mistakes.add(new String[] {"ignore: {logcheck: []}", "1:20: 'logcheck' in 'ignore' is an empty list"});
        mistakes.add(
                new String[] {"ignore: {logcheck: [[]]}", "1:21: 'logcheck' in 'ignore' must be one text, not a list"});
        for (String[] mistake : mistakes) {
            RuleFileException refused =
                    assertThrows(RuleFileException.class, () -> rules(mistake[0] + rest), mistake[0]);
            assertEquals("rules.yaml:" + mistake[1], refused.getMessage());
        }
    }

    @Test
    void logcheck_isNoUserAndNoHost() {
        RuleFileException refused = assertThrows(
                RuleFileException.class, () -> rules("rules: {r: {when: {user: {logcheck: /etc/boring}}}}"));
        assertEquals("rules.yaml:1:26: 'user' in 'when' must be one text, not a mapping", refused.getMessage());
    }

    @Test
    void fiveLists_areOneTooMany() {
        StringBuilder text = new StringBuilder("rules:\n");
        List<String> paths = List.of("/etc/boring", "/etc/boring-too");
        List<String> lists = List.of(
                paths.get(0),
                paths.get(1),
                "[/etc/boring, /etc/boring-too]",
                "[/etc/boring-too, /etc/boring]",
                "[/etc/boring, /etc/boring]");
        for (int i = 0; i < lists.size(); i++) {
            text.append("  r")
                    .append(i)
                    .append(": {when: {message: {logcheck: ")
                    .append(lists.get(i))
                    .append("}}}\n");
        }
        RuleFileException refused = assertThrows(RuleFileException.class, () -> rules(text.toString()));
        assertEquals("rules.yaml:6:24: more than 4 different lists of logcheck's rules", refused.getMessage());
    }

    @Test
    void withoutSurroundings_nothingIsIncluded() {
        RuleFileException refused = assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", RULES));
        assertEquals("rules.yaml:1:20: '/etc/boring' cannot be read: files are not read here", refused.getMessage());
    }
}
