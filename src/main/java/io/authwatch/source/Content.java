package io.authwatch.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The octets of one open file: as they stand on the disk, or as they were before it was compressed. One thread. */
interface Content extends Closeable {
    /** Why a compressed file was not inflated to its end. */
    enum Fault {
        DAMAGED("it is damaged"),
        TOO_LARGE("it holds too much");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Reads some of those from {@code at} on; -1 if there are none. */
    int read(ByteBuffer into, long at) throws IOException;

    /** How many there are; {@link Long#MAX_VALUE} for a compressed file that was not read to its end yet. */
    long size() throws IOException;

    /** Whether there are so many at least. */
    boolean reaches(long octets) throws IOException;

    /** How many come after the first {@code consumed}; those that are still compressed count as they are. */
    long left(long consumed) throws IOException;

    /** Whether somebody may truncate it. */
    default boolean mayChange() {
        return true;
    }

    /** Why what should come after the last of them is lost, or null. */
    default @Nullable Fault fault() {
        return null;
    }

    /** Fills {@code into} from {@code at} on, as far as there is something; returns how much. */
    default int fill(ByteBuffer into, long at) throws IOException {
        int from = into.position();
        while (into.hasRemaining() && read(into, at + into.position() - from) >= 0) {}
        return into.position() - from;
    }
}
