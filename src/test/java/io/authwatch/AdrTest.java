package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The decisions in {@code src/adr}: one number each, in the name and in the title. */
class AdrTest {
    @Test
    void everyNumber_isUsedOnce() throws IOException {
        List<String> numbers =
                decisions().stream().map(name -> name.substring(0, 4)).toList();
        assertEquals(numbers.stream().distinct().toList(), numbers);
    }

    @Test
    void everyDecision_hasItsNumberInTheTitle_andAStatus() throws IOException {
        for (String name : decisions()) {
            assertTrue(name.matches("\\d{4}-[a-z0-9-]+\\.md"), name);
            String text = Files.readString(Path.of("src/adr", name));
            assertTrue(text.startsWith("# " + Integer.parseInt(name.substring(0, 4)) + ". "), name);
            assertTrue(text.contains("Status: "), name);
        }
    }

    private static List<String> decisions() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/adr"))) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertTrue(names.size() >= 4, names::toString);
            return names;
        }
    }
}
