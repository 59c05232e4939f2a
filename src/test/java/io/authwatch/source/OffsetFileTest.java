package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F9: what logtail2, pygtail and logcheck remember of a file is taken over once, and believed only as far as it is true. */
class OffsetFileTest extends TailFixture {
    private static final String USELESS = "troubled file: its offset file is of no use, so it is read from its start: ";

    private static @Nullable OffsetFile parse(String text) {
        return OffsetFile.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static long inode(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    private Path offsetFile() {
        return folder.resolve("auth.log.offset");
    }

    private void remember(Path file, long offset) throws IOException {
        Files.writeString(offsetFile(), inode(file) + "\n" + offset + "\n");
    }

    private void beginBeside() {
        begin(new FileSettings(log, "vm", From.END, false, new OffsetPlace(null)), SourceLimits.Files.DEFAULTS);
    }

    private void assertReadAfterTakeover(String... lines) {
        beginBeside();
        readOverGrace();
        readOverGrace();
        assertEquals(List.of(lines), writer.texts(), told.lines::toString);
    }

    @Test
    void twoLinesOfANumberEach_areAnOffset_whateverFollows() {
        assertEquals(new OffsetFile(7, 42), parse("7\n42\n"));
        assertEquals(new OffsetFile(7, 42), parse("7\n42"));
        assertEquals(new OffsetFile(7, 42), parse(" 7\t\r\n42 \r\n\nanything"));
        assertEquals(new OffsetFile(1, Long.MAX_VALUE), parse("1\n9223372036854775807\n"));
    }

    /** Found by the fuzzer: what stood behind the 64th octet was not seen, so that half a number was believed. */
    @Test
    void numberThatMayBeCut_isNone_andTheLogIsReadFromItsStart() throws IOException {
        String blanks = " ".repeat(OffsetFile.OCTETS_MAX - "7\n42".length());
        assertEquals(new OffsetFile(7, 42), parse("7\n" + blanks + "42"));
        assertNull(parse("7\n" + blanks + "42" + "17"));
        assertNull(parse("7\n" + blanks + "42" + "x"));
        assertEquals(new OffsetFile(7, 2), parse("7\n" + blanks + "2\n" + "x".repeat(100)));
        append("a\nb\n");
        String number = inode(log) + "\n";
        Files.writeString(
                offsetFile(), number + " ".repeat(OffsetFile.OCTETS_MAX - number.length() - 1) + "2" + "000000\n");
        assertReadAfterTakeover("a", "b");
        assertEquals(1, told.count(USELESS + "it does not begin with two lines of a number each"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "7",
                "7\n",
                "7\n\n42\n",
                "0\n42\n",
                "-7\n42\n",
                "7\n-42\n",
                "7 42\n",
                "0x7\n42\n",
                "7\n4.2\n",
                "7\n9223372036854775808\n",
                "7\n99999999999999999999\n",
                "seven\n42\n",
                "\u0000\u0000",
                "7\n42x\n",
                "{\"7\":42}"
            })
    void anythingElse_isNone(String text) {
        assertNull(parse(text));
    }

    @Test
    void reading_goesOnAtTheOffset_andThenAtOurOwn() throws IOException {
        append("old\nolder\nnew\n");
        remember(log, 10);
        assertReadAfterTakeover("new");
        append("newer\n");
        Files.writeString(offsetFile(), inode(log) + "\n0\n");
        beginBeside();
        read();
        assertEquals(List.of("new", "newer"), writer.texts());
    }

    @Test
    void aLineThatWasHalfRead_isReadWhole() throws IOException {
        append("old\nhalf of it\n");
        remember(log, 8);
        assertReadAfterTakeover("half of it");
    }

    @Test
    void rotatedSince_isReadToItsEnd_andWhatCameAfter() throws IOException {
        append("old\nnew\n");
        remember(log, 4);
        rotate();
        append("newer\n");
        rotate();
        append("newest\n");
        assertReadAfterTakeover("new", "newer", "newest");
        assertEquals(
                0, told.lines.stream().filter(line -> line.startsWith(USELESS)).count());
    }

    @Test
    void rotatedSince_whileNothingStandsAtThePath_isReadToo() throws IOException {
        append("old\nnew\n");
        remember(log, 4);
        rotate();
        beginBeside();
        read();
        append("newer\n");
        readOverGrace();
        assertEquals(List.of("new", "newer"), writer.texts());
    }

    @Test
    void damagedOne_hasTheFileReadFromItsStart() throws IOException {
        append("old\nnew\n");
        Files.writeString(offsetFile(), "no number\n");
        assertReadAfterTakeover("old", "new");
        assertEquals(1, told.count(USELESS + "it does not begin with two lines of a number each"));
    }

    @Test
    void emptyOne_hasTheFileReadFromItsStart() throws IOException {
        append("old\nnew\n");
        Files.writeString(offsetFile(), "");
        assertReadAfterTakeover("old", "new");
    }

    @Test
    void staleOne_ofAFileThatIsGone_hasTheFileReadFromItsStart() throws IOException {
        append("old\nnew\n");
        Files.writeString(offsetFile(), inode(log) + 1_000_000 + "\n4\n");
        assertReadAfterTakeover("old", "new");
        assertEquals(1, told.count(USELESS + "the file that it speaks of is gone, or has become shorter"));
    }

    @Test
    void offsetBeyondTheFile_isNotBelieved() throws IOException {
        append("old\nnew\n");
        remember(log, 9);
        assertReadAfterTakeover("old", "new");
        assertEquals(1, told.count(USELESS + "the file that it speaks of is gone, or has become shorter"));
    }

    @Test
    void offsetFile_thatIsALinkOrAPipe_isNotOpened() throws Exception {
        append("old\nnew\n");
        Path target = Files.writeString(folder.resolve("elsewhere"), inode(log) + "\n4\n");
        Files.createSymbolicLink(offsetFile(), target);
        assertReadAfterTakeover("old", "new");
        assertEquals(1, told.count(USELESS + "it is not a regular file"));
        Files.delete(offsetFile());
        assertEquals(
                0, new ProcessBuilder("mkfifo", offsetFile().toString()).start().waitFor());
        log = folder.resolve("other.log");
        append("first\n");
        Files.move(offsetFile(), folder.resolve("other.log.offset"));
        beginBeside();
        assertTimeoutPreemptively(Duration.ofSeconds(5), this::read);
    }

    @Test
    void withoutOne_reading_beginsAtTheEnd_asEver() throws IOException {
        append("old\n");
        assertReadAfterTakeover();
        assertEquals(List.of("started file " + log), told.lines);
    }

    @Test
    void unaskedFor_itIsNotLookedAt() throws IOException {
        append("old\nnew\n");
        remember(log, 4);
        begin(From.END);
        read();
        assertEquals(0, writer.count());
    }

    @Test
    void folder_holdsThemUnderEitherName() {
        Path log = Path.of("/var/log/auth.log");
        assertEquals(List.of(Path.of("/var/log/auth.log.offset")), new OffsetPlace(null).filesFor(log));
        assertEquals(
                List.of(
                        Path.of("/var/lib/logcheck/offset.var.log.auth.log"),
                        Path.of("/var/lib/logcheck/auth.log.offset")),
                new OffsetPlace(Path.of("/var/lib/logcheck")).filesFor(log));
    }
}
