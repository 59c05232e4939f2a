package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every class that knows what a program writes says in its Javadoc which versions' which source files it follows. */
class OriginsTest {
    private static final Path FOLDER = Path.of("src/main/java/io/authwatch/auth");
    /** Of the machinery, which knows no program. */
    private static final List<String> MACHINERY = List.of("ByShapes", "Recogniser", "Recognisers", "Shape", "Shapes");

    private static final Pattern KNOWS = Pattern.compile("Shape\\.of\\(|implements Recogniser\\b");
    private static final Pattern JAVADOC =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:final class|record)", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("[ (]\\d+(\\.\\d+)*x?\\b|\\{@link Sshd}");
    private static final Pattern FILE = Pattern.compile("\\w\\.(c|cc|h|pl)\\b");

    @Test
    void everyRecogniser_namesVersionsAndFiles() throws IOException {
        List<String> lacking = new ArrayList<>();
        int known = 0;
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                String source = Files.readString(file);
                if (!MACHINERY.contains(name) && KNOWS.matcher(source).find()) {
                    known++;
                    if (!tells(source)) {
                        lacking.add(name);
                    }
                }
            }
        }
        assertTrue(known > 30, known + " classes were found");
        assertEquals(List.of(), lacking, "without a version or a file in their Javadoc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/** What x writes. */ final class X {",
                "/** x 1.0 to 2.0. */ final class X {",
                "/** x (y.c). */ final class X {",
                "final class X { /** x 1.0 (y.c). */"
            })
    void classThatNamesNeither_isSeen(String source) {
        assertEquals(false, tells(source));
    }

    private static boolean tells(String source) {
        Matcher javadoc = JAVADOC.matcher(source);
        return javadoc.find()
                && VERSION.matcher(javadoc.group(1)).find()
                && FILE.matcher(javadoc.group(1)).find();
    }
}
