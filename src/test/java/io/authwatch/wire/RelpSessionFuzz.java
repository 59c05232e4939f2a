package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.authwatch.testkit.Frames;
import java.util.Arrays;

/**
 * Any octets in any reads: the same messages and answers as in one read, no message above the limit, none answered
 * before it is durable, no exception.
 */
class RelpSessionFuzz {
    private static final int OCTETS_MAX = 100;

    @FuzzTest
    void anyStream(FuzzedDataProvider data) {
        int size = data.consumeInt(1, 40);
        byte[] octets = data.consumeRemainingAsBytes();
        assertEquals(read(octets, Math.max(1, octets.length)), read(octets, size));
    }

    private static String read(byte[] octets, int size) {
        RelpSession session = new RelpSession(OCTETS_MAX, "authwatch,1.0");
        Frames frames = new Frames();
        int[] taken = {0};
        FrameSink checked = (array, from, to, cut) -> {
            assertTrue(from >= 0 && from < to && to <= array.length && to - from <= OCTETS_MAX, "a sound frame");
            taken[0] = session.received();
            frames.frame(array, from, to, cut);
        };
        StringBuilder answers = new StringBuilder();
        Verdict verdict = Verdict.GO_ON;
        for (int at = 0; at < octets.length; at += size) {
            byte[] chunk = Arrays.copyOfRange(octets, at, Math.min(octets.length, at + size));
            verdict = session.feed(chunk, 0, chunk.length, checked);
            int before = taken[0];
            String early = Frames.text(session.answers());
            assertTrue(before == 0 || !early.contains("\n" + before + " rsp") && !early.startsWith(before + " rsp"));
            answers.append(early);
            if (at / size % 2 == 0) {
                session.durable(session.received());
                answers.append(Frames.text(session.answers()));
            }
            taken[0] = 0;
        }
        session.durable(session.received());
        answers.append(Frames.text(session.answers()));
        assertEquals(0, session.unanswered());
        return verdict + " " + session.fault() + " " + session.isMidFrame() + " " + frames.all() + answers;
    }
}
