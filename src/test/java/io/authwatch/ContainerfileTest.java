package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.authwatch.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The image's recipe: who runs in it, how it is started, and that a JVM takes the flags. */
class ContainerfileTest {
    private static final String TEXT = read();

    @Test
    void program_runsAsNobodySpecial_withNumbersThatKubernetesCanCheck() {
        assertTrue(TEXT.contains("\nUSER 65532:65532\n"));
    }

    @Test
    void base_isAnArgument_andNoImageIsTheLatest() {
        assertTrue(TEXT.contains("\nFROM ${BASE}\n"));
        assertFalse(TEXT.contains(":latest"));
    }

    @Test
    void entryPoint_isJavaItself_soThatSigtermReachesIt() throws IOException {
        List<String> command = entryPoint();
        assertEquals("/opt/java/openjdk/bin/java", command.get(0));
        assertEquals(
                List.of("-jar", "/opt/authwatch/quarkus-run.jar"), command.subList(command.size() - 2, command.size()));
    }

    @Test
    void everyFlag_isTakenByTheJvm() throws IOException {
        List<String> command = new ArrayList<>(flags());
        command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-version");
        Program.Finished finished = Program.run("java", new ProcessBuilder(command), Duration.ofSeconds(30));
        assertEquals(0, finished.code(), finished::text);
        assertFalse(finished.text().toLowerCase().contains("warning"), finished::text);
    }

    @Test
    void aFlagThatNoJvmKnows_endsIt() throws IOException {
        Program.Finished finished = Program.run(
                "java",
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:NoSuchFlag=1",
                        "-version"),
                Duration.ofSeconds(30));
        assertEquals(1, finished.code(), finished::text);
    }

    @Test
    void dataFolder_isTheOneOfTheSetting() {
        assertTrue(TEXT.contains("AUTHWATCH_DATA_DIR=/var/lib/authwatch"));
        assertTrue(TEXT.contains("\nVOLUME /var/lib/authwatch\n"));
        assertTrue(TEXT.contains("-o 65532 -g 65532 /var/lib/authwatch"));
    }

    /** The file is made in every build, so that a JVM which cannot make an archive starts all the same. */
    @Test
    void archive_isUsedByAFileOfOptions_thatTheBuildMakes() throws IOException {
        assertEquals(List.of("@/opt/authwatch/jvm.options"), optionFiles());
        assertTrue(TEXT.contains("\nRUN sh /tmp/train /opt/java/openjdk/bin/java /opt/authwatch "));
        assertTrue(Files.readString(Path.of("deploy/train")).contains("\n: > \"$home/jvm.options\"\n"));
        assertTrue(
                TEXT.indexOf("COPY target/quarkus-app/app/") < TEXT.indexOf("RUN sh /tmp/train"),
                "an archive fits the very jars it was made with");
    }

    /** The JVM's flags, but for those that the build finds out. */
    static List<String> flags() throws IOException {
        List<String> command = entryPoint();
        return command.subList(1, command.size() - 2).stream()
                .filter(flag -> !flag.startsWith("@"))
                .toList();
    }

    private static List<String> optionFiles() throws IOException {
        return entryPoint().stream().filter(flag -> flag.startsWith("@")).toList();
    }

    private static List<String> entryPoint() throws IOException {
        String json = TEXT.substring(TEXT.indexOf("\nENTRYPOINT ") + "\nENTRYPOINT ".length())
                .replace("\\\n", "");
        return Arrays.asList(new ObjectMapper().readValue(json, String[].class));
    }

    private static String read() {
        try {
            return Files.readString(Path.of("deploy/Containerfile"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
