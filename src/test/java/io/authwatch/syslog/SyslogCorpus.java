package io.authwatch.syslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The blocks of {@code formats/syslog.txt}, whose form is told at its top. */
final class SyslogCorpus {
    private static final Set<String> KEYS =
            Set.of("line", "received", "pri", "stamp", "host", "program", "pid", "text", "verdict");

    private SyslogCorpus() {}

    /** All blocks, each its keys and their values as written. */
    static List<Map<String, String>> blocks() {
        List<Map<String, String>> blocks = new ArrayList<>();
        for (String block : read().split("\n\n+")) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String row : block.split("\n")) {
                if (!row.startsWith("#") && !row.isBlank()) {
                    put(fields, row);
                }
            }
            if (!fields.isEmpty()) {
                blocks.add(fields);
            }
        }
        return blocks;
    }

    /** The frames of all blocks. */
    static List<byte[]> frames() {
        return blocks().stream().map(block -> octets(block.get("line"))).toList();
    }

    private static void put(Map<String, String> fields, String row) {
        String key = row.split(" ")[0];
        if (!KEYS.contains(key) || row.length() < 10) {
            throw new IllegalStateException("formats/syslog.txt: not a row: " + row);
        }
        if (fields.put(key, row.substring(10)) != null) {
            throw new IllegalStateException("formats/syslog.txt: twice in a block: " + row);
        }
    }

    /** The octets that a value stands for: UTF-8, with its escapes resolved. */
    static byte[] octets(String value) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); i++) {
            char next = value.charAt(i);
            if (next != '\\') {
                octets.writeBytes(String.valueOf(next).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char escaped = value.charAt(++i);
            if (escaped == 'x') {
                octets.write(Integer.parseInt(value.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                octets.write("\n\r\t\0\\".charAt("nrt0\\".indexOf(escaped)));
            }
        }
        return octets.toByteArray();
    }

    private static String read() {
        try (InputStream in = SyslogCorpus.class.getResourceAsStream("/formats/syslog.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
