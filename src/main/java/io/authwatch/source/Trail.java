package io.authwatch.source;

import java.util.Arrays;

/** The digests of the latest messages of one connection. Any thread. */
final class Trail {
    private static final int FIRST = 16;

    private final int max;
    private long[] digests = new long[FIRST];
    private int count;
    private volatile boolean broken;
    private volatile long heard;

    /** Of a new connection; of its messages the latest are remembered: half of {@code max} at least. */
    Trail(int max) {
        this.max = max;
    }

    synchronized void add(long digest) {
        if (count == max) {
            System.arraycopy(digests, max / 2, digests, 0, max - max / 2);
            count = max - max / 2;
        } else if (count == digests.length) {
            digests = Arrays.copyOf(digests, Math.min(max, 2 * count));
        }
        digests[count++] = digest;
    }

    /** Whether this one is remembered; it is not any more then. */
    synchronized boolean use(long digest) {
        for (int i = 0; i < count; i++) {
            if (digests[i] == digest) {
                System.arraycopy(digests, i + 1, digests, i, count - i - 1);
                count--;
                return true;
            }
        }
        return false;
    }

    synchronized boolean isEmpty() {
        return count == 0;
    }

    boolean isBroken() {
        return broken;
    }

    void broke() {
        broken = true;
    }

    long heard() {
        return heard;
    }

    void heard(long nanos) {
        heard = nanos;
    }
}
