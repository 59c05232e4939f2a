package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineEndTest {
    private static final long SEED = 20261123;

    @Test
    void search_anyOctetsAnyBounds_findsWhatALoopFinds() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] array = new byte[random.nextInt(40)];
            for (int i = 0; i < array.length; i++) {
                // Around the two that are looked for, where a borrow between octets would show.
                array[i] = (byte)
                        (random.nextInt(12) == 0
                                ? random.nextInt(256)
                                : "\0\1\t\n\13\200\212".charAt(random.nextInt(7)));
            }
            int from = random.nextInt(array.length + 1);
            int to = from + random.nextInt(array.length - from + 1);
            String where = "seed " + SEED + " round " + round;
            assertEquals(loop(array, from, to, false), LineEnd.lineFeed(array, from, to), where);
            assertEquals(loop(array, from, to, true), LineEnd.lineFeedOrNul(array, from, to), where);
        }
    }

    private static int loop(byte[] array, int from, int to, boolean nul) {
        for (int i = from; i < to; i++) {
            if (array[i] == '\n' || (nul && array[i] == 0)) {
                return i;
            }
        }
        return -1;
    }
}
