package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F3: a file is copied and truncated again and again while somebody appends to it as fast as he can. What he writes
 * between the copy and the truncation nobody can save; all else is read once, in order, and nothing that he did not write.
 */
class FileCopyTruncateLoadTest {
    private static final int TRUNCATIONS = 50;
    /** So many lines of a round at full speed, then some every millisecond: the test keeps them all in memory. */
    private static final int FULL_SPEED_LINES = 10_000;

    private static final int LINES_A_MILLISECOND = 10;

    /** On a machine where much else runs. */
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final Told told = new Told();
    private final Writer writer = new Writer();
    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final AtomicInteger linesOfRound = new AtomicInteger();

    @Test
    void f3_copyTruncateUnderLoad_inventsNothing_andLosesOnlyWhatTheWriterLost() throws Exception {
        Path log = folder.resolve("auth.log");
        Thread appender = new Thread(() -> append(log), "appender");
        try (FileSource source = source(log)) {
            source.start();
            appender.start();
            for (int i = 1; i <= TRUNCATIONS; i++) {
                int before = writer.count();
                await().atMost(WAIT_MAX).until(() -> writer.count() > before + 100);
                Files.copy(log, folder.resolve("auth.log." + (TRUNCATIONS - i + 1)));
                try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
                    file.truncate(0);
                }
                linesOfRound.set(0);
                int truncations = i;
                await().atMost(WAIT_MAX).until(() -> told.count("truncated") >= truncations);
            }
            writing.set(false);
            appender.join();
            String last = lines(log).get(lines(log).size() - 1);
            await().atMost(WAIT_MAX).until(() -> writer.texts().contains(last));
        }
        check();
    }

    private void append(Path log) {
        try (OutputStream file = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int number = 0; writing.get(); number++) {
                file.write((line(number) + "\n").getBytes(StandardCharsets.US_ASCII));
                int lines = linesOfRound.incrementAndGet();
                if (lines > FULL_SPEED_LINES && lines % LINES_A_MILLISECOND == 0) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(int number) {
        return String.format("%08d sshd[4711]: Failed password for root from 192.0.2.7 port 22 ssh2", number);
    }

    private FileSource source(Path log) {
        SourceLimits limits = new SourceLimits(
                SourceLimits.Senders.DEFAULTS,
                SourceLimits.Streams.DEFAULTS,
                SourceLimits.Datagrams.DEFAULTS,
                SourceLimits.Files.DEFAULTS.with(4 << 20, Duration.ofMillis(2), Duration.ofMillis(250)));
        return new FileSource(
                new FileSettings(log, "vm", From.START, false),
                new HashMap<>(),
                new Downstream(writer::lane, writer, told, Clocks.SYSTEM),
                limits,
                FolderHints.none(),
                new Waker());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.US_ASCII);
    }

    /** The copy may end within a line, whose rest the truncation took: that is no line. */
    private static boolean isWhole(String text) {
        return text.length() >= 8 && text.equals(line(Integer.parseInt(text.substring(0, 8))));
    }

    private void check() throws IOException {
        Set<String> saved = new TreeSet<>(lines(folder.resolve("auth.log")));
        for (int i = 1; i <= TRUNCATIONS; i++) {
            saved.addAll(lines(folder.resolve("auth.log." + i)));
        }
        saved.removeIf(text -> !isWhole(text));
        List<String> texts = writer.texts();
        List<String> whole =
                texts.stream().filter(FileCopyTruncateLoadTest::isWhole).toList();
        assertTrue(texts.size() - whole.size() <= TRUNCATIONS, "cut lines: " + (texts.size() - whole.size()));
        assertTrue(
                texts.stream()
                        .allMatch(text -> isWhole(text)
                                || line(0).startsWith(text.replaceAll(
                                        "^[0-9]{1,8}", "0".repeat(Math.min(8, text.length()))))),
                "a line that nobody wrote");
        assertEquals(whole.stream().sorted().toList(), whole, "out of order");
        assertEquals(new HashSet<>(whole).size(), whole.size(), "a line came twice");
        saved.removeAll(new HashSet<>(whole));
        assertEquals(Set.of(), saved, () -> "lines that were lost though they were saved; told " + told.lines);
        assertEquals(TRUNCATIONS, told.count("truncated"));
    }
}
