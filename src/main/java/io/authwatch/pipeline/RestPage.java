package io.authwatch.pipeline;

import io.authwatch.wire.Origin;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one batch that are not kept durably, as octets: read again only if somebody looks. Of a large
 * batch only the last ones are held.
 */
final class RestPage {
    private static final int MESSAGES_FIRST = 16;

    private final int messagesMax;
    private final Instant received;
    private byte[] octets = {};
    private int[] ends = {};
    private int[] places = {};
    private boolean[] unknown = {};
    private @Nullable Origin[] origins = new @Nullable Origin[0];
    private int unknowns;
    private int size;
    private int used;
    private long firstId;

    /**
     * @param messagesMax how many of the last messages are held at least; up to twice as many are. As many as {@link
     *     UnknownShapes} looks at are held whatever it says
     */
    RestPage(Instant received, int messagesMax) {
        this.messagesMax = Math.max(messagesMax, UnknownShapes.LINES_PER_SECOND_MAX);
        this.received = received;
    }

    /** A page for the batch after that of {@code before}: with as much room as that one needed, so that it seldom grows. */
    static RestPage after(RestPage before, Instant received) {
        RestPage page = new RestPage(received, before.messagesMax);
        page.resize(before.used + before.used / 8, before.size + before.size / 8);
        return page;
    }

    private void resize(int octetsRoom, int messagesRoom) {
        octets = Arrays.copyOf(octets, Math.max(used, octetsRoom));
        int room = Math.max(size, messagesRoom);
        ends = Arrays.copyOf(ends, room);
        places = Arrays.copyOf(places, room);
        unknown = Arrays.copyOf(unknown, room);
        origins = Arrays.copyOf(origins, room);
    }

    /** Gives up room that was not needed: the page may be held for long. */
    void trim() {
        if (used < octets.length / 2 || size < ends.length / 2) {
            resize(used, size);
        }
    }

    /** Copies a frame that is the {@code place}-th of its batch, and whose text no shape may have taken. */
    void add(Origin origin, byte[] array, int from, int to, int place, boolean noShape) {
        if (size == 2 * messagesMax) {
            dropFirstHalf();
        }
        int length = to - from;
        if (used + length > octets.length) {
            resize(Math.max(2 * octets.length, used + length), ends.length);
        }
        if (size == ends.length) {
            resize(octets.length, Math.max(MESSAGES_FIRST, 2 * size));
        }
        System.arraycopy(array, from, octets, used, length);
        used += length;
        ends[size] = used;
        places[size] = place;
        unknown[size] = noShape;
        unknowns += noShape ? 1 : 0;
        origins[size++] = origin;
    }

    private void dropFirstHalf() {
        int half = size / 2;
        int gone = ends[half - 1];
        System.arraycopy(octets, gone, octets, 0, used - gone);
        used -= gone;
        for (int i = 0; i < half; i++) {
            unknowns -= unknown[i] ? 1 : 0;
        }
        for (int i = half; i < size; i++) {
            ends[i - half] = ends[i] - gone;
            places[i - half] = places[i];
            unknown[i - half] = unknown[i];
            origins[i - half] = origins[i];
        }
        size -= half;
    }

    /** Gives every message its id: {@code firstId} plus its place in the batch. */
    void numbered(long firstId) {
        this.firstId = firstId;
    }

    int size() {
        return size;
    }

    /** How many of its messages no shape took. */
    int unknowns() {
        return unknowns;
    }

    /** Whether no shape took the message. */
    boolean isUnknown(int index) {
        return unknown[index];
    }

    Instant received() {
        return received;
    }

    long id(int index) {
        return firstId + places[index];
    }

    Origin origin(int index) {
        Origin origin = origins[index];
        if (origin == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return origin;
    }

    byte[] octets() {
        return octets;
    }

    int from(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    int to(int index) {
        return ends[index];
    }
}
