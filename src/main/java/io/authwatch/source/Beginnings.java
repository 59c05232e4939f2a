package io.authwatch.source;

import java.util.function.LongConsumer;

/**
 * The messages of a RELP session that were the first after a rest, the latest of them. rsyslog may send such a one again
 * thousands of messages later: when its queue on disk is empty, the first message of it now and then comes once more (seen
 * with rsyslog 8.2302, {@code src/adr/0007}). Its trail guards it.
 */
final class Beginnings {
    static final int REMEMBERED = 16;

    private final long[] digests = new long[REMEMBERED];
    private final long[] places = new long[REMEMBERED];
    private int count;

    /** Takes one that stands at a place of its session; of an earlier session: at -1. */
    void add(long digest, long place) {
        int at = count++ % REMEMBERED;
        digests[at] = digest;
        places[at] = place;
    }

    /** Whether this message is among them, at a place before {@code end}. */
    boolean holds(long digest, long end) {
        for (int i = 0; i < size(); i++) {
            if (digests[i] == digest && places[i] < end) {
                return true;
            }
        }
        return false;
    }

    void forEach(LongConsumer taker) {
        for (int i = 0; i < size(); i++) {
            taker.accept(digests[i]);
        }
    }

    int size() {
        return Math.min(count, REMEMBERED);
    }
}
