package io.authwatch.rule;

import static io.authwatch.testkit.SampleEvents.accepted;
import static io.authwatch.testkit.SampleEvents.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A thousand rules must not cost a hundred times what ten cost. What is counted is rules tried, not time. */
class RuleIndexTest {
    private static final int FEW = 10;
    private static final int MANY = 1_000;

    private static List<Rule> rules(int count, IntFunction<String> when) {
        StringBuilder text = new StringBuilder("rules:\n");
        for (int i = 0; i < count; i++) {
            text.append("  r")
                    .append(i)
                    .append(": {when: {")
                    .append(when.apply(i))
                    .append("}}\n");
        }
        return RuleFile.read("rules.yaml", text.toString()).rules();
    }

    private static void assertFlat(IntFunction<String> when, AuthEvent event) {
        int few = tried(rules(FEW, when), event);
        int many = tried(rules(MANY, when), event);
        assertTrue(many <= 3 * few, "of 1,000 rules " + many + " are tried, of 10 " + few);
    }

    private static int tried(List<Rule> rules, AuthEvent event) {
        return Math.max(1, new RuleIndex(rules).candidates(event).length);
    }

    @Test
    void rulesOfUsers_areFoundByTheUser() {
        assertFlat(i -> "action: login, user: user-" + i, accepted("user=user-7"));
        assertFlat(i -> "action: login, user: [user-" + i + ", other-" + i + "]", accepted("user=other-3"));
        assertFlat(i -> "user: user-" + i, refused("user=nobody"));
    }

    @Test
    void rulesOfHosts_areFoundByTheHost_withoutCase() {
        assertFlat(i -> "host: web-" + i + ".example", accepted("host=WEB-5.example"));
        assertEquals(1, tried(rules(MANY, i -> "host: web-" + i), accepted("host=WEB-900")));
    }

    @Test
    void rulesOfNetworks_areFoundByTheAddress() {
        IntFunction<String> networks = i -> "source: 10." + i / 250 + "." + i % 250 + ".0/24";
        assertFlat(networks, accepted("source=10.3.7.9"));
        assertEquals(1, new RuleIndex(rules(MANY, networks)).candidates(accepted("source=10.3.7.9")).length);
    }

    @Test
    void rulesOfOtherActions_areNotTried() {
        assertFlat(i -> "action: elevate, user: '*" + i + "'", accepted("user=root"));
    }

    @Test
    void whatIsLeftOut_neverMatches() {
        SplittableRandom random = new SplittableRandom(20261128);
        String[] tests = {
            "action: login",
            "action: elevate",
            "outcome: failure",
            "user: root",
            "user: [root, alice]",
            "user: 'r*'",
            "source: 192.0.2.0/24",
            "source: [192.0.2.7, 198.51.100.0/25]",
            "source: '192.*'",
            "host: Web-1",
            "method: password",
            "user: /o+t/",
            "suspicious: true",
            "source: [192.0.2.9, '*.1']"
        };
        List<Rule> rules = rules(200, i -> twoOf(tests, random));
        RuleIndex index = new RuleIndex(rules);
        int matched = 0;
        for (String user : List.of("root", "alice", "bob")) {
            for (String source : List.of("192.0.2.7", "192.0.2.9", "198.51.100.1", "2001:db8::1")) {
                for (AuthEvent event : List.of(
                        accepted("user=" + user, "source=" + source, "host=WEB-1"),
                        refused("user=" + user, "source=" + source, "method=password"),
                        accepted("user=" + user))) {
                    matched += assertSame(rules, index, event);
                }
            }
        }
        assertTrue(matched > 500, "only " + matched + " matches were compared");
    }

    private static String twoOf(String[] tests, SplittableRandom random) {
        String one = tests[random.nextInt(tests.length)];
        String other = tests[random.nextInt(tests.length)];
        String field = one.substring(0, one.indexOf(':'));
        return other.startsWith(field) ? one : one + ", " + other;
    }

    private static int assertSame(List<Rule> rules, RuleIndex index, AuthEvent event) {
        List<Integer> expected = new ArrayList<>();
        for (int place = 0; place < rules.size(); place++) {
            if (rules.get(place).matches(event)) {
                expected.add(place);
            }
        }
        List<Integer> found = new ArrayList<>();
        for (int place : index.candidates(event)) {
            if (rules.get(place).matches(event)) {
                found.add(place);
            }
        }
        assertEquals(expected, found, event.toString());
        return expected.size();
    }
}
