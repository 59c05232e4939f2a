package io.authwatch.auth;

import io.authwatch.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognisers by the exact octets of a program's name: open addressing over FNV-1a, no object made on a look-up. */
final class ProgramTable {
    /** FNV-1a, 32 bits (draft-eastlake-fnv section 5). */
    private static final int FNV_BASIS = 0x811c9dc5;

    private static final int FNV_PRIME = 0x01000193;

    private final byte[][] names;
    private final Recogniser[] recognisers;
    private final int mask;

    ProgramTable(List<Recogniser> all) {
        long count = all.stream()
                .mapToLong(recogniser -> recogniser.programs().size())
                .sum();
        int places = Integer.highestOneBit((int) count) * 4;
        names = new byte[places][];
        recognisers = new Recogniser[places];
        mask = places - 1;
        for (Recogniser recogniser : all) {
            recogniser.programs().forEach(name -> add(name, recogniser));
        }
    }

    private void add(String name, Recogniser recogniser) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        int place = hash(octets, 0, octets.length) & mask;
        while (names[place] != null) {
            if (Arrays.equals(names[place], octets)) {
                throw new IllegalArgumentException("two recognisers read " + name);
            }
            place = place + 1 & mask;
        }
        names[place] = octets;
        recognisers[place] = recogniser;
    }

    /** The recogniser of the program named at {@code [from, to)}, or null. */
    @Nullable
    Recogniser find(Octets octets, int from, int to) {
        int place = hash(octets.array(), from, to) & mask;
        while (names[place] != null) {
            if (Arrays.equals(names[place], 0, names[place].length, octets.array(), from, to)) {
                return recognisers[place];
            }
            place = place + 1 & mask;
        }
        return null;
    }

    private static int hash(byte[] array, int from, int to) {
        int hash = FNV_BASIS;
        for (int i = from; i < to; i++) {
            hash = (hash ^ array[i]) * FNV_PRIME;
        }
        return hash ^ hash >>> 15;
    }
}
