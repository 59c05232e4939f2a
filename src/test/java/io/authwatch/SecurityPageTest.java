package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What SECURITY.md claims has a test, and the test that it names is there. */
class SecurityPageTest {
    private static final Path PAGE = Path.of("SECURITY.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT|Fuzz))`");
    private static final List<String> TABLES = List.of(
            "## Controls, and the tests that hold them",
            "## Abuse, and the tests that hold it",
            "## TLS, and the tests that hold it",
            "## What each input promises",
            "## Files, and the tests that hold it");

    private static Set<String> there() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void everyTestThatIsNamed_isThere() throws IOException {
        Set<String> named = new TreeSet<>();
        for (MatchResult test : TEST.matcher(Files.readString(PAGE)).results().toList()) {
            named.add(test.group(1));
        }
        assertTrue(named.size() > 50, named::toString);
        named.removeAll(there());
        assertEquals(Set.of(), named, "named, and not there");
    }

    @Test
    void everyRow_namesATest() throws IOException {
        String page = Files.readString(PAGE);
        for (String table : TABLES) {
            int begin = page.indexOf(table + "\n");
            assertTrue(begin >= 0, table);
            int end = page.indexOf("\n## ", begin + 1);
            List<String> rows = page.substring(begin, end < 0 ? page.length() : end)
                    .lines()
                    .filter(line -> line.startsWith("| ") && !line.startsWith("| --- "))
                    .skip(1)
                    .toList();
            assertTrue(rows.size() > 1, table);
            for (String row : rows) {
                assertTrue(TEST.matcher(row).find(), () -> table + " has a row without a test: " + row);
            }
        }
    }

    @Test
    void everyFaultOfAFile_hasItsRow() throws IOException {
        List<String> rows = Files.readAllLines(PAGE);
        for (int fault = 1; fault <= 9; fault++) {
            String begin = "| F" + fault + ": ";
            assertEquals(1, rows.stream().filter(row -> row.startsWith(begin)).count(), begin);
        }
    }

    @Test
    void everyAbuse_hasItsRow() throws IOException {
        List<String> rows = Files.readAllLines(PAGE);
        for (int abuse : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21, 22}) {
            String begin = "| A" + abuse + ": ";
            assertTrue(rows.stream().anyMatch(row -> row.startsWith(begin)), begin);
        }
    }
}
