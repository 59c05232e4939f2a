package io.authwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminPasswordTest {
    @TempDir
    Path directory;

    @Test
    void madePassword_isKept_forThisUserOnly() throws IOException {
        Path data = directory.resolve("deep/data");
        AdminPassword password = AdminPassword.of(Optional.empty(), data);
        String kept = Files.readString(data.resolve("admin-password")).strip();
        assertTrue(kept.matches("[A-Za-z0-9_-]{24}"), "24 characters");
        assertTrue(password.matches(kept));
        assertEquals("rw-------", mode(data.resolve("admin-password")));
        assertEquals("rwx------", mode(data));
        assertTrue(AdminPassword.of(Optional.empty(), data).matches(kept), "the next start takes the same");
        assertNotEquals(kept, read(directory.resolve("other")), "each installation has its own");
    }

    @Test
    void setting_beatsTheFile_andMakesNone() {
        AdminPassword password = AdminPassword.of(Optional.of("correct horse"), directory);
        assertTrue(password.matches("correct horse"));
        assertFalse(Files.exists(directory.resolve("admin-password")));
        assertEquals("the setting authwatch.admin-password", password.place());
    }

    @Test
    void otherTexts_areNotIt() {
        AdminPassword password = AdminPassword.of(Optional.of("correct horse"), directory);
        for (String guess : new String[] {"", "correct hors", "correct horse ", "Correct horse", "correct horsf"}) {
            assertFalse(password.matches(guess), guess);
        }
    }

    @Test
    void fileThatOthersCanRead_isClosedAgain() throws IOException {
        Path file = Files.writeString(directory.resolve("admin-password"), "restored\r\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(AdminPassword.of(Optional.empty(), directory).matches("restored"));
        assertEquals("rw-------", mode(file));
    }

    @Test
    void emptyFile_isNoPassword() throws IOException {
        Files.createFile(directory.resolve("admin-password"));
        UncheckedIOException refused =
                assertThrows(UncheckedIOException.class, () -> AdminPassword.of(Optional.empty(), directory));
        assertTrue(refused.getMessage().endsWith("is empty; remove it, and a new one is made"), refused.getMessage());
    }

    @Test
    void place_namesTheFile_andNeverThePassword() throws IOException {
        String place = AdminPassword.of(Optional.empty(), directory).place();
        assertEquals("the file " + directory.resolve("admin-password"), place);
        assertFalse(place.contains(
                Files.readString(directory.resolve("admin-password")).strip()));
    }

    private static String read(Path data) throws IOException {
        AdminPassword.of(Optional.empty(), data);
        return Files.readString(data.resolve("admin-password")).strip();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
