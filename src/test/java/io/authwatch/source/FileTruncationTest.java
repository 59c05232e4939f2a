package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Truncation, with a copy and without, and what a reused inode looks like. */
class FileTruncationTest extends TailFixture {
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

    /** F5: nor size nor first octets tell. */
    @Test
    void f5_reusedInode_withTheSameFirstKibibyte_isKnownByWhatWasReadLast() throws IOException {
        String alike = "alike\n".repeat(300);
        append(alike + "a1\n".repeat(30));
        begin(From.START);
        read();
        assertEquals(330, writer.count());
        Files.writeString(log, alike + "b1\n".repeat(40), StandardOpenOption.TRUNCATE_EXISTING);
        read();
        assertEquals(330 + 340, writer.count());
        Files.writeString(log, alike + "c1\n".repeat(50), StandardOpenOption.TRUNCATE_EXISTING);
        restart();
        read();
        assertEquals(330 + 340 + 350, writer.count());
        assertEquals(2, told.count("truncated"));
        restart();
        append("c2\n");
        read();
        assertEquals(330 + 340 + 350 + 1, writer.count());
    }

    /** F5: removed and made anew on the inode that was freed, with the same first octets, and shorter or longer. */
    @ParameterizedTest
    @ValueSource(ints = {2, 500})
    void f5_fileMadeAnew_whileStopped_isReadFromItsStart(int lines) throws IOException {
        append("alike\n" + "a1\n".repeat(100));
        begin(From.START);
        read();
        Files.delete(log);
        append("alike\n" + "b1\n".repeat(lines));
        restart();
        readOverGrace();
        assertEquals(101 + 1 + lines, writer.count());
    }

    /** Moved to another disk with all that is in it, as by a backup that was brought back. */
    @Test
    void fileWithAnotherInode_thatHoldsWhatWasRead_isReadOn() throws IOException {
        append("a1\n");
        begin(From.START);
        read();
        Files.copy(log, folder.resolve("copy"));
        Files.move(folder.resolve("copy"), log, StandardCopyOption.REPLACE_EXISTING);
        append("a2\n");
        restart();
        readOverGrace();
        assertEquals(List.of("a1", "a2"), writer.texts());
    }

    @Test
    void copyTruncate_twiceBetweenTwoLooks_losesNothing() throws IOException {
        append("a1\n");
        begin(From.START);
        read();
        append("a2\n");
        copyTruncate();
        append("b1\n");
        Files.move(rotated(1), rotated(2));
        copyTruncate();
        append("c1\n");
        read();
        readOverGrace();
        assertEquals(List.of("a1", "a2", "b1", "c1"), writer.texts());
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
}
