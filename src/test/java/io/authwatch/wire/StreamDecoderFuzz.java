package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.authwatch.testkit.Frames;
import java.util.Arrays;

/** Any octets in any reads: the same frames as in one read, none above the limit, no exception. */
class StreamDecoderFuzz {
    private static final int OCTETS_MAX = 300;

    @FuzzTest
    void anyStream(FuzzedDataProvider data) {
        int size = data.consumeInt(1, 40);
        byte[] octets = data.consumeRemainingAsBytes();
        assertEquals(read(octets, Math.max(1, octets.length)), read(octets, size));
    }

    private static String read(byte[] octets, int size) {
        StreamDecoder decoder = new StreamDecoder(OCTETS_MAX);
        Frames frames = new Frames();
        FrameSink checked = (array, from, to, cut) -> {
            assertTrue(from >= 0 && from < to && to <= array.length && to - from <= OCTETS_MAX, "a sound frame");
            frames.frame(array, from, to, cut);
        };
        Verdict verdict = Verdict.GO_ON;
        for (int at = 0; at < octets.length; at += size) {
            byte[] chunk = Arrays.copyOfRange(octets, at, Math.min(octets.length, at + size));
            verdict = decoder.feed(chunk, 0, chunk.length, checked);
        }
        decoder.end(checked);
        return verdict + " " + frames.all();
    }
}
