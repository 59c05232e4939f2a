package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Frames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineCutterTest {
    private static final int OCTETS_MAX = 20;
    private static final long SEED = 815;
    private final Frames frames = new Frames();
    private final LineCutter cutter = new LineCutter(OCTETS_MAX);

    @Test
    void partialLastLine_isLeft() {
        assertEquals(8, cut("one\ntwo\nthr"));
        assertEquals(List.of("one", "two"), frames.all());
        assertEquals(0, cutter.openOctets());
    }

    @Test
    void carriageReturnsBlankLinesAndHoles_areSkipped() {
        assertEquals(19, cut("one\r\n\n\r\n\0\0\0two\n\0\n\0\0thr"));
        assertEquals(2, cutter.openOctets());
        assertEquals(List.of("one", "two"), frames.all());
    }

    @Test
    void nulInsideALine_staysInIt() {
        cut("a\0b\n");
        assertEquals(List.of("a\0b"), frames.all());
    }

    @Test
    void hole_isConsumedAndNotCommitted() {
        assertEquals(5, cut("\0\0\0\0\0"));
        assertEquals(5, cutter.openOctets());
        assertEquals(2, cut("\0\0li"));
        assertEquals(7, cutter.openOctets());
        assertEquals(5, cut("line\n"));
        assertEquals(0, cutter.openOctets());
        assertEquals(List.of("line"), frames.all());
    }

    @Test
    void longLine_isGivenOnceCutWhenItsEndHasCome() {
        assertEquals(30, cut("123456789012345678901234567890"));
        assertEquals(30, cutter.openOctets());
        assertEquals(List.of(), frames.all());
        assertEquals(4, cut("more"));
        assertEquals(34, cutter.openOctets());
        assertEquals(9, cut("end\nnext\n"));
        assertEquals(0, cutter.openOctets());
        assertEquals(List.of(Frames.cut("12345678901234567890"), "next"), frames.all());
    }

    @Test
    void line_atTheLimit_isWhole() {
        String line = "1".repeat(OCTETS_MAX);
        assertEquals(0, cut(line));
        assertEquals(OCTETS_MAX + 1, cut(line + "\n"));
        assertEquals(List.of(line), frames.all());
    }

    @Test
    void end_givesTheRest() {
        byte[] rest = Frames.octets("rest");
        cutter.end(rest, 0, rest.length, frames);
        assertEquals(List.of(Frames.cut("rest")), frames.all());
    }

    @Test
    void end_insideALongLine_givesIt() {
        cut("1".repeat(50));
        cutter.end(new byte[0], 0, 0, frames);
        cutter.end(new byte[0], 0, 0, frames);
        assertEquals(List.of(Frames.cut("1".repeat(OCTETS_MAX))), frames.all());
        assertEquals(0, cutter.openOctets());
    }

    @Test
    void reset_forgetsTheLongLine() {
        cut("1".repeat(50));
        cutter.reset();
        cut("new\n");
        assertEquals(List.of("new"), frames.all());
    }

    @Test
    void limit_belowOne_isRefused() {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> new LineCutter(0));
        assertEquals("longest line is 0 octets, expected 1 or more", refused.getMessage());
    }

    @Test
    void everyChunkSize_givesTheSameLines() {
        String file = "one\r\n\0\0two\n" + "x".repeat(21) + "\n\n" + "y".repeat(20) + "\n" + "z".repeat(19) + "\r\n"
                + "v".repeat(20) + "\r\n" + "w".repeat(70) + "\n\0\0\0\nthree\n";
        List<String> expected = List.of(
                "one",
                "two",
                Frames.cut("x".repeat(20)),
                "y".repeat(20),
                "z".repeat(19),
                Frames.cut("v".repeat(20)),
                Frames.cut("w".repeat(20)),
                "three");
        for (int size = 1; size <= file.length(); size++) {
            assertEquals(expected, tailed(Frames.octets(file), List.of(size), List.of()), "by " + size);
        }
    }

    @Test
    void crashAfterAnyCommit_repeatsAndLosesNothing() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            StringBuilder file = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int line = 0; line < 20; line++) {
                String text = line + "-" + "x".repeat(random.nextInt(3) == 0 ? random.nextInt(80) : random.nextInt(10));
                file.append("\0".repeat(random.nextInt(8) == 0 ? 30 : 0))
                        .append(text)
                        .append('\n');
                expected.add(text.length() > OCTETS_MAX ? Frames.cut(text.substring(0, OCTETS_MAX)) : text);
            }
            List<Integer> sizes = random.ints(50, 1, 40).boxed().toList();
            List<Integer> crashes = random.ints(5, 0, 40).boxed().toList();
            List<String> lines = tailed(Frames.octets(file.toString()), sizes, crashes);
            assertEquals(expected, lines, "seed " + SEED + " round " + round);
        }
    }

    /**
     * Reads a file as a source does: a buffer, an offset, a commit of lines and offset after each read, and a restart
     * from what was committed after the reads numbered in {@code crashes}.
     */
    private static List<String> tailed(byte[] file, List<Integer> sizes, List<Integer> crashes) {
        LineCutter cutter = new LineCutter(OCTETS_MAX);
        List<String> committed = new ArrayList<>();
        int offsetCommitted = 0;
        int offset = 0;
        int readTo = 0;
        for (int read = 0; readTo < file.length || offset < file.length; read++) {
            assertTrue(read < 10_000, "the reader makes way");
            readTo = Math.min(file.length, readTo + sizes.get(read % sizes.size()));
            Frames frames = new Frames();
            byte[] buffer = Arrays.copyOfRange(file, offset, readTo);
            offset += cutter.cut(buffer, 0, buffer.length, frames);
            assertTrue(readTo - offset <= OCTETS_MAX, "no more than a line is left");
            if (crashes.contains(read)) {
                cutter = new LineCutter(OCTETS_MAX);
                offset = readTo = offsetCommitted;
            } else {
                committed.addAll(frames.all());
                offsetCommitted = (int) (offset - cutter.openOctets());
                assertTrue(offsetCommitted == 0 || file[offsetCommitted - 1] == '\n', "committed at a line's end");
            }
        }
        return committed;
    }

    private int cut(String octets) {
        byte[] array = Frames.octets("-" + octets + "\n");
        return cutter.cut(array, 1, array.length - 1, frames);
    }
}
