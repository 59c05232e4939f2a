package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no regular file, and folders that go. */
class FileRefusalTest extends TailFixture {
    @Test
    void whatIsNoRegularFile_isRefusedWithoutHanging_andReadOnceItIsOne() throws Exception {
        Files.createDirectory(log);
        begin(From.START);
        assertTimeoutPreemptively(Duration.ofSeconds(5), this::read);
        Files.delete(log);
        assertEquals(0, new ProcessBuilder("mkfifo", log.toString()).start().waitFor());
        assertTimeoutPreemptively(Duration.ofSeconds(5), this::read);
        Files.delete(log);
        Files.createSymbolicLink(log, Path.of("/dev/zero"));
        assertTimeoutPreemptively(Duration.ofSeconds(5), this::read);
        Files.delete(log);
        append("one\n");
        read();
        assertEquals(List.of("one"), writer.texts());
        assertEquals(
                List.of(
                        "troubled file: it is not a regular file",
                        "troubled file: it is a symbolic link: name the file that it leads to",
                        "started file " + log),
                told.lines);
    }

    /** F7. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/shadow",
                "/dev/zero",
                "/dev/null",
                "/etc",
                "/no/such/file",
                "auth.log",
                "../../../../etc/shadow"
            })
    void f7_links_areRefused_whateverTheyLeadTo(String target) throws IOException {
        Files.createSymbolicLink(log, Path.of(target));
        begin(From.START);
        assertTimeoutPreemptively(Duration.ofSeconds(5), this::readOverGrace);
        assertEquals(0, writer.count());
        assertEquals(List.of("troubled file: it is a symbolic link: name the file that it leads to"), told.lines);
    }

    /** F7, where links are followed: what is no regular file is refused all the same, and nothing is waited for. */
    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/null", "/etc", "/no/such/file", "auth.log"})
    void f7_links_thatAreFollowed_mustLeadToARegularFile(String target) throws IOException {
        Files.createSymbolicLink(log, Path.of(target));
        begin(From.START, true, SourceLimits.Files.DEFAULTS);
        assertTimeoutPreemptively(Duration.ofSeconds(5), this::readOverGrace);
        assertEquals(0, writer.count());
        assertEquals(1, told.lines.size(), told.lines::toString);
    }

    @Test
    void link_isRefused_unlessLinksAreFollowed() throws IOException {
        Path target = folder.resolve("real.log");
        append(target, "secret\n");
        Files.createSymbolicLink(log, target);
        begin(From.START);
        read();
        assertEquals(0, writer.count());
        begin(From.START, true, SourceLimits.Files.DEFAULTS);
        read();
        assertEquals(List.of("secret"), writer.texts());
        Files.move(target, folder.resolve("real.log.1"));
        append(target, "next\n");
        readOverGrace();
        assertEquals(List.of("secret", "next"), writer.texts());
    }

    @Test
    void link_toAPipe_isRefusedEvenIfLinksAreFollowed() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Files.createSymbolicLink(log, pipe);
        begin(From.START, true, SourceLimits.Files.DEFAULTS);
        assertTimeoutPreemptively(Duration.ofSeconds(5), this::read);
        assertEquals(List.of("troubled file: it is not a regular file"), told.lines);
    }

    /** F8: within 5 seconds. */
    @Test
    void f8_folder_thatIsRemovedAndMadeAgain_isFollowed() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        log = logs.resolve("auth.log");
        append("a1\n");
        begin(From.START);
        read();
        Files.delete(log);
        Files.delete(logs);
        readOverGrace();
        assertTrue(told.lines.contains("troubled file: there is no such file: waiting for it"));
        Files.createDirectory(logs);
        append("b1\n");
        for (int seconds = 0; seconds < 4; seconds++) {
            read();
            clock.step(Duration.ofSeconds(1));
        }
        read();
        assertEquals(List.of("a1", "b1"), writer.texts());
    }
}
