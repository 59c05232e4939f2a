package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of mistake, and the line that a person gets for it. */
class RuleFaultTest {
    private static final String ACTIONS = "other, login, login-step, login-detail, lockout, connect, connect-closed,"
            + " connect-refused, source-penalty, login-timeout, probe, negotiate-failed, protocol-error, dns-mismatch,"
            + " session-start, session-end, subsystem, elevate, user-create, user-change, user-delete, group-create,"
            + " group-change, group-delete, group-member-add, group-member-remove, password-change, crontab-change,"
            + " cron-run, service-start, service-error, log-loss, repeated, continuation, host-moved";
    static final String FIELDS = "action, outcome, host, peer, program, message, user, target, source, port,"
            + " domain, group, command, directory, method, key, tty, service, reason, suspicious";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // the file
                mistake("", "1:1: the file is empty: it needs 'rules'"),
                mistake("# nothing\n", "1:1: the file is empty: it needs 'rules'"),
                mistake("rules", "1:1: a rule file must be a mapping of names to values, not 'rules'"),
                mistake("lists: {}", "1:1: the file has no 'rules'"),
                mistake("rules: {}", "1:8: 'rules' is empty: nothing would ever be told"),
                mistake("rules: [a]", "1:8: 'rules' must be a mapping of names to values, not a list"),
                mistake("rules:\n", "1:7: 'rules' must be a mapping of names to values, not nothing"),
                mistake(
                        "rulez: {r: {when: {action: login}}}\nrules: {r: {when: {action: login}}}",
                        "1:1: unknown key 'rulez' in a rule file: did you mean 'rules'? (known: lists, recipients, defaults, ignore, rules, hosts, tests)"),
                mistake(
                        "rules: {r: {when: {action: login}}",
                        "1:35: not valid YAML: expected ',' or '}', but got <stream end>"),
                mistake(
                        "rules: {r: {when: {action: login}}}\n---\nrules: {}",
                        "2:1: a second document: a rule file is one document"),
                mistake(
                        "rules: &a {r: {when: {action: login}}}",
                        "1:8: anchors (&name) are not allowed: write the value out, or use a list"),
                mistake(
                        "rules: !x {r: {when: {action: login}}}",
                        "1:8: tags (!name) are not allowed: a text that begins with ! needs quotes"),
                mistake("rules: {r: {when: {action: login}}}\n? [a]\n: b", "2:3: a key must be a word, not a list"),
                mistake(
                        "rules:\n  r: {when: {action: login}}\n  r: off",
                        "3:3: 'r' stands here a second time, first at line 2"),
                mistake(
                        "rules: {r: {when: {user: \"a\\0b\", user: c}}}",
                        "1:34: 'user' stands here a second time, first at line 1"),
                mistake("rules: {r: {when: {user: a\u0007}}}", "1:27: this character is not allowed in YAML: U+0007"),
                // words
                mistake(
                        "rules:\n  r:\n    when: {usr: root}",
                        "3:12: unknown field 'usr' in 'when': did you mean 'user'? (known: " + FIELDS + ")"),
                mistake(
                        "rules: {r: {when: {action: login}, unless: {zzzzzzz: x}}}",
                        "1:45: unknown field 'zzzzzzz' in 'unless' (known: " + FIELDS + ")"),
                mistake(
                        "rules: {r: {when: {action: logn}}}",
                        "1:28: unknown action 'logn': did you mean 'login'? (known: " + ACTIONS + ")"),
                mistake(
                        "rules: {r: {when: {action: [login, elvate]}}}",
                        "1:36: unknown action 'elvate': did you mean 'elevate'? (known: " + ACTIONS + ")"),
                mistake(
                        "rules: {r: {when: {outcome: fail}}}",
                        "1:29: unknown outcome 'fail': did you mean 'failure'? (known: success, failure, unknown)"),
                mistake(
                        "rules: {r: {when: {outcome: failed}}}",
                        "1:29: unknown outcome 'failed': did you mean 'failure'? (known: success, failure, unknown)"),
                mistake(
                        "rules: {r: {when: {suspicious: yes}}}",
                        "1:32: unknown value of suspicious 'yes' (known: true, false)"),
                mistake(
                        "rules: {r: {when: {suspicious: 'y*'}}}",
                        "1:32: 'y*' matches no suspicious (known: true, false)"),
                mistake("rules: {r: {when: {action: 'x*'}}}", "1:28: 'x*' matches no action (known: " + ACTIONS + ")"),
                mistake(
                        "rules: {r: {when: {action: login}, prio: high}}",
                        "1:36: unknown key 'prio' in rule 'r': did you mean 'priority'? (known: when, unless, hours, count, within, distinct, forgive, first, remember, learn, after, absent, per, repeat, digest, priority, to, message, tests)"),
                mistake(
                        "rules: {r: {when: {action: login}, repat: 1h}}",
                        "1:36: unknown key 'repat' in rule 'r': did you mean 'repeat'?"
                                + " (known: when, unless, hours, count, within, distinct, forgive, first, remember, learn, after, absent, per, repeat, digest, priority, to, message, tests)"),
                mistake(
                        "defaults: {count: 3}\nrules: {r: {when: {action: login}}}",
                        "1:12: unknown key 'count' in 'defaults' (known: per, repeat, priority)"),
                mistake(
                        "rules: {r: {when: {action: login}, priority: hihg}}",
                        "1:46: unknown priority 'hihg': did you mean 'high'? (known: lowest, low, normal, high, emergency)"),
                mistake(
                        "rules: {r: {when: {action: login}, priority: 3}}",
                        "1:46: unknown priority '3' (known: lowest, low, normal, high, emergency)"),
                mistake(
                        "rules: {r: {when: {action: login}, per: [host, usr]}}",
                        "1:48: unknown field 'usr' in 'per': did you mean 'user'? (known: " + FIELDS + ")"),
                // conditions
                mistake("rules: {r: {}}", "1:9: rule 'r' has no 'when'"),
                mistake("rules: {r: }", "1:11: rule 'r' must be a mapping of names to values, not nothing"),
                mistake("rules: {r: on}", "1:12: rule 'r' must be a mapping of names to values, not 'on'"),
                mistake("rules: {r: {when: {}}}", "1:19: 'when' is empty: an empty condition would match every event"),
                mistake("rules: {r: {when: login}}", "1:19: 'when' must be a mapping of names to values, not 'login'"),
                mistake("rules: {r: {when: {user: }}}", "1:25: 'user' in 'when' has no value"),
                mistake(
                        "rules: {r: {when: {user: []}}}",
                        "1:26: 'user' in 'when' is an empty list, which nothing matches"),
                mistake("rules: {r: {when: {user: {a: b}}}}", "1:26: 'user' in 'when' must be one text, not a mapping"),
                mistake(
                        "rules: {r: {when: {user: *admin}}}",
                        "1:26: '*admin' is an alias, and aliases are not allowed:"
                                + " a text that begins with * needs quotes, as in \"*admin\""),
                mistake(
                        "rules:\n  r:\n    when: {action: login, host: *}",
                        "3:33: a text that begins with * needs quotes, as in \"*\" or \"*-web\""),
                mistake(
                        "rules:\n  r:\n    when:\n      host: *\n",
                        "4:13: a text that begins with * needs quotes, as in \"*\" or \"*-web\""),
                mistake(
                        "rules: {r: {when: {source: 192.0.2.300}}}",
                        "1:28: '192.0.2.300' is no address, network such as 192.0.2.0/24, or list (lists: none)"),
                mistake(
                        "lists: {office: [192.0.2.1]}\nrules: {r: {when: {source: ofice}, unless: {source: office}}}",
                        "2:28: 'ofice' is no address, network such as 192.0.2.0/24, or list:"
                                + " did you mean the list 'office'? (lists: office)"),
                mistake(
                        "lists: {office: [192.0.2.1, alice]}\nrules: {r: {when: {source: office}}}",
                        "1:29: 'alice' is no address, network such as 192.0.2.0/24, or list"
                                + " (list 'office', used in line 2) (lists: office)"),
                mistake(
                        "rules: {r: {when: {source: 192.0.2.1/24}}}",
                        "1:28: '192.0.2.1/24' has bits beyond its prefix: did you mean '192.0.2.0/24'?"),
                mistake(
                        "rules: {r: {when: {source: 192.0.2.0/33}}}",
                        "1:28: '192.0.2.0/33' is no address, network such as 192.0.2.0/24, or list (lists: none)"),
                mistake("rules: {r: {when: {port: ssh}}}", "1:26: 'ssh' is no port from 0 to 65535"),
                mistake(
                        "rules: {r: {when: {message: /a(/}}}",
                        "1:29: not a regular expression of RE2: missing closing )"),
                mistake(
                        "rules: {r: {when: {message: //}}}",
                        "1:29: an empty regular expression would match everything"),
                mistake(
                        "rules: {r: {when: {message: '/(a{50}){50}/'}}}",
                        "1:29: the counted repeats of a regular expression multiply to at most 1000"),
                mistake(
                        "rules: {r: {when: {message: '/(abc){400}/'}}}",
                        "1:29: too costly a regular expression: it compiles to 2002 instructions, at most 500"),
                mistake(
                        "rules: {r: {when: {message: /" + "a".repeat(501) + "/}}}",
                        "1:29: a regular expression has at most 500 characters"),
                mistake(
                        "rules: {r: {when: {user: " + "a".repeat(1001) + "}}}",
                        "1:26: 'user' in 'when' is longer than 1000 characters"),
                // numbers, durations
                mistake(
                        "rules: {r: {when: {action: login}, count: 0, within: 1m}}",
                        "1:43: 'count' must be a whole number from 1 to 10000, not '0'"),
                mistake(
                        "rules: {r: {when: {action: login}, count: 5.5, within: 1m}}",
                        "1:43: 'count' must be a whole number from 1 to 10000, not '5.5'"),
                mistake(
                        "rules: {r: {when: {action: login}, count: five, within: 1m}}",
                        "1:43: 'count' must be a whole number from 1 to 10000, not 'five'"),
                mistake(
                        "rules: {r: {when: {action: login}, count: 99999999999, within: 1m}}",
                        "1:43: 'count' must be a whole number from 1 to 10000, not '99999999999'"),
                mistake("rules: {r: {when: {action: login}, count: 5}}", "1:9: rule 'r' has a 'count' but no 'within'"),
                mistake(
                        "rules: {r: {when: {action: login}, within: 5m}}",
                        "1:9: rule 'r' has a 'within' but no 'count'"),
                mistake(
                        "rules: {r: {when: {action: login}, repeat: 90}}",
                        "1:44: '90' is no duration in 'repeat': write a number and a unit, such as 90s, 2m, 1h, 30d"),
                mistake(
                        "rules: {r: {when: {action: login}, repeat: 30m1h}}",
                        "1:44: '30m1h' is no duration in 'repeat': write a number and a unit, such as 90s, 2m, 1h, 30d"),
                mistake(
                        "rules: {r: {when: {action: login}, repeat: 0s}}",
                        "1:44: 'repeat' must be from 1s to 30d, not '0s'"),
                mistake(
                        "rules: {r: {when: {action: login}, repeat: 31d}}",
                        "1:44: 'repeat' must be from 1s to 30d, not '31d'"),
                mistake(
                        "rules: {r: {when: {action: login}, repeat: off}}",
                        "1:44: 'off' is no duration in 'repeat': write a number and a unit, such as 90s, 2m, 1h, 30d"),
                mistake(
                        "rules: {r: {when: {action: login}, per: host}}",
                        "1:41: 'per' must be a list such as [a, b], not 'host'"),
                mistake("rules: {r: {when: {action: login}, per: [host, host]}}", "1:48: 'host' stands twice in 'per'"),
                mistake(
                        "rules: {r: {when: {action: login}, per: [action, outcome, host, peer, program, user, key, tty, port]}}",
                        "1:41: 'per' has more than 8 fields"),
                // names and lists
                mistake(
                        "rules: {'a b': {when: {action: login}}}",
                        "1:9: 'a b' is no name for a rule: letters, digits, '-', '_' and '.', at most 64"),
                mistake(
                        "lists: {\"l\\nx\": [a]}\nrules: {r: {when: {action: login}}}",
                        "1:9: 'l?x' is no name for a list: letters, digits, '-', '_' and '.', at most 64"),
                mistake(
                        "lists: {l: a}\nrules: {r: {when: {user: l}}}",
                        "1:12: list 'l' must be a list such as [a, b], not 'a'"),
                mistake(
                        "lists: {l: [[a]]}\nrules: {r: {when: {user: l}}}",
                        "1:13: a member of list 'l' must be one text, not a list"),
                // hosts
                mistake(
                        "rules: {guessing: {when: {action: login}}}\nhosts:\n  - {match: x, rules: {gessing: off}}",
                        "3:24: unknown rule 'gessing': did you mean 'guessing'? (known: guessing)"),
                mistake(
                        "rules: {r: {when: {action: login}}}\nhosts: [{mute: true}]",
                        "2:9: an entry of 'hosts' has no 'match'"),
                mistake(
                        "rules: {r: {when: {action: login}}}\nhosts: {match: x}",
                        "2:8: 'hosts' must be a list such as [a, b], not a mapping"),
                mistake(
                        "rules: {r: {when: {action: login}}}\nhosts: [{match: x, mute: yes}]",
                        "2:26: 'mute' must be true or false, not 'yes'"),
                mistake(
                        "rules: {r: {when: {action: login}}}\nhosts: [{match: x, mut: true}]",
                        "2:20: unknown key 'mut' in an entry of 'hosts': did you mean 'mute'? (known: match, rules, mute, to)"),
                mistake(
                        "rules: {r: {when: {action: login}}}\nhosts: [{match: x, rules: {r: on}}]",
                        "2:31: rule 'r' of a host, unless it is off, must be a mapping of names to values, not 'on'"),
                mistake(
                        "rules: {r: {when: {action: login}}}\nhosts: [{match: x, rules: {r: {count: 2}}}]",
                        "2:28: rule 'r' of a host has a 'count' but no 'within'"),
                mistake(
                        "rules: {r: {when: {action: login}, count: 2, within: 1m, per: [source]}}\n"
                                + "hosts: [{match: x, rules: {r: {count: 3}}}]",
                        "2:28: rule 'r' of a host cannot change 'count': hosts share its windows, for its 'per' lacks 'host'"),
                mistake(
                        "rules: {r: {when: {action: login}}}\nhosts: [{match: x, rules: {r: {per: [user, host]}}}]",
                        "2:28: rule 'r' of a host cannot change 'per' to one without 'host' in the same place: host, user, source"),
                mistake(
                        "rules: {r: off}\nhosts: [{match: x, rules: {r: {repeat: 3m}}}]",
                        "2:28: rule 'r' of a host is switched off in 'rules': there is nothing to change"),
                mistake(
                        "rules: {r: {when: {action: login}}}\nhosts: [{match: *-web, mute: true}]",
                        "2:17: '*-web' is an alias, and aliases are not allowed:"
                                + " a text that begins with * needs quotes, as in \"*-web\""),
                // absent
                mistake(
                        "rules: {r: {absent: 1h, when: {action: login}}}",
                        "1:25: rule 'r' has 'absent', beside which there is no 'when'"
                                + " (but: absent, per, repeat, priority, to, message, tests)"),
                mistake(
                        "rules: {r: {absent: 1h, per: [host, user]}}",
                        "1:30: rule 'r' has 'absent', so its 'per' can only be [host]"),
                mistake(
                        "rules: {r: {absent: soon}}",
                        "1:21: 'soon' is no duration in 'absent': write a number and a unit, such as 90s, 2m, 1h, 30d"),
                mistake(
                        "rules: {r: {absent: 1h}}\nhosts: [{match: x, rules: {r: {unless: {user: x}}}}]",
                        "2:32: rule 'r' of a host has 'absent', and cannot change 'unless'"),
                mistake(
                        "rules: {r: {when: {action: login}}}\nhosts: [{match: x, rules: {r: {absent: 2h}}}]",
                        "2:32: rule 'r' of a host has a 'when', beside which there is no 'absent'"));
    }

    static Arguments mistake(String text, String fault) {
        return Arguments.of(text, fault);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_givesItsLine(String text, String fault) {
        RuleFileException refused = assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", text));
        assertEquals("rules.yaml:" + fault, refused.getMessage());
    }

    @Test
    void rulesAreAsManyAsTheLimit_andNoMore() {
        String one = "  r%d: {when: {action: login}}\n";
        String most =
                IntStream.range(0, 5_000).mapToObj(one::formatted).collect(Collectors.joining("", "rules:\n", ""));
        RuleFile.read("rules.yaml", most);
        RuleFileException refused =
                assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", most + one.formatted(5_000)));
        assertEquals("rules.yaml:2:3: more than 5000 rules", refused.getMessage());
    }
}
