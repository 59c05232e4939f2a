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
