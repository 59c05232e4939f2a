package io.authwatch.source;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Files that were found at a path, or rotated beside it, while it is not sure yet what comes before them, oldest first: held
 * open, for none of them need stay there. Never more than a limit; what comes beyond it is found beside the path later. One
 * thread.
 */
final class Successors implements AutoCloseable {
    private final int most;
    private final Opener opener;
    private final Deque<Generation> held = new ArrayDeque<>();

    /** None, and never more than {@code most}. */
    Successors(int most, Opener opener) {
        this.most = most;
        this.opener = opener;
    }

    /** Opens a file at its start. */
    interface Opener {
        /** Null if the path leads to another file by now. */
        @Nullable
        Generation open(Place place) throws IOException;
    }

    /** Holds what stands at a place unless it is held already; false if there is no room, or it is gone. */
    boolean hold(Place place) throws IOException {
        Generation last = held.peekLast();
        if (last != null && last.identity().equals(place.identity())) {
            return true;
        }
        Generation opened = held.size() < most ? open(place) : null;
        if (opened != null) {
            held.addLast(opened);
        }
        return opened != null;
    }

    private @Nullable Generation open(Place place) throws IOException {
        try {
            return opener.open(place);
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    /** Gives away the oldest; null if there is none. */
    @Nullable
    Generation poll() {
        return held.pollFirst();
    }

    /** Lets go of all, and closes them. */
    @Override
    public void close() throws IOException {
        while (!held.isEmpty()) {
            held.removeFirst().close();
        }
    }
}
