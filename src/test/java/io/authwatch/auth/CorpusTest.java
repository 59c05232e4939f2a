package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file of {@code corpus/}: a line as {@code tag[pid]: text}, and below it, indented, all that must be found and
 * nothing else.
 *
 * <pre>
 *  sshd[1]: Failed password for root from 192.0.2.7 port 22 ssh2
 *      failed | login | failure | method=password | port=22 | reason=bad-credentials | source=192.0.2.7 | user=root
 * </pre>
 *
 * <p>Pattern, action and outcome come first, then the fields in any order, {@code count=} if it is not 1, and
 * {@code suspicious} if it is. U+2409, U+240A and U+241B in a line stand for TAB, LF and ESC, {@code <U+202E>} for itself.
 */
class CorpusTest {
    private static final Path FOLDER = Path.of("src/test/resources/corpus");
    private static final String HEADER = "Nov 23 05:03:27 vm ";

    @TestFactory
    Stream<DynamicTest> corpus() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(FOLDER)) {
            files = listed.filter(Files::isRegularFile).sorted().toList();
        }
        assertTrue(files.size() >= 4, "too few corpus files: " + files);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<org.junit.jupiter.api.function.Executable> checks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("# ")) {
                continue;
            }
            int number = i + 1;
            String expected = lines.get(++i);
            assertTrue(expected.startsWith("    "), file + ":" + (i + 1) + ": an expectation, indented, was expected");
            checks.add(() ->
                    assertEquals(expectation(expected), found(line), file.getFileName() + ":" + number + ": " + line));
        }
        assertTrue(checks.size() > 0, "no lines in " + file);
        assertAll(checks);
    }

    private static String expectation(String text) {
        List<String> parts = List.of(text.substring(4).split(" \\| ", -1));
        return String.join(" | ", parts.subList(0, 3)) + sorted(parts.subList(3, parts.size()));
    }

    private static String found(String line) {
        String plain = line.replace("<U+202E>", "\u202e")
                .replace('␉', '\t')
                .replace('␛', '\u001b')
                .replace('␊', '\n');
        AuthView view = new AuthView();
        Recognisers.standard().recognise(ParsedLines.of(HEADER + plain), view);
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < Field.count(); i++) {
            if (view.has(Field.of(i))) {
                String value = String.valueOf(view.get(Field.of(i)))
                        .replace("\u202e", "<U+202E>")
                        .replace('\n', '␊')
                        .replace('\u001b', '␛');
                fields.add(Field.of(i).label() + "=" + value);
            }
        }
        if (view.count() != 1) {
            fields.add("count=" + view.count());
        }
        if (view.suspicious()) {
            fields.add("suspicious");
        }
        String pattern = view.pattern().isEmpty() ? "-" : view.pattern();
        return pattern + " | " + view.action().label() + " | " + view.outcome().label() + sorted(fields);
    }

    private static String sorted(List<String> fields) {
        return "\n | " + String.join("\n | ", new TreeSet<>(fields));
    }
}
