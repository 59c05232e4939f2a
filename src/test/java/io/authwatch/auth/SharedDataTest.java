package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authwatch.syslog.SyslogMessage;
import io.authwatch.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Lines that others gathered, beside the repository. */
class SharedDataTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double SHARE = 0.995;

    private final Recognisers recognisers = Recognisers.standard();
    private final AuthView view = new AuthView();

    @Test
    void loghub_isReadPerProgram() throws IOException {
        Map<String, int[]> scores = new TreeMap<>();
        List<String> misses = new ArrayList<>();
        for (String line : Files.readAllLines(SharedData.file("loghub.jsonl"))) {
            JsonNode node = JSON.readTree(line);
            String miss = miss(node);
            int[] score = scores.computeIfAbsent(node.get("program").asText(), none -> new int[2]);
            score[0]++;
            if (!miss.isEmpty()) {
                score[1]++;
                misses.add(miss);
            }
        }
        misses.forEach(System.out::println);
        scores.forEach((program, score) -> {
            System.out.printf("loghub %s: %d lines, %d misses%n", program, score[0], score[1]);
            assertTrue(score[1] <= score[0] * (1 - SHARE), program + ": " + score[1] + " misses of " + score[0]);
        });
    }

    @Test
    void taxonomy_isReadWhole() throws IOException {
        List<String> lines = Files.readAllLines(SharedData.file("taxonomy.jsonl"));
        List<String> misses = new ArrayList<>();
        for (String line : lines) {
            String miss = miss(JSON.readTree(line));
            if (!miss.isEmpty()) {
                misses.add(miss);
            }
        }
        System.out.printf("taxonomy: %d lines, %d misses%n", lines.size(), misses.size());
        assertEquals("", String.join("\n", misses));
    }

    @Test
    void attempts_areCountedOnce() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(SharedData.file("loghub.jsonl"))) {
            JsonNode node = JSON.readTree(line);
            if (node.get("file").asText().equals("OpenSSH_2k")) {
                lines.add(node.get("line").asText());
            }
        }
        assertEquals(532, refused(lines));
        assertEquals(3, refused(Files.readAllLines(SharedData.file("wire/debian12-sshd-auth.log"))));
    }

    private int refused(List<String> lines) {
        Attempts attempts = new Attempts();
        int refused = 0;
        for (String line : lines) {
            SyslogMessage message = ParsedLines.of(line);
            recognisers.recognise(message, view);
            attempts.weigh(message, view);
            boolean counts = view.action() == AuthAction.LOGIN && view.outcome() == Outcome.FAILURE;
            refused += counts ? view.count() : 0;
        }
        return refused;
    }

    private String miss(JsonNode node) {
        String line = node.get("line").asText();
        SyslogMessage message = ParsedLines.of(line);
        recognisers.recognise(message, view);
        JsonNode expect = node.get("expect");
        StringBuilder miss = new StringBuilder();
        compare(miss, "action", text(expect, "event"), view.action().label());
        compare(miss, "user", text(expect, "user"), view.get(Field.USER));
        compare(miss, "source", text(expect, "source_ip"), view.get(Field.SOURCE));
        if (expect.has("source_host")) {
            compare(miss, "domain", text(expect, "source_host"), view.get(Field.DOMAIN));
        }
        if (expect.has("target_user")) {
            compare(miss, "target", text(expect, "target_user"), view.get(Field.TARGET));
        }
        if (expect.has("group")) {
            compare(miss, "group", text(expect, "group"), view.get(Field.GROUP));
        }
        if (expect.has("command")) {
            compare(miss, "command", text(expect, "command"), view.get(Field.COMMAND));
        }
        if (node.has("repeat")) {
            compare(miss, "count", node.get("repeat").asText(), Integer.toString(view.count()));
        }
        boolean primary = !expect.has("primary") || expect.get("primary").asBoolean();
        compare(miss, "primary", primary + "", (view.action() != AuthAction.LOGIN_DETAIL && view.count() > 0) + "");
        if (!expect.get("failure").isNull()) {
            compare(miss, "failure", expect.get("failure").asText(), (view.outcome() == Outcome.FAILURE) + "");
        }
        compareEcs(miss, node.get("ecs"));
        return miss.length() == 0 ? "" : line + "\n    " + view.recogniser() + "/" + view.pattern() + miss;
    }

    private void compareEcs(StringBuilder miss, JsonNode ecs) {
        if (ecs == null) {
            return;
        }
        compare(miss, "outcome", text(ecs, "event.outcome"), view.outcome().label());
        compare(miss, "category", list(ecs, "event.category"), view.action().category(view.outcome()) + "");
        compare(miss, "type", list(ecs, "event.type"), view.action().type() + "");
        if (ecs.has("event.reason")) {
            compare(miss, "reason", text(ecs, "event.reason"), view.get(Field.REASON));
        }
    }

    private static String list(JsonNode node, String name) {
        List<String> values = new ArrayList<>();
        node.get(name).forEach(value -> values.add(value.asText()));
        return values.toString();
    }

    private static String text(JsonNode node, String name) {
        return node.get(name).isNull() ? null : node.get(name).asText();
    }

    private static void compare(StringBuilder miss, String what, String expected, String found) {
        if (expected == null ? found != null : !expected.equals(found)) {
            miss.append(" | ")
                    .append(what)
                    .append(' ')
                    .append(found)
                    .append(", not ")
                    .append(expected);
        }
    }
}
