package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any octets as the offset file of a log that was rotated twice: what is read is the log's last lines, whole, in order and
 * none left out, or all of the newest file; never anything else.
 */
class OffsetFileFuzz {
    private static final List<String> LINES =
            IntStream.range(0, 30).mapToObj(i -> "line " + "x".repeat(i) + i).toList();
    private static final int NEWEST = 20;

    private static Path folder = Path.of("");
    private static long inode;

    @BeforeAll
    static void files() throws IOException {
        folder = Files.createTempDirectory("offset");
        write("auth.log.2", 0, 10);
        write("auth.log.1", 10, NEWEST);
        write("auth.log", NEWEST, LINES.size());
        inode = ((Number) Files.getAttribute(folder.resolve("auth.log"), "unix:ino", LinkOption.NOFOLLOW_LINKS))
                .longValue();
    }

    private static void write(String name, int from, int to) throws IOException {
        Files.write(folder.resolve(name), LINES.subList(from, to));
    }

    @AfterAll
    static void remove() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(OffsetFileFuzz::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest
    void anyOffsetFile_givesTheLogsLastLines(FuzzedDataProvider data) throws IOException {
        byte[] octets = octets(data);
        OffsetFile parsed = OffsetFile.parse(octets);
        assertTrue(parsed == null || parsed.inode() > 0 && parsed.octets() >= 0, "numbers that a file may have");
        Files.write(
                folder.resolve("auth.log.offset"),
                octets,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        List<String> texts = read();
        int first = LINES.size() - texts.size();
        assertEquals(LINES.subList(first, LINES.size()), texts);
        assertTrue(parsed != null || first == NEWEST, "one of no use has the newest read from its start");
    }

    /** Anything, or one that speaks of the log or of its neighbours. */
    private static byte[] octets(FuzzedDataProvider data) {
        if (data.consumeBoolean()) {
            return data.consumeRemainingAsBytes();
        }
        long number = inode + data.consumeInt(-3, 3);
        String offset = data.consumeBoolean() ? Integer.toString(data.consumeInt(0, 1_000)) : data.consumeString(24);
        return (number
                        + data.pickValue(List.of("\n", "\r\n", " \n", "\n\n"))
                        + offset
                        + data.consumeRemainingAsString())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> read() {
        Writer writer = new Writer();
        SteppedClock clock = new SteppedClock();
        Downstream downstream = new Downstream(writer::lane, writer, new Told(), clock.clocks());
        SourceLimits.Files limits = SourceLimits.Files.DEFAULTS;
        FileSettings settings =
                new FileSettings(folder.resolve("auth.log"), "vm", From.END, false, new OffsetPlace(null));
        try (FileTail tail =
                new FileTail(settings, null, downstream, limits, new FileDesk(downstream, limits), () -> {})) {
            for (int looks = 0; looks < 4; looks++) {
                int steps = 0;
                while (tail.step() == FileTail.Next.MORE) {
                    assertTrue(++steps < 100, "a tail must come to rest");
                }
                clock.step(limits.rotationGrace());
            }
        }
        return writer.texts();
    }
}
