package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.Api;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.Peers;
import io.authwatch.testkit.Program;
import io.authwatch.testkit.Rest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first five minutes of a person who configured nothing (ports apart, so that the test disturbs nobody). */
class QuickstartIT {
    @TempDir
    Path temp;

    @Test
    void jar_withNothingConfigured_saysWhatToDo_andTheLineToPasteWorks() throws Exception {
        Peers.program("logger", "bsdutils");
        try (AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("work"))
                .without("AUTHWATCH_ADMIN_PASSWORD")
                .start()) {
            String output = authwatch.output();
            assertTrue(output.contains(Integer.toString(authwatch.udpPort())), output);
            assertTrue(output.contains(Integer.toString(authwatch.tcpPort())), output);
            assertTrue(output.contains("built-in rules"), output);
            Path passwordFile = authwatch.directory().resolve("data/admin-password");
            assertTrue(output.contains(passwordFile.toString()), output);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile)));
            String password = Files.readString(passwordFile).strip();
            assertTrue(!output.contains(password), "the password itself is printed");
            String line = lineToPaste(authwatch.program().lines());
            Api api = authwatch.api(password);

            paste(line);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !api.events().isEmpty());
            JsonNode event = api.events().get(0);
            assertEquals("login", event.at("/event/action").asText());
            assertEquals("failure", event.at("/event/outcome").asText());
            assertEquals(List.of(), api.notifications());

            for (int i = 1; i < 6; i++) {
                paste(line);
            }
            Rest.await(authwatch, 6);
            List<JsonNode> notifications = api.notifications();
            assertEquals(1, notifications.size(), notifications::toString);
            assertEquals("guessing", notifications.get(0).get("rule").asText());
            assertEquals("dry-run", notifications.get(0).get("state").asText());
            String title = notifications.get(0).get("title").asText();
            List<String> told = authwatch.program().lines().stream()
                    .filter(text -> text.contains("dry run") && text.contains(title))
                    .collect(Collectors.toList());
            assertEquals(1, told.size(), authwatch::output);
        }
    }

    private static String lineToPaste(List<String> output) {
        return output.stream()
                .filter(line -> line.contains("logger ") && line.contains("-p auth.info"))
                .map(line -> line.substring(line.indexOf("logger ")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no logger line in " + String.join("\n", output)));
    }

    private static void paste(String line) {
        Program.Finished finished =
                Program.run("logger", new ProcessBuilder("bash", "-c", line), Duration.ofSeconds(10));
        assertEquals(0, finished.code(), finished::text);
    }
}
