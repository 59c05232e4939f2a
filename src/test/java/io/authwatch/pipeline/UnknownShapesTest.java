package io.authwatch.pipeline;

import static io.authwatch.pipeline.Lanes.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.pipeline.UnknownShape.Order;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.wire.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnknownShapesTest {
    private static final Origin ORIGIN = new Origin.Tcp("192.0.2.10");

    private final List<String> limits = new ArrayList<>();
    private final Memory memory = new Memory(Lanes.settings(RuleSet.builtIn()), "here", 10, new Happenings() {
        @Override
        public void limitHit(String limit) {
            limits.add(limit);
        }
    });

    private void arrive(RuleSet rules, Instant at, String... lines) {
        memory.committed(Lanes.read(rules, ORIGIN, at, lines));
    }

    private static String line(String host, String text) {
        return "<38>Nov 23 12:00:00 " + host + " " + text;
    }

    @Test
    void unknownLines_areCountedByProgramAndShape() {
        arrive(
                RuleSet.builtIn(),
                NOON,
                line("web-1", "sshd-session[7]: never heard of 17"),
                line("web-1", "sshd[7]: never heard of 18"),
                line("web-1", "sshd[7]: Failed password for root from 192.0.2.7 port 22 ssh2"),
                line("web-1", "sshd[7]: Connection closed by 192.0.2.7 port 22"),
                line("web-1", "frobd[7]: never heard of 19"));
        arrive(RuleSet.builtIn(), NOON.plusSeconds(9), line("web-2", "sshd[7]: never heard of 20"));
        assertEquals(
                List.of(
                        new UnknownShape("sshd", "never heard of {#}", 3, NOON, NOON.plusSeconds(9), "web-2"),
                        new UnknownShape("frobd", "never heard of {#}", 1, NOON, NOON, "web-1")),
                memory.unknown(Order.NEWEST, null, 10));
    }

    @Test
    void lineThatIsKnownAndTellsNothing_isNoGap() {
        arrive(
                RuleSet.builtIn(),
                NOON,
                line("web-1", "sshd[1]: Accepted key ED25519 SHA256:abc found at /home/bob/.ssh/authorized_keys:1"));
        assertEquals(List.of(), memory.unknown(Order.NEWEST, null, 10));
    }

    @Test
    void unknownLineThatARuleWants_isAGapToo() {
        RuleSet all = RuleFile.read("rules.yaml", "rules: {all: {when: {host: '*'}}}");
        arrive(all, NOON, line("web-1", "frobd: what is 7"), line("web-1", "message repeated 3 times"));
        arrive(all, NOON, line("web-1", "frobd: message repeated 3 times: [ what is 8]"));
        assertEquals(
                "what is {#}", memory.unknown(Order.FREQUENT, null, 1).get(0).shape());
        assertEquals(2, memory.unknown(Order.FREQUENT, null, 1).get(0).count());
    }

    @Test
    void list_isNewestOrMostFrequentFirst_ofOneHostOrAll() {
        arrive(RuleSet.builtIn(), NOON, line("a", "x: often 1"), line("a", "x: often 2"), line("b", "x: once"));
        arrive(RuleSet.builtIn(), NOON.plusSeconds(1), line("c", "x: last"));
        assertEquals(List.of("last", "often {#}", "once"), shapes(Order.NEWEST, null, 10));
        assertEquals(List.of("often {#}", "last", "once"), shapes(Order.FREQUENT, null, 10));
        assertEquals(List.of("last"), shapes(Order.NEWEST, null, 1));
        assertEquals(List.of("once"), shapes(Order.NEWEST, "b", 10));
    }

    private List<String> shapes(Order order, String host, int limit) {
        return memory.unknown(order, host, limit).stream()
                .map(UnknownShape::shape)
                .toList();
    }

    @Test
    void flood_costsTwoHundredLinesASecond() {
        String[] lines = IntStream.range(0, 15_000)
                .mapToObj(
                        i -> line("a", i % 2 == 0 ? "x: what" : "sudo: root : TTY=a ; PWD=/ ; USER=root ; COMMAND=/x"))
                .toArray(String[]::new);
        arrive(RuleSet.builtIn(), NOON, lines);
        arrive(RuleSet.builtIn(), NOON.plusMillis(900), lines);
        assertEquals(200, memory.unknown(Order.NEWEST, null, 1).get(0).count());
        arrive(RuleSet.builtIn(), NOON.plusSeconds(1), line("a", "x: what"));
        assertEquals(201, memory.unknown(Order.NEWEST, null, 1).get(0).count());
    }

    @Test
    void unknownLines_areCounted_evenWhereNoRecentEventsAreShown() {
        LaneSettings all = Lanes.settings(RuleSet.builtIn());
        LaneSettings none = new LaneSettings(
                all.facilities(), all.identity(), all.zone(), all.recognisers(), all.rules(), 0, Quarantine.NONE);
        Memory small = new Memory(none, "here", 10, Happenings.NONE);
        small.committed(Lanes.read(none, ORIGIN, NOON, line("a", "x: what"), line("a", "x: what")));
        small.committed(Lanes.read(none, ORIGIN, NOON, line("a", "x: what")));
        assertEquals(3, small.unknown(Order.NEWEST, null, 1).get(0).count());
        assertEquals(List.of(), small.withRecent(List.of(), Long.MAX_VALUE, null, 10));
    }

    @Test
    void thousandShapes_areRemembered_theLeastRecentlySeenGoes() {
        for (int i = 0; i < 1_000; i++) {
            arrive(RuleSet.builtIn(), NOON.plusSeconds(i), line("a", "x: what is " + letters(i)));
        }
        arrive(RuleSet.builtIn(), NOON.plusSeconds(2_000), line("a", "x: what is " + letters(0)));
        assertEquals(List.of(), limits);
        arrive(RuleSet.builtIn(), NOON.plusSeconds(3_000), line("a", "x: one more"));
        assertEquals(List.of("unknown-shapes"), limits);
        List<String> left = shapes(Order.NEWEST, null, 10_000);
        assertEquals(1_000, left.size());
        assertEquals(List.of("one more", "what is " + letters(0)), left.subList(0, 2));
        assertEquals("what is " + letters(2), left.get(999), "what " + letters(1) + " said is gone");
    }

    private static String letters(int number) {
        return Integer.toString(number, 10)
                .chars()
                .mapToObj(c -> "" + (char) ('g' + c - '0'))
                .reduce("", String::concat);
    }
}
