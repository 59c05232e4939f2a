package io.authwatch.syslog;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.authwatch.testkit.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Octets that a real rsyslog sent, kept beside the repository and not in it. */
final class WireCapture {
    /** One capture: its heading, and its octets. */
    record Section(String name, byte[] octets) {}

    private WireCapture() {}

    /**
     * A file of the folder {@code data/wire}; where there is none the test is skipped, and on the build server it
     * fails.
     */
    static Path file(String name) {
        return Stream.of(System.getProperty("shared"), "../shared", "../../shared")
                .filter(Objects::nonNull)
                .map(folder -> Path.of(folder, "data", "wire", name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseGet(() -> missing(name));
    }

    private static Path missing(String name) {
        String reason = "no data/wire/" + name + " in -Dshared=…, ../shared or ../../shared";
        assertNotEquals("true", System.getenv("CI"), reason);
        System.out.println("skipped: " + reason);
        return abort(reason);
    }

    /** The sections of a file of lines {@code ===== NAME} or {@code --NAME}, each before a Python bytes literal. */
    static List<Section> sections(Path file) throws IOException {
        List<Section> sections = new ArrayList<>();
        String name = "";
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.startsWith("=====") || line.startsWith("--")) {
                name = line.replaceFirst("^(=+|-+) *", "");
            } else if (line.startsWith("b'") || line.startsWith("b\"")) {
                sections.add(new Section(name, literal(line.substring(2, line.length() - 1))));
            }
        }
        return sections;
    }

    private static byte[] literal(String inside) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < inside.length(); i++) {
            char next = inside.charAt(i);
            if (next != '\\') {
                octets.writeBytes(Frames.octets(String.valueOf(next)));
                continue;
            }
            char escaped = inside.charAt(++i);
            if (escaped == 'x') {
                octets.write(Integer.parseInt(inside.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                int at = "nrt".indexOf(escaped);
                octets.write(at < 0 ? escaped : "\n\r\t".charAt(at));
            }
        }
        return octets.toByteArray();
    }
}
