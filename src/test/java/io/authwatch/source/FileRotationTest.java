package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rotation by rename, while reading and while stopped. */
class FileRotationTest extends TailFixture {
    private void rotateWithNew(String text) throws IOException {
        read();
        rotate();
        append(text);
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
}
