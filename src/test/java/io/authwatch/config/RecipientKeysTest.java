package io.authwatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipientKeysTest {
    private static final String OPS = "o".repeat(30);
    private static final String NIGHT = "n".repeat(30);

    @Test
    void recipients_areTheirVariablesAndProperties_byCanonicalName() {
        Settings settings = settings(
                Map.of("AUTHWATCH_PUSHOVER_RECIPIENTS_NIGHT_SHIFT", NIGHT),
                Map.of("authwatch.pushover.recipients.ops", OPS));
        assertEquals(Map.of("ops", new Secret(OPS), "night-shift", new Secret(NIGHT)), settings.recipients());
        assertFalse(settings.toString().contains(OPS), "a key is seen");
    }

    @Test
    void variable_beatsTheProperty_andAnEmptyOneIsUnset() {
        assertEquals(
                Map.of("ops", new Secret(NIGHT)),
                settings(
                                Map.of(
                                        "AUTHWATCH_PUSHOVER_RECIPIENTS_OPS",
                                        NIGHT,
                                        "AUTHWATCH_PUSHOVER_RECIPIENTS_NOBODY",
                                        ""),
                                Map.of("authwatch.pushover.recipients.ops", OPS))
                        .recipients());
    }

    @Test
    void file_givesItsFirstLine_andIsBeatenByTheKey(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("ops"), OPS + "\nrest");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> variables = Map.of("AUTHWATCH_PUSHOVER_RECIPIENT_FILES_OPS", file.toString());
        assertEquals(
                Map.of("ops", new Secret(OPS)), settings(variables, Map.of()).recipients());
        assertEquals(
                Map.of("ops", new Secret(NIGHT)),
                settings(variables, Map.of("authwatch.pushover.recipients.ops", NIGHT))
                        .recipients());
    }

    @Test
    void file_thatOthersCanRead_isRefused(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("ops"), OPS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String refused = refused(Map.of(), Map.of("authwatch.pushover.recipient-files.ops", file.toString()));
        assertEquals(
                "authwatch.pushover.recipient-files.ops (AUTHWATCH_PUSHOVER_RECIPIENT_FILES_OPS): '" + file
                        + "' can be read by everybody; expected a file that only this user or its group may read:"
                        + " chmod o= " + file,
                refused);
    }

    @Test
    void value_thatIsNoKey_isRefusedWithoutShowingIt() {
        assertEquals(
                "authwatch.pushover.recipients.ops (AUTHWATCH_PUSHOVER_RECIPIENTS_OPS): the value, 6 characters long,"
                        + " is no Pushover key; expected 30 letters and digits, as pushover.net shows them",
                assertThrows(
                                StartRefused.class,
                                () -> SettingsReader.read(
                                        Configs.ofProperties(Map.of("authwatch.pushover.recipients.ops", "canary"))))
                        .getMessage());
    }

    @Test
    void recipients_areNoUnknownSettings() {
        assertEquals(
                List.of(),
                UnknownKeys.warnings(
                        Set.of("AUTHWATCH_PUSHOVER_RECIPIENTS_OPS", "AUTHWATCH_PUSHOVER_RECIPIENT_FILES_OPS"),
                        List.of("authwatch.pushover.recipients.ops")));
        assertEquals(
                List.of("AUTHWATCH_PUSHOVER_RECIPIENTS is no setting; the nearest is AUTHWATCH_PUSHOVER_EXPIRE"),
                UnknownKeys.warnings(Set.of("AUTHWATCH_PUSHOVER_RECIPIENTS"), List.of()));
    }

    private static Settings settings(Map<String, String> variables, Map<String, String> properties) {
        return SettingsReader.read(Configs.mapped(variables, properties));
    }

    private static String refused(Map<String, String> variables, Map<String, String> properties) {
        return assertThrows(StartRefused.class, () -> settings(variables, properties))
                .getMessage();
    }
}
