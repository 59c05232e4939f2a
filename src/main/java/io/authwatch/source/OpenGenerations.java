package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The files of one path that are held open, oldest first, never more than a limit. One thread. */
final class OpenGenerations implements AutoCloseable {
    private final SourceLimits.Files limits;
    private final Deque<Generation> queue = new ArrayDeque<>();

    OpenGenerations(SourceLimits.Files limits) {
        this.limits = limits;
    }

    @Nullable
    Generation first() {
        return queue.peekFirst();
    }

    @Nullable
    Generation last() {
        return queue.peekLast();
    }

    int size() {
        return queue.size();
    }

    boolean isFull() {
        return queue.size() >= limits.generationsMax();
    }

    /** How many more may be open. */
    int room() {
        return limits.generationsMax() - queue.size();
    }

    /** Opens a file at an offset and appends it; null if it is not there any more. */
    @Nullable
    Generation append(Place file, long offset, boolean complete) throws IOException {
        Generation opened = Generation.open(file, offset, limits, complete);
        if (opened != null) {
            queue.addLast(opened);
        }
        return opened;
    }

    /** Appends a file if it is the one that a position speaks of. */
    boolean appendIfContinues(Place file, FilePosition position, boolean complete) throws IOException {
        Generation opened = append(file, position.offset(), complete);
        if (opened == null || opened.continues(position)) {
            return opened != null;
        }
        queue.removeLast().close();
        return false;
    }

    void append(Generation opened) {
        queue.addLast(opened);
    }

    void prepend(Generation opened) {
        queue.addFirst(opened);
    }

    Generation removeFirst() {
        return queue.removeFirst();
    }

    /** Whether one after the first has something to read. */
    boolean laterHasOctets() throws IOException {
        Iterator<Generation> later = queue.iterator();
        later.next();
        while (later.hasNext()) {
            if (!later.next().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Octets that are not read yet. */
    long lag() throws IOException {
        long lag = 0;
        for (Generation generation : queue) {
            lag += generation.lag();
        }
        return lag;
    }

    @Override
    public void close() throws IOException {
        while (!queue.isEmpty()) {
            queue.removeFirst().close();
        }
    }
}
