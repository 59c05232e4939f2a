package io.authwatch.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The files that stood at a path while it was not sure yet what came before them, oldest first: held open, for none of
 * them need stay there. Never more than a limit; what comes beyond it is found beside the path later. One thread.
 */
final class Successors implements AutoCloseable {
    private final int most;
    private final Deque<Generation> held = new ArrayDeque<>();

    /** None, and never more than {@code most}. */
    Successors(int most) {
        this.most = most;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Holds what stands at the path now, unless it is held already, there is no room, or it is gone. */
    void hold(Place target, SourceLimits.Files limits) throws IOException {
        if (!endsWith(target) && held.size() < most) {
            Generation opened = Generation.open(target, 0, limits, false);
            if (opened != null) {
                held.addLast(opened);
            }
        }
    }

    private boolean endsWith(Place target) {
        Generation last = held.peekLast();
        return last != null && last.identity().equals(target.identity());
    }

    /** Gives away the oldest; null if there is none. */
    @Nullable
    Generation poll() {
        return held.pollFirst();
    }

    /** Gives away what stands at the path, if it is held, and closes all others. */
    @Nullable
    Generation keepOnly(Place target) throws IOException {
        Generation last = endsWith(target) ? held.pollLast() : null;
        close();
        return last;
    }

    /** Lets go of all, and closes them. */
    @Override
    public void close() throws IOException {
        while (!held.isEmpty()) {
            held.removeFirst().close();
        }
    }
}
