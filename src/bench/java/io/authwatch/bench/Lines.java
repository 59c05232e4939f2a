package io.authwatch.bench;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The lines that every benchmark reads, the same in every run. */
final class Lines {
    /** More than a processor's caches and branch tables hold. */
    static final int COUNT = 50_000;

    private static final long SEED = 20261123;
    private static final int LINES_A_SECOND = 200;

    private Lines() {}

    /** {@link #COUNT} lines of {@link Mix}, without their LF. */
    static byte[][] octets() {
        Random random = new Random(SEED);
        Word word = new Word(random);
        byte[][] lines = new byte[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            lines[i] = Mix.any(random).line(i / LINES_A_SECOND, word).getBytes(StandardCharsets.ISO_8859_1);
        }
        return lines;
    }
}
