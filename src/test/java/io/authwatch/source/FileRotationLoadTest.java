package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * F1: 600,000 lines through 300 rotations, as fast as a writer writes that holds its file open and notices a rotation
 * only after some more lines, as one that waits for its SIGHUP. None is lost, none comes twice, the order holds.
 */
class FileRotationLoadTest {
    private static final int ROTATIONS = 300;
    private static final int LINES = 2_000;
    private static final int LATE_LINES = 20;

    @TempDir
    Path folder;

    private Path log = Path.of("");
    private int written;

    /** What becomes of the rotated file. */
    enum Then {
        IT_STAYS,
        /** It is compressed at once, and removed: logrotate's {@code compress} without {@code delaycompress}. */
        IT_IS_COMPRESSED
    }

    @BeforeEach
    void path() {
        log = folder.resolve("auth.log");
    }

    @ParameterizedTest
    @EnumSource
    void f1_linesThroughRotationsAtFullSpeed_comeOnceAndInOrder(Then then) throws IOException {
        Sequence lines = new Sequence();
        Told told = new Told();
        try (FileSource source = source(lines, told)) {
            source.start();
            OutputStream file = append(log);
            write(file, LINES);
            // What is rotated before the path was looked at for the first time is nobody's news.
            await().until(() -> lines.next() > 0);
            for (int rotation = 1; rotation < ROTATIONS; rotation++) {
                shift(rotation);
                Files.move(log, folder.resolve("auth.log.1"));
                OutputStream next = append(log);
                write(file, LATE_LINES);
                file.close();
                file = next;
                if (then == Then.IT_IS_COMPRESSED) {
                    compress(folder.resolve("auth.log.1"));
                }
                write(file, LINES - LATE_LINES);
            }
            file.close();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> lines.next() >= written || !lines.faults().isEmpty());
        }
        assertEquals(List.of(), lines.faults(), () -> "lost or repeated; told " + told.lines);
        assertEquals(LINES * ROTATIONS, lines.next());
    }

    private FileSource source(Sequence lines, Told told) {
        SourceLimits.Files pace =
                SourceLimits.Files.DEFAULTS.with(4 << 20, Duration.ofMillis(2), Duration.ofMillis(250));
        SourceLimits limits = new SourceLimits(
                SourceLimits.Senders.DEFAULTS, SourceLimits.Streams.DEFAULTS, SourceLimits.Datagrams.DEFAULTS, pace);
        return new FileSource(
                new FileSettings(log, "vm", From.START, false),
                new HashMap<>(),
                new Downstream(input -> lines, lines, told, Clocks.SYSTEM),
                limits,
                FolderHints.none(),
                new Waker());
    }

    private static OutputStream append(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void write(OutputStream file, int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            String line = written + " sshd[4711]: Failed password for root from 192.0.2.7 port 22 ssh2\n";
            file.write(line.getBytes(StandardCharsets.US_ASCII));
            written++;
        }
    }

    private void shift(int rotations) throws IOException {
        for (int generation = rotations - 1; generation > 0; generation--) {
            for (String form : List.of("", ".gz")) {
                Path file = folder.resolve("auth.log." + generation + form);
                if (Files.exists(file)) {
                    Files.move(file, folder.resolve("auth.log." + (generation + 1) + form));
                }
            }
        }
    }

    private static void compress(Path file) throws IOException {
        Path compressed = file.resolveSibling(file.getFileName() + ".gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(file, gzip);
        }
        Files.delete(file);
    }
}
