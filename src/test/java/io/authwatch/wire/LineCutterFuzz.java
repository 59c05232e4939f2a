package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.authwatch.testkit.Frames;
import java.util.List;

/** Any file in any reads: the same lines as in one read, none above the limit, no octet consumed twice or left over. */
class LineCutterFuzz {
    private static final int OCTETS_MAX = 40;

    @FuzzTest
    void anyFile(FuzzedDataProvider data) {
        int size = data.consumeInt(1, 60);
        byte[] octets = data.consumeRemainingAsBytes();
        assertEquals(lines(octets, Math.max(1, octets.length)), lines(octets, size));
    }

    /** Reads {@code size} octets more at a time; what the cutter leaves comes again with them. */
    private static List<String> lines(byte[] octets, int size) {
        LineCutter cutter = new LineCutter(OCTETS_MAX);
        Frames frames = new Frames();
        FrameSink checked = (array, from, to, cut) -> {
            assertTrue(from >= 0 && from < to && to <= array.length && to - from <= OCTETS_MAX, "a sound line");
            frames.frame(array, from, to, cut);
        };
        int at = 0;
        for (int read = 0; read < octets.length; ) {
            read = Math.min(octets.length, read + size);
            int consumed = cutter.cut(octets, at, read, checked);
            assertTrue(consumed >= 0 && at + consumed <= read, "what was there");
            assertTrue(read - at - consumed <= OCTETS_MAX, "a caller with room for one line never stands still");
            at += consumed;
            assertTrue(cutter.openOctets() >= 0 && cutter.openOctets() <= at, "open octets were consumed");
        }
        cutter.end(octets, at, octets.length, checked);
        return frames.all();
    }
}
