package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files by one pattern. */
class FileTailsTest {
    private static final Duration SCAN = SourceLimits.Files.DEFAULTS.scanEvery();

    @TempDir
    Path folder;

    private final Told told = new Told();
    private final Writer writer = new Writer();
    private final SteppedClock clock = new SteppedClock();
    private @Nullable FileTails tails;

    @AfterEach
    void close() {
        if (tails != null) {
            tails.close();
        }
    }

    private void begin(String pattern) {
        begin(pattern, SourceLimits.Files.DEFAULTS);
    }

    private void begin(String pattern, SourceLimits.Files limits) {
        close();
        tails = new FileTails(
                new FileSettings(folder.resolve(pattern), "vm", From.END, false),
                writer.positions(),
                new Downstream(writer::lane, writer, told, clock.clocks()),
                limits,
                () -> {});
    }

    private void read() {
        for (int steps = 0; Objects.requireNonNull(tails).step() == FileTail.Next.MORE; steps++) {
            assertTrue(steps < 1_000, "tails must come to rest");
        }
    }

    private void readLater(Duration later) {
        read();
        clock.step(later);
        read();
        read();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        TailFixture.append(file, text);
        return file;
    }

    private Set<Path> found(String pattern) throws IOException {
        return new FilePattern(folder.resolve(pattern)).files(Set.of());
    }

    @Test
    void pattern_findsFilesInFoldersToo_butNothingRotatedCompressedHiddenOrLinked() throws IOException {
        Path one = write("web-1/auth.log", "");
        Path two = write("web-2/auth.log", "");
        Path dated = write("web-2/auth.log-2026-11-23", "");
        for (String other :
                List.of("auth.log.1", "auth.log.2.gz", "auth.log.offset", ".auth.log", "auth.log-20261101.gz")) {
            write("web-1/" + other, "");
        }
        write("web-3/deeper/auth.log", "");
        Files.createSymbolicLink(folder.resolve("web-4"), folder.resolve("web-3/deeper"));
        assertEquals(Set.of(one, two), found("web-*/auth.log*"));
        assertEquals(Set.of(two), found("web-[2-9]/auth.l?g"));
        Files.delete(two);
        assertEquals(Set.of(one, dated), found("*/auth.log*"));
        assertEquals(Set.of(one), new FilePattern(folder.resolve("*/auth.log*")).files(Set.of(two)));
        assertEquals(Set.of(), found("no-*/auth.log"));
    }

    @Test
    void files_ofOnePattern_areReadEachInItsOrder_andNewOnesFromTheirStart() throws IOException {
        write("auth-1.log", "old\n");
        begin("auth-*.log");
        read();
        write("auth-1.log", "1a\n");
        write("auth-2.log", "2a\n2b\n");
        readLater(SCAN);
        assertEquals(List.of("1a", "2a", "2b"), writer.texts());
        assertEquals(
                folder.resolve("auth-2.log").toString(),
                writer.frames().get(1).origin().peer());
    }

    @Test
    void file_thatAppearsWhileStopped_isReadFromItsStart() throws IOException {
        write("auth-1.log", "old\n");
        begin("auth-*.log");
        read();
        read();
        write("auth-1.log", "1a\n");
        write("auth-2.log", "2a\n");
        writer.crash();
        begin("auth-*.log");
        read();
        assertEquals(Set.of("1a", "2a"), Set.copyOf(writer.texts()));
        assertEquals(2, writer.count());
    }

    @Test
    void rotation_ofOneOfThem_losesNothing_andDoesNotFindItTwice() throws IOException {
        Path log = write("auth-1.log", "old\n");
        begin("auth-*");
        read();
        write("auth-1.log", "a\n");
        Files.move(log, folder.resolve("auth-1.log.1"));
        readLater(SCAN);
        write("auth-1.log", "b\n");
        readLater(Duration.ofSeconds(5));
        assertEquals(List.of("a", "b"), writer.texts());
    }

    @Test
    void file_thatIsGone_isLetGoOf_itsLastLineRead_andOneThatComesLaterIsAnother() throws IOException {
        Path log = write("auth-1.log", "");
        begin("auth-*.log");
        read();
        write("auth-1.log", "a\nno end");
        Files.delete(log);
        readLater(Duration.ofMinutes(2));
        assertEquals(List.of("a", "no end"), writer.texts());
        readLater(SCAN);
        assertEquals(Set.of(folder), Objects.requireNonNull(tails).folders());
        write("auth-1.log", "b\n");
        readLater(SCAN);
        assertEquals(List.of("a", "no end", "b"), writer.texts());
        assertEquals(
                0, told.lines.stream().filter(line -> line.contains("lost")).count());
    }

    @Test
    void moreFilesThanTheLimit_areTold_andReadOnceThereIsRoom() throws IOException {
        for (int i = 0; i < 250; i++) {
            write(String.format("auth-%03d.log", i), "");
        }
        begin("auth-*.log");
        read();
        for (int i = 0; i < 250; i++) {
            write(String.format("auth-%03d.log", i), i + "\n");
        }
        readLater(SCAN);
        assertEquals(IntStream.range(0, 200).boxed().map(String::valueOf).toList(), sorted());
        assertEquals(1, told.count("limit files"));
        for (int i = 0; i < 50; i++) {
            Files.delete(folder.resolve(String.format("auth-%03d.log", i)));
        }
        readLater(Duration.ofMinutes(2));
        readLater(SCAN);
        assertEquals(250, writer.count());
    }

    private List<String> sorted() {
        return writer.texts().stream()
                .map(Integer::valueOf)
                .sorted()
                .map(String::valueOf)
                .toList();
    }

    @Test
    void nothingThatFits_isTold_andWaitedFor() throws IOException {
        begin("auth-*.log");
        readLater(SCAN);
        assertEquals(List.of("troubled file: no file is like it yet: waiting for one"), told.lines);
        write("auth-1.log", "a\n");
        readLater(SCAN);
        assertEquals(List.of("a"), writer.texts());
    }

    @Test
    void oneThatMayNotBeRead_hindersNoOther() throws IOException {
        Files.createSymbolicLink(folder.resolve("auth-1.log"), Path.of("/dev/zero"));
        write("auth-2.log", "old\n");
        begin("auth-*.log");
        read();
        write("auth-2.log", "a\n");
        read();
        assertEquals(List.of("a"), writer.texts());
        assertEquals(1, told.count("troubled file: it is a symbolic link: name the file that it leads to"));
    }
}
