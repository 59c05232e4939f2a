package io.authwatch.rule;

import static io.authwatch.rule.RuleFaultTest.FIELDS;
import static io.authwatch.rule.RuleFaultTest.mistake;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of mistake in recipients, messages and tests, and the line that a person gets for it. */
class TellingFaultTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                // recipients
                mistake(
                        "recipients: {ops: {sond: siren}}\nrules: {r: {when: {action: login}}}",
                        "1:20: unknown key 'sond' in recipient 'ops': did you mean 'sound'? (known: device, sound, title)"),
                mistake(
                        "recipients: {ops: {sound: Siren!}}\nrules: {r: {when: {action: login}}}",
                        "1:27: unknown sound 'Siren!': did you mean 'siren'? (known: pushover, bike, bugle, cashregister,"
                                + " classical, cosmic, falling, gamelan, incoming, intermission, magic, mechanical,"
                                + " pianobar, siren, spacealarm, tugboat, alien, climb, persistent, echo, updown,"
                                + " vibrate, none)"),
                mistake(
                        "recipients: {ops: {device: my phone}}\nrules: {r: {when: {action: login}}}",
                        "1:28: 'my phone' is no device: letters, digits, '-' and '_', at most 25"),
                mistake(
                        "recipients: {ops: {title: " + "x".repeat(51) + "}}\nrules: {r: {when: {action: login}}}",
                        "1:27: 'title' is longer than 50 characters"),
                mistake(
                        "recipients: {ops: {title: \"a\\nb\"}}\nrules: {r: {when: {action: login}}}",
                        "1:27: 'title' must not hold control characters"),
                mistake(
                        "recipients: {'o p': {}}\nrules: {r: {when: {action: login}}}",
                        "1:14: 'o p' is no name for a recipient: letters, digits, '-', '_' and '.', at most 64"),
                mistake(
                        "recipients: {ops: {}, OPS: {}}\nrules: {r: {when: {action: login}}}",
                        "1:23: 'OPS' is the same name as 'ops': case, '-', '_' and '.' make no difference"),
                mistake(
                        "recipients: [ops]\nrules: {r: {when: {action: login}}}",
                        "1:13: 'recipients' must be a mapping of names to values, not a list"),
                mistake(
                        "rules: {r: {when: {action: login}, to: {a: b}}}",
                        "1:40: a name in 'to' must be one text, not a mapping"),
                mistake("rules: {r: {when: {action: login}, to: [a, A]}}", "1:44: 'A' stands twice in 'to'"),
                mistake(
                        "rules: {r: {when: {action: login}, to: [a, b, c, d, e, f, g, h, i, j, k]}}",
                        "1:40: 'to' has more than 10 recipients"),
                // message
                mistake(
                        "rules: {r: {when: {action: login}, message: '{usr} was here'}}",
                        "1:45: unknown field 'usr' in 'message': did you mean 'user'? (known: " + FIELDS
                                + ", rule, count, within, followed, total, why, priority, time)"),
                mistake(
                        "rules: {r: {when: {action: login}, message: 'a {user'}}",
                        "1:45: 'message' has a '{' without its partner: a brace itself is written twice, '{{'"),
                mistake(
                        "rules: {r: {when: {action: login}, message: 'a } b'}}",
                        "1:45: 'message' has a '}' without its partner: a brace itself is written twice, '}}'"),
                mistake("rules: {r: {when: {action: login}, message: ' '}}", "1:45: 'message' is blank"),
                mistake(
                        "rules: {r: {when: {action: login}, message: \"a\\nb\"}}",
                        "1:45: 'message' must not hold control characters"),
                mistake(
                        "rules: {r: {when: {action: login}, message: {text: \"a\\tb\"}}}",
                        "1:52: 'text' of 'message' must not hold control characters but LF"),
                mistake(
                        "rules: {r: {when: {action: login}, message: {body: a}}}",
                        "1:46: unknown key 'body' in 'message' (known: title, text)"),
                mistake(
                        "rules: {r: {when: {action: login}, message: {}}}",
                        "1:45: 'message' is empty: it needs 'title' or 'text'"),
                mistake(
                        "rules: {r: {when: {action: login}, message: [a]}}",
                        "1:45: 'message' must be one text, not a list"),
                // tests
                mistake(
                        "rules: {r: {when: {action: login}}}\ntests: [{fires: [r]}]",
                        "2:9: a test needs either 'line' or 'lines'"),
                mistake("rules: {r: {when: {action: login}}}\ntests: [{line: a}]", "2:9: a test has no 'fires'"),
                mistake(
                        "rules: {r: {when: {action: login}}}\ntests: [{line: a, fires: true}]",
                        "2:26: 'fires' must be a list of rules such as [a, b], not 'true'"),
                mistake(
                        "rules: {r: {when: {action: login}, tests: [{line: a, fires: yes}]}}",
                        "1:61: 'fires' must be a list of rules such as [a, b], true or false, not 'yes'"),
                mistake(
                        "rules: {root: {when: {action: login}}}\ntests: [{line: a, fires: [rot]}]",
                        "2:27: unknown rule 'rot' in 'fires': did you mean 'root'? (known: root)"),
                mistake(
                        "rules: {r: {when: {action: login}}}\ntests: [{line: a, fire: []}]",
                        "2:9: a test has no 'fires'\nrules.yaml:2:19: unknown key 'fire' in a test:"
                                + " did you mean 'fires'? (known: line, lines, times, after, host, at, fires)"),
                mistake(
                        "rules: {r: {when: {action: login}}}\ntests: [{lines: [], fires: []}]",
                        "2:17: 'lines' is an empty list: nothing would be tested"),
                mistake(
                        "rules: {r: {when: {action: login}}}\ntests: [{lines: [{after: 1m}], fires: []}]",
                        "2:18: one of 'lines' has no 'line'"),
                mistake(
                        "rules: {r: {when: {action: login}}}\ntests: [{line: a, times: 0, fires: []}]",
                        "2:26: 'times' must be a whole number from 1 to 1000, not '0'"),
                mistake(
                        "rules: {r: {when: {action: login}}}\ntests: [{line: a, at: noon, fires: []}]",
                        "2:23: 'noon' is no time: write it as 2026-11-23T03:00:00Z or …+01:00"),
                mistake(
                        "rules: {r: {when: {action: login}}}\nhosts: [{match: x, rules: {r: {tests: []}}}]",
                        "2:32: unknown key 'tests' in rule 'r' of a host (known: when, unless, hours, count, within,"
                                + " distinct, forgive, first, remember, learn, after, absent, per, repeat, digest,"
                                + " priority, to, message)"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_givesItsLine(String text, String fault) {
        RuleFileException refused = assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", text));
        assertEquals("rules.yaml:" + fault, refused.getMessage());
    }
}
