package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.FilePosition;
import io.authwatch.source.FileSettings.From;
import io.authwatch.wire.Input;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTailTest {
    private static final Duration GRACE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final Told told = new Told();
    private final Writer writer = new Writer();
    private final SteppedClock clock = new SteppedClock();
    private Path log = Path.of("");
    private @Nullable FileTail tail;

    @BeforeEach
    void path() {
        log = folder.resolve("auth.log");
    }

    @AfterEach
    void close() {
        if (tail != null) {
            tail.close();
        }
    }

    private void begin(From from) {
        begin(from, false, SourceLimits.Files.DEFAULTS);
    }

    private void begin(From from, boolean followLinks, SourceLimits.Files limits) {
        close();
        tail = new FileTail(
                new FileSettings(log, "vm", from, followLinks),
                writer.position(),
                new Downstream(writer::lane, writer, told, clock.clocks()),
                limits,
                () -> {});
    }

    /** A crash: what was not committed is gone; then a new run from the ledger's position. */
    private void restart() {
        writer.crash();
        begin(From.END);
    }

    private void read() {
        FileTail.Next next = FileTail.Next.MORE;
        for (int steps = 0; next == FileTail.Next.MORE; steps++) {
            assertTrue(steps < 10_000, "a tail must come to rest");
            next = Objects.requireNonNull(tail).step();
        }
    }

    private void readOverGrace() {
        read();
        clock.step(GRACE);
        read();
    }

    private void append(String text) throws IOException {
        append(log, text);
    }

    private static void append(Path file, String text) throws IOException {
        append(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void append(Path file, byte[] octets) throws IOException {
        Files.write(file, octets, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path rotated(int generation) {
        return folder.resolve("auth.log." + generation);
    }

    private void rotate() throws IOException {
        for (int generation = 8; generation > 0; generation--) {
            if (Files.exists(rotated(generation))) {
                Files.move(rotated(generation), rotated(generation + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(log, rotated(1));
    }

    @Test
    void lines_areReadOnce_withTheirOriginAndPosition() throws IOException {
        append("one\ntwo\n");
        begin(From.START);
        read();
        append("three\n");
        read();
        assertEquals(List.of("one", "two", "three"), writer.texts());
        assertEquals(log.toString(), writer.frames().get(0).origin().peer());
        assertEquals("vm", writer.frames().get(0).origin().hostOtherwise());
        FilePosition position = assertNotNullPosition();
        assertEquals(14, position.offset());
        assertEquals(14, position.headOctets());
        assertEquals(3, told.received(Input.FILE));
        assertEquals(List.of("started file " + log), told.lines);
        assertEquals(0, told.lag);
    }

    private FilePosition assertNotNullPosition() {
        FilePosition position = writer.position();
        assertNotNull(position);
        return position;
    }

    @Test
    void file_onFirstSight_isReadFromItsEnd() throws IOException {
        append("old\nolder\nhalf of a");
        begin(From.END);
        read();
        append(" line\nnew\n");
        read();
        assertEquals(List.of("half of a line", "new"), writer.texts());
    }

    @Test
    void linesWritten_whileStoppedAfterAFirstSightWithoutAnyLine_areNotOldNews() throws IOException {
        append("old\n");
        begin(From.END);
        read();
        append("while stopped\n");
        restart();
        read();
        assertEquals(List.of("while stopped"), writer.texts());
    }

    @Test
    void file_missingAtStart_isReadFromItsBeginning() throws IOException {
        begin(From.END);
        read();
        assertEquals(List.of("troubled file: there is no such file: waiting for it"), told.lines);
        append("first\n");
        read();
        assertEquals(List.of("first"), writer.texts());
        assertEquals("started file " + log, told.lines.get(1));
    }

    @Test
    void file_missingAtStart_thatAppearsWhileStopped_isReadFromItsBeginning() throws IOException {
        begin(From.END);
        read();
        append("first\n");
        restart();
        read();
        assertEquals(List.of("first"), writer.texts());
    }

    @Test
    void partialLine_isKeptBack_acrossARestart() throws IOException {
        append("whole\nhal");
        begin(From.START);
        read();
        assertEquals(List.of("whole"), writer.texts());
        assertEquals(6, assertNotNullPosition().offset());
        restart();
        read();
        append("f\n");
        read();
        assertEquals(List.of("whole", "half"), writer.texts());
    }

    @Test
    void crash_repeatsWhatWasNotCommitted_andNothingElse() throws IOException {
        append("one\n");
        begin(From.START);
        read();
        writer.hold();
        append("two\n");
        read();
        append("three\n");
        read();
        writer.commit(1);
        restart();
        writer.goOn();
        read();
        assertEquals(List.of("one", "two", "three"), writer.texts());
    }

    @Test
    void batch_thatTheWriterHasNoRoomFor_isOfferedAgain() throws IOException {
        append("one\n");
        begin(From.START);
        writer.full(true);
        read();
        append("two\n");
        read();
        writer.full(false);
        read();
        assertEquals(List.of("one", "two"), writer.texts());
        assertEquals(2, told.received(Input.FILE));
    }

    @Test
    void reading_runsAheadOfTheWriter_byALimit() throws IOException {
        String lines = IntStream.range(0, 10_000)
                .mapToObj(i -> i + " " + "x".repeat(90) + "\n")
                .collect(Collectors.joining());
        append(lines);
        begin(From.START, false, new SourceLimits.Files(65_536, 200_000, Duration.ZERO, GRACE, 16));
        writer.hold();
        read();
        assertTrue(writer.takenOctets() <= 200_000 + 131_072, "taken " + writer.takenOctets());
        writer.goOn();
        read();
        assertEquals(10_000, writer.count());
    }

    @Test
    void rotation_drainsTheOldFile_thenReadsTheNewOne() throws IOException {
        append("a1\n");
        begin(From.START);
        read();
        rotate();
        append(rotated(1), "a2\n");
        read();
        append("b1\n");
        read();
        append(rotated(1), "a3 by a writer that has not noticed yet\n");
        read();
        assertEquals(List.of("a1", "a2", "a3 by a writer that has not noticed yet"), writer.texts());
        clock.step(GRACE.minusMillis(1));
        read();
        assertEquals(3, writer.count());
        clock.step(Duration.ofMillis(1));
        read();
        assertEquals(List.of("a1", "a2", "a3 by a writer that has not noticed yet", "b1"), writer.texts());
        assertEquals(1, told.count("rotated"));
    }

    @Test
    void grace_beginsAnew_whenTheOldFileGetsMore() throws IOException {
        append("a1\n");
        begin(From.START);
        rotateWithNew("b1\n");
        read();
        clock.step(Duration.ofSeconds(4));
        append(rotated(1), "a2\n");
        read();
        clock.step(Duration.ofSeconds(4));
        read();
        append(rotated(1), "a3\n");
        read();
        readOverGrace();
        assertEquals(List.of("a1", "a2", "a3", "b1"), writer.texts());
    }

    private void rotateWithNew(String text) throws IOException {
        read();
        rotate();
        append(text);
    }

    @Test
    void oldFile_isKept_whileTheNewOneIsEmpty() throws IOException {
        append("a1\n");
        begin(From.START);
        rotateWithNew("");
        readOverGrace();
        clock.step(Duration.ofHours(1));
        read();
        append(rotated(1), "a2 from a writer that was never told\n");
        read();
        assertEquals(List.of("a1", "a2 from a writer that was never told"), writer.texts());
    }

    @Test
    void rotations_fasterThanTheGrace_loseNothing() throws IOException {
        append("0\n");
        begin(From.START);
        for (int i = 1; i < 50; i++) {
            rotateWithNew(i + "\n");
            clock.step(Duration.ofSeconds(1));
        }
        readOverGrace();
        assertEquals(IntStream.range(0, 50).mapToObj(String::valueOf).toList(), writer.texts());
    }

    @Test
    void rotations_betweenTwoLooks_loseNothing() throws IOException {
        append("0\n");
        begin(From.START);
        read();
        for (int i = 1; i < 5; i++) {
            rotate();
            append(i + "\n");
        }
        readOverGrace();
        assertEquals(List.of("0", "1", "2", "3", "4"), writer.texts());
    }

    @Test
    void rotations_whileStopped_loseNothing() throws IOException {
        append("a1\n");
        begin(From.START);
        read();
        append("a2\n");
        rotate();
        append("b1\n");
        rotate();
        append("c1\n");
        restart();
        readOverGrace();
        assertEquals(List.of("a1", "a2", "b1", "c1"), writer.texts());
    }

    @Test
    void datedRotations_whileStopped_loseNothing() throws IOException {
        append(folder.resolve("auth.log-20261101"), "read long ago\n");
        append("a1\n");
        begin(From.START);
        read();
        append("a2\n");
        Files.move(log, folder.resolve("auth.log-20261108"));
        append(folder.resolve("auth.log-20261115"), "b1\n");
        append(folder.resolve("auth.log-20261108.gz"), "not text\n");
        append("c1\n");
        restart();
        readOverGrace();
        assertEquals(List.of("a1", "a2", "b1", "c1"), writer.texts());
    }

    @Test
    void rotation_whileThePathIsMissing_isFollowedWhenItAppears() throws IOException {
        append("a1\n");
        begin(From.START);
        read();
        rotate();
        append(rotated(1), "a2\n");
        restart();
        read();
        append("b1\n");
        readOverGrace();
        assertEquals(List.of("a1", "a2", "b1"), writer.texts());
        assertTrue(told.lines.stream().noneMatch(line -> line.contains("gone")), told.lines.toString());
    }

    @Test
    void rotatedFile_thatWasRemovedWhileStopped_isTold() throws IOException {
        append("a1\n");
        begin(From.START);
        read();
        Files.delete(log);
        append(folder.resolve("placeholder"), "takes the inode\n");
        append("b1\n");
        restart();
        readOverGrace();
        assertEquals(List.of("a1", "b1"), writer.texts());
        assertEquals(
                1, told.count("troubled file: the file that was read last is gone: what was not read of it is lost"));
    }

    @Test
    void removedFile_isReadToItsEnd() throws IOException {
        append("a1\n");
        begin(From.START);
        read();
        append("a2\n");
        Files.delete(log);
        append("b1\n");
        read();
        readOverGrace();
        readOverGrace();
        assertEquals(List.of("a1", "a2", "b1"), writer.texts());
    }

    @Test
    void lastLine_withoutAnEnd_isDeliveredWhenItsFileIsLeft() throws IOException {
        append("a1\nno end");
        begin(From.START);
        rotateWithNew("b1\n");
        readOverGrace();
        assertEquals(List.of("a1", "no end", "b1"), writer.texts());
        restart();
        readOverGrace();
        assertEquals(3, writer.count());
    }

    private void copyTruncate() throws IOException {
        Files.copy(log, rotated(1), StandardCopyOption.REPLACE_EXISTING);
        Files.write(log, new byte[0]);
    }

    @Test
    void copyTruncate_readsTheRestFromTheCopy_thenTheFileFromItsStart() throws IOException {
        append("a1\n");
        begin(From.START);
        read();
        append("a2\n");
        copyTruncate();
        append("b1\n");
        read();
        assertEquals(List.of("a1", "a2", "b1"), writer.texts());
        assertEquals(1, told.count("truncated"));
        append("b2\n");
        copyTruncate();
        append("c1 longer than all that was there before\n");
        read();
        assertEquals(List.of("a1", "a2", "b1", "b2", "c1 longer than all that was there before"), writer.texts());
    }

    @Test
    void copyTruncate_whileStopped_losesNothing() throws IOException {
        append("a1\n");
        begin(From.START);
        read();
        append("a2\n");
        copyTruncate();
        append("b1 is longer than what was read\n");
        restart();
        read();
        assertEquals(List.of("a1", "a2", "b1 is longer than what was read"), writer.texts());
        assertEquals(1, told.count("truncated"));
        restart();
        read();
        assertEquals(3, writer.count());
    }

    @Test
    void truncation_withoutACopy_isToldAndReadFromTheStart() throws IOException {
        append("a1\na2\n");
        begin(From.START);
        read();
        Files.write(log, new byte[0]);
        append("b\n");
        read();
        assertEquals(List.of("a1", "a2", "b"), writer.texts());
        assertEquals(1, told.count("truncated"));
    }

    @Test
    void truncation_thatLeavesTheFilesHead_isSeenByItsSize() throws IOException {
        append("0123456789\n".repeat(300));
        begin(From.START);
        read();
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(2_200);
        }
        read();
        assertEquals(500, writer.count());
        assertEquals(1, told.count("truncated"));
    }

    @Test
    void file_ofWhichNothingWasRead_isNotFoundInAnyOther() throws IOException {
        append(rotated(1), "old news\n");
        append("");
        begin(From.START);
        read();
        Files.delete(log);
        append(folder.resolve("placeholder"), "takes the inode\n");
        append("b1\n");
        restart();
        readOverGrace();
        assertEquals(List.of("b1"), writer.texts());
    }

    @Test
    void files_thatOnlyLookLikeRotatedOnes_areLeftAlone() throws IOException {
        append("a1\n");
        begin(From.START);
        read();
        Files.move(log, folder.resolve("auth.log-20261123"));
        append(rotated(1), "of another scheme\n");
        append(folder.resolve("auth.log.bak"), "a copy\n");
        append(folder.resolve("auth.log.0.gz"), "not text\n");
        append("b1\n");
        restart();
        readOverGrace();
        assertEquals(List.of("a1", "b1"), writer.texts());
    }

    @Test
    void reusedInode_isKnownByTheFilesHead() throws IOException {
        append("a1\n");
        begin(From.START);
        read();
        // The same inode with other octets, and more of them: as if removed and made again.
        Files.writeString(log, "b1 other\nb2\n", StandardOpenOption.TRUNCATE_EXISTING);
        restart();
        read();
        assertEquals(List.of("a1", "b1 other", "b2"), writer.texts());
    }

    @Test
    void writer_thatGoesOnAtItsOldOffsetAfterATruncation_leavesAHoleThatIsSkipped() throws IOException {
        append("a1\n".repeat(100));
        begin(From.START);
        read();
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(0);
            file.seek(1_000_000);
            file.write("b1\n".getBytes(StandardCharsets.UTF_8));
        }
        read();
        assertEquals(101, writer.count());
        assertEquals("b1", writer.texts().get(100));
        restart();
        append("b2\n");
        read();
        assertEquals("b2", writer.texts().get(101));
    }

    @Test
    void longLine_isCutOnce_andTheNextOneIsWhole() throws IOException {
        append("before\n" + "x".repeat(1_000_000) + "\nafter\n");
        begin(From.START);
        read();
        assertEquals(List.of("before", "x".repeat(65_536), "after"), writer.texts());
        assertEquals(
                List.of(false, true, false),
                writer.frames().stream().map(Writer.Frame::cut).toList());
    }

    @Test
    void longLine_whoseEndIsNotThereYet_isNotPassedByThePosition() throws IOException {
        append("before\n" + "x".repeat(100_000));
        begin(From.START);
        read();
        assertEquals(7, assertNotNullPosition().offset());
        append("x".repeat(100_000) + "\nafter\n");
        read();
        assertEquals(List.of("before", "x".repeat(65_536), "after"), writer.texts());
        assertEquals(7 + 200_001 + 6, assertNotNullPosition().offset());
    }

    @Test
    void oddOctets_areLines() throws IOException {
        append(log, new byte[] {'a', (byte) 0xe9, 0, 'b', '\r', '\n', (byte) 0xff, '\n'});
        begin(From.START);
        read();
        assertEquals(List.of("a\\xe9\u0000b", "\\xff"), writer.texts());
    }

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

    @Test
    void lag_isWhatIsNotReadYet() throws IOException {
        append("one\n");
        begin(From.START);
        read();
        append("par");
        read();
        assertEquals(3, told.lag);
    }
}
