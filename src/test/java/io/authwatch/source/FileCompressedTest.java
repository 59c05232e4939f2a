package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F4 and A20: rotated files that were compressed before they were read to their end. */
class FileCompressedTest extends TailFixture {
    private static final String DAMAGED = "troubled file: of a rotated file the end is lost: it is damaged";

    private Path compress(Path file) throws IOException {
        Path compressed = file.resolveSibling(file.getFileName() + ".gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(file, gzip);
        }
        Files.delete(file);
        return compressed;
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    private void assertLines(int count) {
        assertEquals(
                IntStream.range(0, count).mapToObj(i -> "line " + i).toList(), writer.texts(), told.lines::toString);
    }

    /** Read up to line 100,000, then rotated and compressed. */
    private Path rotatedAtLine100000() throws IOException {
        append(lines(0, 100_000));
        begin(From.START);
        read();
        append(lines(100_000, 200_000));
        rotate();
        return compress(rotated(1));
    }

    @Test
    void f4_rotationsAndCompressionWhileStopped_loseNothing() throws IOException {
        Path first = rotatedAtLine100000();
        append(lines(200_000, 200_010));
        Files.move(first, folder.resolve("auth.log.2.gz"));
        rotate();
        append(lines(200_010, 200_020));
        restart();
        readOverGrace();
        assertLines(200_020);
    }

    @Test
    void f4_severalCompressedOnes_areReadInTheirOrder() throws IOException {
        append(lines(0, 3));
        begin(From.START);
        read();
        append(lines(3, 5));
        Files.move(log, folder.resolve("auth.log-20261101"));
        compress(folder.resolve("auth.log-20261101"));
        append(folder.resolve("auth.log-20261108"), lines(5, 7));
        compress(folder.resolve("auth.log-20261108"));
        append(folder.resolve("auth.log-20261115"), lines(7, 9));
        append(lines(9, 10));
        restart();
        readOverGrace();
        assertLines(10);
    }

    @Test
    void crash_inTheMiddleOfACompressedOne_repeatsNothing() throws IOException {
        rotatedAtLine100000();
        append(lines(200_000, 200_010));
        writer.crash();
        writer.hold();
        begin(From.END);
        for (int steps = 0; steps < 4; steps++) {
            tail().step();
        }
        writer.commit(2);
        int read = writer.count();
        assertTrue(read > 100_000 && read < 200_000, "in the middle: " + read);
        writer.goOn();
        writer.crash();
        restart();
        readOverGrace();
        assertLines(200_010);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void compressedWhileRunning_andRotatedAgain_losesNothing(boolean lookInBetween) throws IOException {
        append(lines(0, 3));
        begin(From.START);
        read();
        append(lines(3, 5));
        rotate();
        compress(rotated(1));
        append(lines(5, 7));
        if (lookInBetween) {
            read();
        }
        Files.move(folder.resolve("auth.log.1.gz"), folder.resolve("auth.log.2.gz"));
        rotate();
        compress(rotated(1));
        append(lines(7, 9));
        read();
        readOverGrace();
        readOverGrace();
        assertLines(9);
    }

    @Test
    void copyTruncate_withTheCopyCompressed_losesNothing() throws IOException {
        append(lines(0, 3));
        begin(From.START);
        read();
        append(lines(3, 5));
        Files.copy(log, rotated(1));
        Files.write(log, new byte[0]);
        compress(rotated(1));
        append(lines(5, 6));
        read();
        assertLines(6);
    }

    @Test
    void compressedOne_withoutALastLineEnd_isReadToItsEnd() throws IOException {
        append("line 0\n");
        begin(From.START);
        read();
        append("line 1\nline 2");
        rotate();
        compress(rotated(1));
        append("line 3\n");
        restart();
        readOverGrace();
        assertLines(4);
    }

    @Test
    void damagedOne_isReadAsFarAsItGoes_andTold() throws IOException {
        Path compressed = rotatedAtLine100000();
        byte[] octets = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(octets, octets.length * 9 / 10));
        append("the end\n");
        restart();
        readOverGrace();
        List<String> texts = writer.texts();
        assertTrue(texts.size() > 150_000 && texts.size() < 200_000, texts.size() + " lines");
        assertEquals("the end", texts.get(texts.size() - 1));
        assertEquals(1, told.count(DAMAGED));
    }

    @Test
    void bomb_isReadUpToTheLimit_inLittleMemory_andCounted() throws IOException {
        append("line 0\n");
        begin(From.START);
        read();
        Files.delete(log);
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(folder.resolve("auth.log.1.gz")))) {
            gzip.write("line 0\nline 1\n".getBytes(StandardCharsets.US_ASCII));
            byte[] zeros = new byte[1 << 20];
            for (int mebibyte = 0; mebibyte < 256; mebibyte++) {
                gzip.write(zeros);
            }
        }
        append("line 2\n");
        writer.crash();
        begin(From.END, false, SourceLimits.Files.DEFAULTS.inflating(32 << 20));
        long before = used();
        readOverGrace();
        long grown = used() - before;
        assertLines(3);
        assertEquals(1, told.count("limit inflated-octets"));
        assertTrue(grown < 20 << 20, "grown by " + grown + " octets");
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void whatIsNoneOfGzip_isLeftAlone() throws IOException {
        append("line 0\n");
        begin(From.START);
        read();
        Files.delete(log);
        append(folder.resolve("auth.log.1.gz"), "line 0\nno gzip\n");
        append(folder.resolve("auth.log.2.gz"), "");
        append("line 1\n");
        restart();
        readOverGrace();
        assertLines(2);
    }
}
