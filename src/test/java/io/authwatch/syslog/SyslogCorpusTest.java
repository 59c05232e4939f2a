package io.authwatch.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Frames;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every line of the corpus, every field of it. */
class SyslogCorpusTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-23T12:00:00Z");

    @TestFactory
    List<DynamicTest> line_isReadAsExpected() {
        return SyslogCorpus.blocks().stream()
                .map(block -> DynamicTest.dynamicTest(block.get("line"), () -> check(block)))
                .toList();
    }

    @Test
    void corpus_holdsEveryDefect() {
        String all = SyslogCorpus.blocks().stream()
                .map(block -> block.get("verdict"))
                .collect(Collectors.joining(" "));
        for (Defect defect : Defect.values()) {
            assertTrue(defect == Defect.CUT || all.contains(label(defect)), label(defect));
        }
    }

    private static void check(Map<String, String> block) {
        byte[] line = SyslogCorpus.octets(block.get("line"));
        String received = block.getOrDefault("received", RECEIVED.toString());
        assertEquals(expected(block), read(line, Instant.parse(received)));
    }

    private static Map<String, String> expected(Map<String, String> block) {
        Map<String, String> expected = new LinkedHashMap<>();
        for (String key : List.of("pri", "stamp", "host", "program", "pid", "text", "verdict")) {
            expected.put(key, block.getOrDefault(key, ""));
        }
        expected.put("text", Frames.text(SyslogCorpus.octets(block.getOrDefault("text", ""))));
        expected.put(
                "stamp",
                block.containsKey("stamp") ? Instant.parse(block.get("stamp")).toString() : "");
        return expected;
    }

    private static Map<String, String> read(byte[] line, Instant received) {
        // Inside a larger array, so that a look past either end would find something.
        byte[] array = Frames.octets("<11>" + Frames.text(line) + "]: x");
        SyslogMessage message = new SyslogMessage();
        new SyslogParser().parse(array, 4, 4 + line.length, false, message);
        Instant stamped = Timestamps.stamped(message, received, ZoneOffset.UTC);
        Map<String, String> read = new LinkedHashMap<>();
        read.put("pri", message.hasPri() ? pri(message) : "");
        read.put("stamp", stamped == null ? "" : stamped.toString());
        read.put("host", orEmpty(message.host()));
        read.put("program", orEmpty(message.program()));
        read.put("pid", orEmpty(message.pid()));
        byte[] text = Arrays.copyOfRange(array, message.textFrom(), message.textTo());
        read.put("text", Frames.text(text));
        read.put("verdict", verdict(message));
        return read;
    }

    private static String pri(SyslogMessage message) {
        return Facility.of(message.facilityCode()).label() + "."
                + Severity.of(message.severityCode()).label();
    }

    private static String verdict(SyslogMessage message) {
        return message.defects().isEmpty()
                ? "clean"
                : message.defects().stream().map(SyslogCorpusTest::label).collect(Collectors.joining(" "));
    }

    private static String label(Defect defect) {
        return defect.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }
}
