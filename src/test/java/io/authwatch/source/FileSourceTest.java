package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Intake;
import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    @TempDir
    Path folder;

    private final Told told = new Told();
    private final Writer writer = new Writer();
    private final Waker waker = new Waker();
    private Path log = Path.of("");

    @BeforeEach
    void path() {
        log = folder.resolve("auth.log");
    }

    private FileSource source(Duration pollEvery, Duration grace, Intake intake) {
        SourceLimits limits = new SourceLimits(
                SourceLimits.Senders.DEFAULTS,
                SourceLimits.Streams.DEFAULTS,
                SourceLimits.Datagrams.DEFAULTS,
                SourceLimits.Files.DEFAULTS.with(100_000, pollEvery, grace));
        return new FileSource(
                new FileSettings(log, "vm", From.START, false),
                writer.positions(),
                new Downstream(writer::lane, intake, told, Clocks.SYSTEM),
                limits,
                FolderHints.none(),
                waker);
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void waker_endsThePause_andCloseEndsTheThread() throws Exception {
        append("one\n");
        FileSource source = source(Duration.ofHours(1), Duration.ofSeconds(5), writer);
        source.start();
        await().until(() -> writer.count() == 1);
        append("two\n");
        waker.wake();
        await().until(() -> writer.count() == 2);
        source.close();
        append("three\n");
        waker.wake();
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("tail " + log)));
        assertEquals(2, writer.count());
    }

    @Test
    void mistakeOfOurs_isTold_andTheTailGoesOn() throws Exception {
        append("one\n");
        AtomicBoolean broken = new AtomicBoolean(true);
        Intake intake = (Batch batch) -> {
            if (broken.getAndSet(false)) {
                throw new IllegalStateException("broken once");
            }
            return writer.offer(batch);
        };
        try (FileSource source = source(Duration.ofMillis(2), Duration.ofSeconds(5), intake)) {
            source.start();
            append("two\n");
            await().until(() -> writer.texts().equals(List.of("one", "two")));
        }
        assertEquals(
                1,
                told.count("troubled file: a mistake of ours, trying again:"
                        + " java.lang.IllegalStateException: broken once"));
    }
}
