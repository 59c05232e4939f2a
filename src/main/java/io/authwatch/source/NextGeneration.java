package io.authwatch.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The file that stands at a path while it is not sure yet what came before it: held open, for it may not stay there. */
final class NextGeneration implements AutoCloseable {
    private @Nullable Generation held;

    boolean is(Place place) {
        return held != null && held.identity().equals(place.identity());
    }

    /** Holds another one; returns the one before. */
    @Nullable
    Generation replace(@Nullable Generation other) {
        Generation before = held;
        held = other;
        return before;
    }

    /** Lets go of it, and closes it. */
    @Override
    public void close() throws IOException {
        Generation before = replace(null);
        if (before != null) {
            before.close();
        }
    }
}
