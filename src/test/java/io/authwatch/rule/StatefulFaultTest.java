package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of mistake in the keys that remember something, and the line that a person gets for it. */
class StatefulFaultTest {
    private static final String FIELDS = "action, outcome, host, peer, program, message, user, target, source, port,"
            + " domain, group, command, directory, method, key, tty, service, reason, suspicious";
    private static final String COUNTED = "count: 5, within: 2m";
    private static final String GOOD = "action: login, outcome: success";
    private static final String EXPECTED =
            ": write days, hours and a zone, such as \"mon-fri 08:00-18:00 Europe/Berlin\"";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // subnets
                rule(
                        "per: [host/24]",
                        "1:42: 'host/24' in 'per': only source and peer hold addresses, which have subnets"),
                rule(
                        "per: [source/0]",
                        "1:42: 'source/0' in 'per' is no subnet: write source/1 to source/128, such as source/24"),
                rule(
                        "per: [source/129]",
                        "1:42: 'source/129' in 'per' is no subnet: write source/1 to source/128, such as source/24"),
                rule(
                        "per: [source/]",
                        "1:42: 'source/' in 'per' is no subnet: write source/1 to source/128, such as source/24"),
                rule(
                        "per: [peer/a]",
                        "1:42: 'peer/a' in 'per' is no subnet: write peer/1 to peer/128, such as peer/24"),
                rule(
                        "per: [sorce/24]",
                        "1:42: unknown field 'sorce' in 'per': did you mean 'source'? (known: " + FIELDS + ")"),
                rule("per: [source/24, source/24]", "1:53: 'source/24' stands twice in 'per'"),
                // distinct
                rule("distinct: user", "1:9: rule 'r' has a 'distinct' but no 'count' of 2 or more"),
                rule(
                        "distinct: user, count: 1, within: 1m",
                        "1:9: rule 'r' has a 'distinct' but no 'count' of 2 or more"),
                rule(
                        "distinct: usr, " + COUNTED,
                        "1:46: unknown field 'usr' in 'distinct': did you mean 'user'? (known: " + FIELDS + ")"),
                rule("distinct: [user], " + COUNTED, "1:46: 'distinct' must be one text, not a list"),
                rule(
                        "distinct: source, per: [source], " + COUNTED,
                        "1:9: rule 'r' counts different source, but for each of its 'per' there is only one: source"),
                rule(
                        "distinct: source/24, per: [host, source], " + COUNTED,
                        "1:9: rule 'r' counts different source/24, but for each of its 'per' there is only one: host, source"),
                // forgive
                rule(
                        "forgive: {" + GOOD + ", same: [user]}",
                        "1:9: rule 'r' has a 'forgive' but no 'count' of 2 or more"),
                rule("forgive: {" + GOOD + "}, " + COUNTED, "1:45: 'forgive' has no 'same'"),
                rule(
                        "forgive: {same: [user]}, " + COUNTED,
                        "1:45: 'forgive' is empty: an empty condition would match every event"),
                rule(
                        "forgive: {" + GOOD + ", same: []}, " + COUNTED,
                        "1:85: 'same' in 'forgive' is an empty list: it needs a field at least, such as [source]"),
                rule(
                        "forgive: {" + GOOD + ", same: [usr]}, " + COUNTED,
                        "1:86: unknown field 'usr' in 'same' in 'forgive': did you mean 'user'? (known: " + FIELDS
                                + ")"),
                rule(
                        "forgive: {acton: login, same: [user]}, " + COUNTED,
                        "1:46: unknown field 'acton' in 'forgive': did you mean 'action'? (known: " + FIELDS + ")"),
                rule("forgive: on, " + COUNTED, "1:45: 'forgive' must be a mapping of names to values, not 'on'"),
                rule(
                        "forgive: {" + GOOD + ", same: [user]}, count: 1001, within: 1h",
                        "1:9: rule 'r' counts to 1001, with 'forgive' at most to 1000"),
                // first
                rule("remember: 90d", "1:9: rule 'r' has a 'remember' but no 'first'"),
                rule("learn: 7d", "1:9: rule 'r' has a 'learn' but no 'first'"),
                rule("first: host", "1:43: 'first' must be a list such as [a, b], not 'host'"),
                rule(
                        "first: [host], remember: 11y",
                        "1:61: '11y' is no duration in 'remember': write a number and a unit, such as 90s, 2m, 1h, 30d"),
                rule("first: [host], remember: 3651d", "1:61: 'remember' must be from 1s to 3650d, not '3651d'"),
                rule(
                        "first: [host], learn: 91d",
                        "1:9: rule 'r' has a longer 'learn' of 91d than its 'remember' of 90d: it would forget before it has learnt"),
                rule(
                        "first: [host], learn: 8d, remember: 7d",
                        "1:9: rule 'r' has a longer 'learn' of 8d than its 'remember' of 7d: it would forget before it has learnt"),
                // after
                rule("after: x", "1:43: 'after' must be a mapping of names to values, not 'x'"),
                rule("after: {rule: q, within: 1m}", "1:43: 'after' has no 'same'"),
                rule("after: {rule: q, same: [host]}", "1:43: 'after' has no 'within'"),
                rule("after: {within: 1m, same: [host]}", "1:43: 'after' has no 'rule'"),
                rule(
                        "after: {rule: q, within: 1m, same: []}",
                        "1:71: 'same' in 'after' is an empty list: it needs a field at least, such as [source]"),
                rule(
                        "after: {whithin: 1m, within: 1m, same: [host]}",
                        "1:43: 'after' has no 'rule'\nrules.yaml:1:44: unknown key 'whithin' in 'after': did you mean 'within'? (known: rule, within, same)"),
                rule("after: {rule: r, within: 1m, same: [host]}", "1:50: rule 'r' cannot come after itself"),
                rule("after: {rule: rr, within: 1m, same: [host]}", "1:50: unknown rule 'rr' in 'after' (known: r)"),
                mistake(
                        "rules: {guessing: off, r: {when: {action: login}, after: {rule: guessing, within: 1m, same: [host]}}}",
                        "1:65: rule 'guessing' is switched off, so that 'r' would never fire"),
                mistake(
                        "rules: {guessing: {when: {action: login}}, r: {when: {action: login}, after: {rule: gessing, within: 1m, same: [host]}}}",
                        "1:85: unknown rule 'gessing' in 'after': did you mean 'guessing'? (known: guessing, r)"),
                mistake(
                        "rules: {q: {when: {action: login}, count: 1001, within: 1m}, r: {when: {action: login}, after: {rule: q, within: 1m, same: [host]}}}",
                        "1:103: rule 'q' counts to 1001, one that others come after at most to 1000"),
                mistake(
                        "rules: {" + after("a", "b") + ", " + after("b", "c") + ", " + after("c", "b") + "}",
                        "1:122: 'after' goes round in a circle, so that none of them would ever fire: b after c after b"),
                // hours
                rule("hours: x", "1:43: unknown day 'x' in 'hours' (known: mon, tue, wed, thu, fri, sat, sun)"),
                rule(
                        "hours: mon-fry 08:00-18:00",
                        "1:43: unknown day 'fry' in 'hours': did you mean 'fri'? (known: mon, tue, wed, thu, fri, sat, sun)"),
                rule("hours: 08:00-25:00", "1:43: '25:00' in 'hours' is no time of day from 00:00 to 24:00"),
                rule("hours: 08:60-10:00", "1:43: '08:60' in 'hours' is no time of day from 00:00 to 24:00"),
                rule("hours: 08:00-08:00", "1:43: '08:00-08:00' begins and ends at the same time" + EXPECTED),
                rule("hours: 8-18", "1:43: '8-18' is no hours" + EXPECTED),
                rule(
                        "hours: 08:00-18:00 Europe/Berlin mon",
                        "1:43: '08:00-18:00 Europe/Berlin mon' is no hours" + EXPECTED),
                rule(
                        "hours: 08:00-18:00 Europe/Berln",
                        "1:43: unknown time zone 'Europe/Berln' in 'hours': did you mean 'Europe/Berlin'? (such as Europe/Berlin or UTC)"),
                rule("hours: []", "1:43: 'hours' must have 1 to 16 spans, not 0"),
                rule("hours: {}", "1:43: 'hours' has no 'not'" + EXPECTED),
                rule(
                        "hours: {no: mon, not: sat}",
                        "1:44: unknown key 'no' in 'hours': did you mean 'not'? (known: not)"),
                rule("hours: [[mon]]", "1:44: 'hours' must be one text, not a list"),
                // digest
                rule(
                        "digest: 15m, repeat: 1h",
                        "1:9: rule 'r' has both 'digest' and 'repeat': a digest is told at its own end"),
                rule(
                        "digest: never",
                        "1:44: 'never' is no duration in 'digest': write a number and a unit, such as 90s, 2m, 1h, 30d"),
                // hosts
                host(
                        "per: [source], " + COUNTED,
                        "hours: mon, within: 1h",
                        " cannot change 'hours', 'within': hosts share its windows, for its 'per' lacks 'host'"),
                host(
                        "per: [source], distinct: user, " + COUNTED,
                        "distinct: key",
                        " cannot change 'distinct': hosts share its windows, for its 'per' lacks 'host'"),
                host(
                        "first: [user]",
                        "learn: 7d",
                        " cannot change 'learn': hosts share what it has seen, for its 'first' lacks 'host'"),
                host(
                        "first: [host, user]",
                        "first: [user, host]",
                        " cannot change 'first' to one without 'host' in the same place: host, user"),
                host("priority: low", "first: [host]", " cannot change 'first': the rule itself has none"),
                host("priority: low", "remember: 7d", " has a 'remember' but no 'first'"),
                host(
                        "count: 2, within: 1m, distinct: user, per: [host]",
                        "count: 1",
                        " has a 'distinct' but no 'count' of 2 or more"),
                host("digest: 5m", "repeat: 1h", " has both 'digest' and 'repeat': a digest is told at its own end"),
                mistake(
                        "rules: {q: {when: {action: login}}, r: {when: {action: login}, after: {rule: q, within: 1m, same: [host]}}}\n"
                                + "hosts: [{match: x, rules: {r: {after: {rule: q, within: 2m, same: [host]}}, q: {count: 1001, within: 1m}}}]",
                        "2:28: rule 'r' of a host cannot change 'after': what fired on one host may be followed on another\n"
                                + "rules.yaml:2:77: rule 'q' of a host counts to 1001, one that others come after at most to 1000"));
    }

    private static String after(String rule, String earlier) {
        return rule + ": {when: {action: login}, after: {rule: " + earlier + ", within: 1m, same: [host]}}";
    }

    private static Arguments rule(String keys, String fault) {
        return mistake("rules: {r: {when: {action: login}, " + keys + "}}", fault);
    }

    private static Arguments host(String keys, String override, String fault) {
        String text = "rules: {r: {when: {action: login}, " + keys + "}}\nhosts: [{match: x, rules: {r: {" + override
                + "}}}]";
        return mistake(text, "2:28: rule 'r' of a host" + fault);
    }

    private static Arguments mistake(String text, String fault) {
        return Arguments.of(text, fault);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_givesItsLine(String text, String fault) {
        RuleFileException refused = assertThrows(RuleFileException.class, () -> RuleFile.read("rules.yaml", text));
        assertEquals("rules.yaml:" + fault, refused.getMessage());
    }
}
