package io.authwatch.rule.logcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Grep;
import io.authwatch.testkit.LogcheckDatabase;
import io.authwatch.testkit.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's own rules, as they are: all load, and decide as GNU grep does. */
class DebianRulesTest {
    private static final long SEED = Long.getLong("seed", 20261123L);
    private static final int GENERATED = 20_000;
    private static final double TRIED_MAX = 5;
    private static final Pattern LINE = Pattern.compile("^\\{\"line\": \"((?:[^\"\\\\]|\\\\.)*)\"");

    @TempDir
    Path folder;

    private static Map<String, String> texts(String level) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : LogcheckDatabase.files(level)) {
            texts.put(level + "/" + file.getFileName(), text(file));
        }
        return texts;
    }

    private static Map<String, String> all() {
        Map<String, String> texts = new LinkedHashMap<>();
        Stream.of("paranoid", "server", "workstation").forEach(level -> texts.putAll(texts(level)));
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> ruleLines(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static List<String> loghub() {
        List<String> lines = new ArrayList<>();
        for (String json : text(SharedData.file("loghub.jsonl")).lines().toList()) {
            Matcher line = LINE.matcher(json);
            assertTrue(line.find(), json);
            lines.add(line.group(1).replace("\\\"", "\"").replace("\\t", "\t").replace("\\\\", "\\"));
        }
        return lines;
    }

    /** Lines that the rules match, and lines that they nearly match, from every rule in turn. */
    private static List<String> generated(Map<String, String> texts, int count) {
        Random random = new Random(SEED);
        List<String> rules = texts.values().stream()
                .flatMap(text -> ruleLines(text).stream())
                .filter(rule -> !rule.contains("\\1"))
                .toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String line = made(rules.get(i % rules.size()), random);
            lines.add(random.nextInt(5) < 2 ? EreText.nearly(line, random) : line);
        }
        return lines;
    }

    private static String made(String rule, Random random) {
        try {
            return EreText.matching(EreReader.read(rule), random);
        } catch (EreFault fault) {
            throw new AssertionError(rule, fault);
        }
    }

    @Test
    void allRulesLoad_butThoseWithABackReference() {
        Map<String, String> server = texts("server");
        LogcheckRules rules = LogcheckRules.read(server);
        int written = server.values().stream()
                .mapToInt(text -> ruleLines(text).size())
                .sum();
        assertTrue(written > 1_000, "rules written: " + written);
        assertEquals(written, rules.size() + rules.leftOut().size());
        for (LogcheckRules.LeftOut left : rules.leftOut()) {
            assertEquals("the back-reference \\1 is not supported", left.reason(), left.toString());
        }
        assertTrue(rules.leftOut().size() <= 5, rules.leftOut().toString());
    }

    @Test
    void everyFile_decidesAsGrepDoes() {
        List<String> lines = new ArrayList<>(loghub());
        Map<String, String> texts = all();
        lines.addAll(generated(texts, GENERATED));
        List<LogLine> ours = lines.stream().map(LogLine::of).toList();
        BitSet ignored = new BitSet();
        texts.entrySet().parallelStream().forEach(file -> {
            LogcheckRules rules = LogcheckRules.read(Map.of(file.getKey(), file.getValue()));
            Grep grep = new Grep(folder.resolve(file.getKey()));
            BitSet expected = grep.matching(taken(file.getValue(), rules), lines);
            assertSame(file.getKey(), lines, expected, decided(rules, ours));
            synchronized (ignored) {
                ignored.or(expected);
            }
        });
        assertSame("all together", lines, ignored, decided(LogcheckRules.read(texts), ours));
        int matched = ignored.get(loghub().size(), lines.size()).cardinality();
        assertTrue(matched > GENERATED / 2 && matched < GENERATED * 9 / 10, "generated lines that match: " + matched);
    }

    private static BitSet decided(LogcheckRules rules, List<LogLine> lines) {
        BitSet decided = new BitSet();
        IntStream.range(0, lines.size())
                .filter(at -> rules.match(lines.get(at), rule -> {}) != null)
                .forEach(decided::set);
        return decided;
    }

    private static List<String> taken(String text, LogcheckRules rules) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        rules.leftOut().forEach(left -> lines.set(left.line() - 1, ""));
        return ruleLines(String.join("\n", lines));
    }

    private static void assertSame(String what, List<String> lines, BitSet expected, BitSet decided) {
        BitSet different = (BitSet) expected.clone();
        different.xor(decided);
        List<String> shown = different.stream()
                .limit(10)
                .mapToObj(at -> (expected.get(at) ? "grep alone: " : "we alone: ") + lines.get(at))
                .toList();
        assertTrue(different.isEmpty(), "seed " + SEED + ", " + what + "\n" + String.join("\n", shown));
    }

    @Test
    void fewRulesAreTriedOnALine() {
        LogcheckRules rules = LogcheckRules.read(all());
        for (List<String> lines : List.of(loghub(), generated(texts("server"), 5_000))) {
            AtomicInteger tried = new AtomicInteger();
            lines.forEach(line -> rules.match(LogLine.of(line), rule -> tried.incrementAndGet()));
            double mean = tried.doubleValue() / lines.size();
            System.out.printf("logcheck rules tried a line, in the mean of %d lines: %.2f%n", lines.size(), mean);
            assertTrue(mean <= TRIED_MAX, "tried a line, in the mean: " + mean);
        }
    }
}
