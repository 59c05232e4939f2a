package io.authwatch.rule;

import static io.authwatch.testkit.SampleEvents.accepted;
import static io.authwatch.testkit.SampleEvents.event;
import static io.authwatch.testkit.SampleEvents.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSetTest {
    private static RuleSet rules(String text) {
        return RuleFile.read("rules.yaml", text);
    }

    /** Whether a rule with this condition matches. */
    private static boolean matches(String when, AuthEvent event) {
        return rules("rules: {r: {when: " + when + "}}").match(event) != null;
    }

    @Test
    void text_matchesWhole_andWithItsCase() {
        assertTrue(matches("{user: root}", accepted("user=root")));
        assertFalse(matches("{user: root}", accepted("user=Root")));
        assertFalse(matches("{user: root}", accepted("user=roots")));
        assertTrue(matches("{user: [alice, root]}", accepted("user=root")));
    }

    @Test
    void text_isTakenAsWritten() {
        for (String text : List.of("no", "true", "null", "~", "0x10", "1e3", "07", "2026-01-01", "off")) {
            assertTrue(matches("{user: " + text + "}", accepted("user=" + text)), text);
            assertTrue(matches("{user: ['" + text + "']}", accepted("user=" + text)), text);
        }
    }

    @Test
    void host_matchesWithoutCase() {
        assertTrue(matches("{host: Web-1.Example}", accepted("host=wEB-1.eXAMPLE")));
        assertTrue(matches("{host: 'WEB-*'}", accepted("host=web-7")));
        assertTrue(matches("{host: /^WEB-\\d$/}", accepted("host=Web-7")));
        assertFalse(matches("{host: 'WEB-*'}", accepted("host=db-7")));
    }

    @Test
    void missingField_matchesNoWhen_andNoUnless() {
        assertFalse(matches("{user: '*'}", accepted()));
        RuleSet unless = rules("rules: {r: {when: {action: login}, unless: {user: '*'}}}");
        assertNotNull(unless.match(accepted()));
        assertNull(unless.match(accepted("user=root")));
    }

    @Test
    void unless_wantsAllOfItsFields() {
        RuleSet rules = rules("rules: {r: {when: {action: login}, unless: {user: bot, source: 192.0.2.0/24}}}");
        assertNull(rules.match(accepted("user=bot", "source=192.0.2.1")));
        assertNotNull(rules.match(accepted("user=bot", "source=198.51.100.1")));
        assertNotNull(rules.match(accepted("user=eve", "source=192.0.2.1")));
    }

    @Test
    void network_holdsItsAddresses_ofBothFamilies() {
        String when = "{source: [192.0.2.0/24, '2001:db8:10::/48', 203.0.113.7, '::ffff:198.51.100.0/120']}";
        assertTrue(matches(when, accepted("source=192.0.2.255")));
        assertFalse(matches(when, accepted("source=192.0.3.0")));
        assertTrue(matches(when, accepted("source=2001:db8:10:ffff::1")));
        assertFalse(matches(when, accepted("source=2001:db8:11::1")));
        assertTrue(matches(when, accepted("source=203.0.113.7")));
        assertFalse(matches(when, accepted("source=203.0.113.8")));
        assertTrue(matches(when, accepted("source=198.51.100.9")));
        assertTrue(matches("{source: 0.0.0.0/0}", accepted("source=8.8.8.8")));
        assertFalse(matches("{source: 0.0.0.0/0}", accepted("source=::1")));
        assertTrue(matches("{source: 192.0.2.*}", accepted("source=192.0.2.9")));
    }

    @Test
    void list_isMeantByItsName_inSeveralFields() {
        RuleSet rules = rules("""
                lists: {robots: [backup, 'ci-*'], office: [192.0.2.0/24]}
                rules:
                  r: {when: {user: [robots, root]}, unless: {source: office}}
                """);
        assertNotNull(rules.match(accepted("user=ci-7")));
        assertNotNull(rules.match(accepted("user=root")));
        assertNull(rules.match(accepted("user=robots")));
        assertNull(rules.match(accepted("user=backup", "source=192.0.2.7")));
    }

    @Test
    void regex_isSearchedFor_anywhere() {
        assertTrue(matches("{command: /rm +-rf/}", accepted("command=/bin/rm  -rf /")));
        assertFalse(matches("{command: '/^rm/'}", accepted("command=/bin/rm")));
        assertTrue(matches("{message: '/a.b$/'}", accepted("message=x a\nb")));
    }

    @Test
    void glob_meansTheWholeText() {
        assertTrue(matches("{user: '*admin?'}", accepted("user=sysadmin1")));
        assertFalse(matches("{user: '*admin?'}", accepted("user=sysadmin")));
        assertTrue(matches("{action: 'user-*'}", event(AuthAction.USER_DELETE, Outcome.SUCCESS)));
        assertFalse(matches("{action: 'user-*'}", event(AuthAction.LOGIN, Outcome.SUCCESS)));
        assertTrue(matches("{user: 'a*b*c'}", accepted("user=aXbXbXc")));
        assertFalse(matches("{user: 'a*b*c'}", accepted("user=aXbXbXcd")));
    }

    @Test
    void hostileText_costsNoMoreThanItsLength() {
        String text = "a".repeat(60_000);
        long start = System.nanoTime();
        assertFalse(matches("{message: '/(a*)*(a|aa|.){20}(x+x+)+y/'}", accepted("message=" + text)));
        assertFalse(matches("{message: '*a*a*a*a*a*a*a*b'}", accepted("message=" + text)));
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis < 2_000, "took " + millis + " ms");
    }

    @Test
    void wants_isFalse_whereNoRuleOfAnyHostCanMatch() {
        RuleSet rules = rules("""
                rules:
                  r: {when: {action: [login, 'user-*'], outcome: failure}}
                  s: {when: {action: lockout}}
                  t: off
                hosts: [{match: x, rules: {r: {when: {action: elevate, outcome: success}}}}]
                """);
        assertTrue(rules.wants(AuthAction.LOGIN, Outcome.FAILURE, false));
        assertFalse(rules.wants(AuthAction.LOGIN, Outcome.SUCCESS, false));
        assertTrue(rules.wants(AuthAction.USER_CREATE, Outcome.FAILURE, false));
        assertTrue(rules.wants(AuthAction.LOCKOUT, Outcome.UNKNOWN, false));
        assertTrue(rules.wants(AuthAction.ELEVATE, Outcome.SUCCESS, false));
        assertFalse(rules.wants(AuthAction.OTHER, Outcome.UNKNOWN, false));
        assertNull(rules.match(event(AuthAction.ELEVATE, Outcome.SUCCESS, "host=y")));
        assertNotNull(rules.match(event(AuthAction.ELEVATE, Outcome.SUCCESS, "host=x")));
    }

    @Test
    void wants_asksForSuspicion_whereARuleDoes() {
        RuleSet rules = rules("rules: {r: {when: {suspicious: true}}, s: {when: {action: login, suspicious: false}}}");
        assertFalse(rules.wants(AuthAction.ELEVATE, Outcome.SUCCESS, false));
        assertTrue(rules.wants(AuthAction.ELEVATE, Outcome.SUCCESS, true));
        assertTrue(rules.wants(AuthAction.LOGIN, Outcome.SUCCESS, false));
        AuthEvent suspicious = accepted("suspicious=true");
        assertEquals(List.of("r"), names(rules.match(suspicious)));
        assertEquals(List.of("s"), names(rules.match(accepted())));
        assertEquals(
                List.of("r", "t"),
                names(rules("rules: {r: {when: {suspicious: 't*'}}, t: {when: {action: login}}}")
                        .match(suspicious)));
    }

    @Test
    void hostEntries_applyInFileOrder_andTheLaterWins() {
        RuleSet rules = rules("""
                rules:
                  a: {when: {action: login}, priority: low}
                  b: {when: {action: login}}
                hosts:
                  - {match: 'web-*', rules: {a: {priority: high}, b: off}, mute: true}
                  - {match: [web-1, WEB-2], rules: {a: {repeat: 5m}}}
                  - {match: web-2, rules: {b: {priority: low}}, mute: false}
                """);
        Match web3 = rules.match(accepted("host=web-3"));
        assertEquals(List.of("a"), names(web3));
        assertEquals(Priority.HIGH, web3.rules().get(0).priority());
        assertTrue(web3.muted());
        Match web2 = rules.match(accepted("host=web-2"));
        assertEquals(List.of("a", "b"), names(web2));
        assertEquals("5m", Durations.text(web2.rules().get(0).repeat()));
        assertEquals(Priority.HIGH, web2.rules().get(0).priority());
        assertFalse(web2.muted());
        assertFalse(rules.muted("db"));
        assertTrue(rules.muted("Web-9"));
    }

    private static List<String> names(Match match) {
        return match.rules().stream().map(Rule::name).toList();
    }

    @Test
    void hostEntry_takesAddresses() {
        RuleSet rules = rules("rules: {a: {when: {action: login}}}\nhosts: [{match: 192.0.2.0/24, mute: true}]");
        assertTrue(rules.muted("192.0.2.77"));
        assertFalse(rules.muted("198.51.100.1"));
    }

    @Test
    void hostNames_withoutEnd_areForgotten_neverMixedUp() {
        RuleSet rules = rules("rules: {a: {when: {action: login}}}\nhosts: [{match: '*-m', mute: true}]");
        for (int i = 0; i < 200_000; i++) {
            assertEquals(i % 3 == 0, rules.muted("h" + i + (i % 3 == 0 ? "-m" : "-n")));
        }
    }

    @Test
    void explain_tellsEveryRule_inFileOrder() {
        RuleSet rules = rules("""
                lists: {office: [192.0.2.0/24]}
                rules:
                  z: {when: {action: login, outcome: failure}, count: 5, within: 2m, per: [host, source]}
                  y: {when: {action: login, user: [root, toor]}, unless: {source: office}}
                  x: {when: {action: elevate}}
                  w: {when: {action: login, target: root}}
                  v: off
                  u: {when: {action: login}}
                  t: {when: {action: login}, per: []}
                hosts:
                  - {match: web-1, rules: {u: off}}
                """);
        List<Verdict> verdicts = rules.explain(refused("user=root", "source=192.0.2.7"));
        assertEquals(
                List.of(
                        new Verdict(
                                "z",
                                true,
                                "action is login, outcome is failure; fires at 5 within 2m per host, source, told again after 1h"),
                        new Verdict("y", false, "unless: source is office"),
                        new Verdict("x", false, "action is not elevate"),
                        new Verdict("w", false, "no target in this event, when wants root"),
                        new Verdict("v", false, "switched off"),
                        new Verdict("u", false, "switched off for this host"),
                        new Verdict(
                                "t",
                                true,
                                "action is login; fires at once per everything together, told again after 1h")),
                verdicts);
    }

    @Test
    void explain_neverRepeatsTheEvent() {
        String hostile = "\u202eevil\u001b[2J";
        RuleSet rules = RuleSet.builtIn();
        for (Verdict verdict : rules.explain(accepted("user=" + hostile, "host=" + hostile, "message=" + hostile))) {
            assertFalse(verdict.reason().contains("evil"), verdict.reason());
        }
    }

    @Test
    void rules_areTheSame_whereNothingThatDecidesChanged() {
        String base = """
                lists: {office: [192.0.2.0/24]}
                rules:
                  a: {when: {action: login}, unless: {source: office}}
                  b: {when: {action: login}, count: 5, within: 2m}
                  c: {when: {action: login}, count: 5, within: 2m, per: [source]}
                """;
        RuleSet old = rules(base);
        List<String> key = List.of("web-1", "root", "-");
        assertTrue(old.sameRule(rules(base + "# a comment\n"), "b", key));
        assertTrue(old.sameRule(rules(base.replace("192.0.2.0", "198.51.100.0")), "b", key));
        assertFalse(old.sameRule(rules(base.replace("192.0.2.0", "198.51.100.0")), "a", key));
        assertFalse(old.sameRule(rules("defaults: {repeat: 2h}\n" + base), "b", key));
        assertFalse(old.sameRule(rules(base.replace("  b:", "  d:")), "b", key));
        RuleSet web = rules(base + "hosts: [{match: 'web-*', rules: {b: {count: 4}, c: {priority: low}}}]");
        assertFalse(old.sameRule(web, "b", key));
        assertTrue(old.sameRule(web, "b", List.of("db-1", "root", "-")));
        assertFalse(old.sameRule(web, "c", List.of("192.0.2.7")));
        assertTrue(old.sameRule(rules(base + "hosts: [{match: 'web-*', mute: true}]"), "c", List.of("192.0.2.7")));
    }
}
