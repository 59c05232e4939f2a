package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hints cut pauses short, and nothing depends on them. */
class FolderHintsTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final Writer writer = new Writer();
    private Path log = Path.of("");

    @BeforeEach
    void path() {
        log = folder.resolve("auth.log");
    }

    private FileSource source(Duration pollEvery, FolderHints hints) {
        SourceLimits limits = new SourceLimits(
                SourceLimits.Senders.DEFAULTS,
                SourceLimits.Streams.DEFAULTS,
                SourceLimits.Datagrams.DEFAULTS,
                SourceLimits.Files.DEFAULTS.with(4 << 20, pollEvery, Duration.ofMillis(20)));
        return new FileSource(
                new FileSettings(log, "vm", From.START, false),
                new HashMap<>(),
                new Downstream(writer::lane, writer, new Told(), Clocks.SYSTEM),
                limits,
                hints,
                new Waker());
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void writes_endThePause_alsoInAFileThatAppears() throws IOException {
        try (FolderHints hints = FolderHints.open();
                FileSource source = source(NEVER, hints)) {
            source.start();
            append("one\n");
            await().untilAsserted(() -> {
                hint();
                assertEquals(List.of("one"), writer.texts());
            });
            append("two\n");
            await().until(() -> writer.count() == 2);
        }
    }

    /** The first write may have come before the folder was watched. */
    private void hint() throws IOException {
        Files.writeString(folder.resolve("other"), ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void withoutHints_pollingFindsEverything() throws IOException {
        try (FileSource source = source(Duration.ofMillis(5), FolderHints.none())) {
            source.start();
            append("one\n");
            await().until(() -> writer.count() == 1);
            Files.move(log, folder.resolve("auth.log.1"));
            append("two\n");
            await().until(() -> writer.count() == 2);
        }
        assertEquals(List.of("one", "two"), writer.texts());
    }

    @Test
    void folderThatIsNotThere_orManyFolders_areNoTrouble() throws IOException {
        Waker waker = new Waker();
        try (FolderHints hints = FolderHints.open()) {
            hints.watch(folder.resolve("none"), waker);
            for (int i = 0; i < 300; i++) {
                hints.watch(Files.createDirectory(folder.resolve("f" + i)), waker);
            }
        }
        FolderHints.none().watch(folder, waker);
    }
}
