package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds {@code src/docs/actions.md} to the code; with {@code -Dupdate=true} writes it. */
class ActionsPageTest {
    @Test
    void page_isWhatTheCodeSays() throws IOException {
        String expected = ActionsPage.text();
        if (Boolean.getBoolean("update")) {
            Files.createDirectories(ActionsPage.PAGE.getParent());
            Files.writeString(ActionsPage.PAGE, expected);
        }
        assertEquals(
                expected,
                Files.readString(ActionsPage.PAGE),
                "the page is old: mvn test -Dtest=ActionsPageTest -Dupdate=true writes it");
    }

    @Test
    void everyAction_isToldBySomething() throws IOException {
        List<String> untold = ActionsPage.text()
                .lines()
                .filter(row -> row.startsWith("| `") && row.split("\\|", -1).length > 6)
                .filter(row -> row.split("\\|", -1)[6].isBlank())
                .toList();
        assertTrue(untold.isEmpty(), () -> "no line of the corpus has these: " + untold);
    }
}
