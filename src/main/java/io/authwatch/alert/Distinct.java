package io.authwatch.alert;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How many different texts were met: exact up to a bound, beyond which it says so. Holds the first 64 bits of their
 * SHA-256, for who writes the texts must not choose which ones are taken for one; 16 to 42 octets each.
 */
final class Distinct {
    private static final int PLACES_MIN = 16;

    private final int max;
    /** Open addressing; 0 is a free place, so a hash of 0 is taken for 1. */
    private long[] places = new long[PLACES_MIN];

    private int size;
    private boolean more;

    /**
     * @param max how many it holds at most, 1 and up
     */
    Distinct(int max) {
        this.max = max;
    }

    void add(String text) {
        add(hash(text));
    }

    private void add(long hash) {
        int at = place(hash);
        if (places[at] == hash) {
            return;
        }
        if (size == max) {
            more = true;
            return;
        }
        places[at] = hash;
        size++;
        if (2 * size > places.length) {
            grow();
        }
    }

    private int place(long hash) {
        int at = (int) hash & (places.length - 1);
        while (places[at] != 0 && places[at] != hash) {
            at = (at + 1) & (places.length - 1);
        }
        return at;
    }

    private void grow() {
        long[] before = places;
        places = new long[2 * before.length];
        for (long hash : before) {
            if (hash != 0) {
                places[place(hash)] = hash;
            }
        }
    }

    private static long hash(String text) {
        byte[] digest = AlertId.sha256(text.getBytes(StandardCharsets.UTF_8));
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = hash << 8 | (digest[i] & 0xff);
        }
        return hash == 0 ? 1 : hash;
    }

    /** How many different texts were met; at least so many if there were {@link #more}. */
    int size() {
        return size;
    }

    /** Whether there were more than it holds. */
    boolean more() {
        return more;
    }

    /** Its form in a checkpoint: in the order of the hashes, for the places depend on what came first. */
    void write(CellWriter to) {
        to.number(more ? 1 : 0).number(size);
        Arrays.stream(places).filter(hash -> hash != 0).sorted().forEach(to::number);
    }

    /** Takes over what {@link #write} wrote; for an empty one. */
    void read(CellReader from) {
        more = from.number() == 1;
        for (long left = from.number(); left > 0; left--) {
            add(from.number());
        }
    }
}
