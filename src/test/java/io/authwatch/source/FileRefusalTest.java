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

    @Test
    void folder_thatIsRemovedAndMadeAgain_isFollowed() throws IOException {
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
        readOverGrace();
        readOverGrace();
        assertEquals(List.of("a1", "b1"), writer.texts());
    }
}
