package io.authwatch.source;

/** Runs from the first time it is read until it is reset. */
final class Stopwatch {
    private boolean running;
    private long since;

    /** Nanoseconds since the first reading; 0 at the first. */
    long reads(long nanos) {
        if (!running) {
            running = true;
            since = nanos;
        }
        return nanos - since;
    }

    boolean runs() {
        return running;
    }

    void reset() {
        running = false;
    }
}
