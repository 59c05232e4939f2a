package io.authwatch.rule.logcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many rules at the cost of few, and no line that costs more than it may. */
class LogcheckRulesTest {
    private static final String HEAD = "^(\\w{3} [ :[:digit:]]{11}|[0-9T:.+-]{32}) [._[:alnum:]-]+ ";
    private static final String OLD_HEAD = "^\\w{3} [ :0-9]{11} [._[:alnum:]-]+ ";
    private static final String STAMP = "Nov 23 03:27:13 vm ";
    private static final String ISO = "2026-11-23T03:27:13.428965+00:00 vm ";
    /** A hostile line may take so long; the best of several counts, for the machine is shared. */
    private static final long HOSTILE_NANOS_MAX = 5_000_000;

    private static LogcheckRules rules(String text) {
        return LogcheckRules.read(Map.of("rules", text));
    }

    private static String place(LogcheckRules rules, String line) {
        LogcheckRule rule = rules.match(LogLine.of(line), tried -> {});
        return rule == null ? "" : rule.place();
    }

    @Test
    void blankLinesAndComments_areNoRules() {
        LogcheckRules rules = rules("# a\n\n \t\n^b$\n #c\n");
        assertEquals(2, rules.size());
        assertEquals("rules:4", place(rules, "b"));
        assertEquals("rules:5", place(rules, "x #c"));
        assertEquals("", place(rules, "# a"));
        assertNull(LogcheckRules.NONE.match(LogLine.of(""), tried -> {}));
    }

    @Test
    void rulesAfterTheUsualHeaders_matchTheRestAlone() {
        LogcheckRules rules =
                rules(HEAD + "a: one$\n" + OLD_HEAD + "a: two$\n" + HEAD + "\\<a: three\n" + HEAD + "^a: four$");
        assertEquals("rules:1", place(rules, STAMP + "a: one"));
        assertEquals("rules:1", place(rules, ISO + "a: one"));
        assertEquals("", place(rules, STAMP + "b a: one"));
        assertEquals("rules:2", place(rules, STAMP + "a: two"));
        assertEquals("", place(rules, ISO + "a: two"));
        assertEquals("rules:3", place(rules, STAMP + "a: three and more"));
        assertEquals("", place(rules, STAMP + "a: four"));
    }

    @Test
    void fixedTextInTheHeader_isNotTheRulesOwn() {
        LogcheckRules rules = rules(HEAD + "a: .*frobbed$");
        assertEquals("", place(rules, "Nov 23 03:27:13 frobbed a: x"));
        assertEquals("rules:1", place(rules, "Nov 23 03:27:13 frobbed a: frobbed"));
    }

    @Test
    void alternatives_areTakenEachByItself() {
        LogcheckRules rules = rules(HEAD + "frobd: | frobbed .*$|^alone$");
        assertEquals(1, rules.size());
        assertEquals("rules:1", place(rules, STAMP + "frobd: anything"));
        assertEquals("rules:1", place(rules, "who frobbed what"));
        assertEquals("rules:1", place(rules, "alone"));
        assertEquals("", place(rules, "not alone"));
    }

    @Test
    void carriageReturn_isToldOf() {
        assertEquals(
                "it ends with a carriage return, which no line does",
                rules("a\r\n").leftOut().get(0).reason());
    }

    @Test
    void tooManyRules_areLeftOut() {
        LogcheckRules bare = rules("a.b\n".repeat(101));
        assertEquals(100, bare.size());
        assertEquals(
                "more than 100 rules in which fewer than 4 octets in a row are fixed",
                bare.leftOut().get(0).reason());
        LogcheckRules many = rules("frobbed\n".repeat(10_001));
        assertEquals(10_000, many.size());
        assertEquals("more than 10000 rules", many.leftOut().get(0).reason());
        LogcheckRules large = rules("frobbed{3000}\n".repeat(400));
        assertEquals(332, large.size());
        assertEquals(
                "all rules together make more than 1000000 steps",
                large.leftOut().get(0).reason());
    }

    /** A thousand rules of one program: only the one whose text is there is tried. */
    @Test
    void manyRules_areNotTried() {
        LogcheckRules rules = rules(IntStream.range(1_000, 3_000)
                .mapToObj(i -> HEAD + "frobd\\[[[:digit:]]+\\]: .* widget " + i + " is done$")
                .collect(Collectors.joining("\n")));
        AtomicInteger tried = new AtomicInteger();
        LogcheckRule rule = rules.match(
                LogLine.of(STAMP + "frobd[17]: the widget 2345 is to do"), attempt -> tried.incrementAndGet());
        assertNull(rule);
        rule = rules.match(
                LogLine.of(STAMP + "frobd[17]: the widget 2345 is done"), attempt -> tried.incrementAndGet());
        assertNotNull(rule);
        assertEquals("rules:1346", rule.place());
        assertTrue(tried.get() <= 4, "rules tried: " + tried);
    }

    @Test
    void statesBeyondTheRoom_decideAlike() {
        String rule = "x[ab]*a[ab]{14}y";
        LogcheckRules rules = rules(rule);
        Nfa nfa = compiled(rule);
        LazyDfa automaton = new LazyDfa(nfa, true, new LazyDfa.Room(100_000));
        Random random = new Random(4);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder letters = new StringBuilder();
            random.ints(40, 0, 2).forEach(letter -> letters.append((char) ('a' + letter)));
            boolean expected = letters.charAt(25) == 'a';
            byte[] line = ("x" + letters + "y").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            int left = automaton.run(line, 0, line.length, LogcheckLimits.WORK_MAX);
            assertEquals(expected, left == LazyDfa.MATCHES, letters.toString());
            assertEquals(expected, !place(rules, "x" + letters + "y").isEmpty(), letters.toString());
        }
        assertTrue(automaton.states() < 1_000, "states kept: " + automaton.states());
    }

    private static Nfa compiled(String rule) {
        try {
            return Nfa.of(EreReader.read(rule), true);
        } catch (EreFault fault) {
            throw new AssertionError(fault);
        }
    }

    @Test
    void states_areBounded() {
        LazyDfa automaton = new LazyDfa(compiled("x[ab]*a[ab]{14}y"), true, new LazyDfa.Room(Integer.MAX_VALUE));
        byte[] line = new byte[60_000];
        new Random(5).ints(line.length, 0, 2).forEach(new java.util.function.IntConsumer() {
            private int at;

            @Override
            public void accept(int letter) {
                line[at++] = (byte) (at == 1 ? 'x' : 'a' + letter);
            }
        });
        assertEquals(LazyDfa.TOO_MUCH, automaton.run(line, 0, line.length, LogcheckLimits.WORK_MAX));
        assertTrue(automaton.states() <= LogcheckLimits.STATES_MAX + 1, "states kept: " + automaton.states());
    }

    @Test
    void hostileLines_costNoMoreThanTheyMay() {
        String texts = IntStream.range(1_000, 2_000)
                .mapToObj(i -> HEAD + "frobd: .*a.{" + i % 50 + "}[ab]+ text " + i + " .*[[:alpha:]]+.*z$")
                .collect(Collectors.joining("\n"));
        LogcheckRules rules = rules(
                texts + "\n" + HEAD + "x{2,900}(y|x*)*z$\n[ab]*a[ab]{200}c\nx.*y.*z.*w\n" + HEAD + "frobd: a{4}b");
        String many = IntStream.range(1_000, 2_000).mapToObj(i -> " text " + i).collect(Collectors.joining());
        Random random = new Random(6);
        StringBuilder noise = new StringBuilder();
        random.ints(60_000, 0, 96).forEach(octet -> noise.append((char) (' ' + octet)));
        StringBuilder letters = new StringBuilder();
        random.ints(60_000, 0, 2).forEach(letter -> letters.append((char) ('a' + letter)));
        for (String hostile : new String[] {
            "a".repeat(60_000),
            letters.toString(),
            noise.toString(),
            "x".repeat(60_000),
            "xyzaaaa".repeat(8_500),
            "\0".repeat(60_000),
            many.repeat(6),
            "aaaaaa" + many.repeat(6),
            "é".repeat(30_000)
        }) {
            for (String head : new String[] {"", STAMP + "frobd: ", STAMP}) {
                LogLine line = LogLine.of(head + hostile);
                long best = Long.MAX_VALUE;
                for (int i = 0; i < 25 && best > HOSTILE_NANOS_MAX / 4; i++) {
                    long before = System.nanoTime();
                    rules.match(line, tried -> {});
                    best = Math.min(best, System.nanoTime() - before);
                }
                String what = best / 1_000 + " µs for " + head + hostile.substring(0, 10);
                assertTrue(best < HOSTILE_NANOS_MAX, what);
            }
        }
    }

    /** A line that costs too much is one that no rule matches: what is not looked at must not be hidden. */
    @Test
    void lineThatCostsTooMuch_isNotIgnored() {
        LogcheckRules rules = rules("start.*(x|y)*.*end$");
        assertEquals("rules:1", place(rules, "start" + "x".repeat(8_000) + "end"));
        assertEquals("", place(rules, "start" + "x".repeat(100_000) + "end"));
    }
}
