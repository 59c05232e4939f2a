package io.authwatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @Test
    void secretFile_givesItsFirstLine(@TempDir Path directory) throws IOException {
        Path token = secretFile(directory, "token", "t".repeat(30) + "\nsecond line", "rw-r-----");
        Path user = secretFile(directory, "user", "u".repeat(30), "rw-------");
        Settings.Pushover pushover = Configs.settings(Map.of(
                        "AUTHWATCH_PUSHOVER_TOKEN_FILE", token.toString(),
                        "AUTHWATCH_PUSHOVER_USER_FILE", user.toString()))
                .pushover();
        assertEquals("t".repeat(30), pushover.token().value());
        assertEquals("u".repeat(30), pushover.user().value());
    }

    @Test
    void secretFile_thatEverybodyCanRead_isRefused(@TempDir Path directory) throws IOException {
        Path token = secretFile(directory, "token", "t".repeat(30), "rw-r--r--");
        assertEquals(
                "authwatch.pushover.token-file (AUTHWATCH_PUSHOVER_TOKEN_FILE): '" + token
                        + "' can be read by everybody; expected a file that only this user or its group may read:"
                        + " chmod o= " + token,
                refused(Map.of("AUTHWATCH_PUSHOVER_TOKEN_FILE", token.toString())));
    }

    @Test
    void secretFile_withSomethingElse_isRefusedWithoutShowingIt(@TempDir Path directory) throws IOException {
        Path token = secretFile(directory, "token", "canary", "rw-------");
        assertEquals(
                "authwatch.pushover.token-file (AUTHWATCH_PUSHOVER_TOKEN_FILE): the first line of '" + token
                        + "' is no Pushover key; expected 30 letters and digits, as pushover.net shows them",
                refused(Map.of("AUTHWATCH_PUSHOVER_TOKEN_FILE", token.toString())));
    }

    private static Path secretFile(Path directory, String name, String text, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String refused(Map<String, String> variables) {
        StartRefused refused = assertThrows(StartRefused.class, () -> Configs.settings(variables));
        assertEquals(1, refused.reasons().size(), refused.reasons().toString());
        return refused.reasons().get(0);
    }
}
