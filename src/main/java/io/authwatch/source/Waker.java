package io.authwatch.source;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A pause that can be cut short. Polling finds every change of a file; whoever knows of one sooner (an acknowledgement, a
 * watch on the directory) wakes the thread. Any thread.
 */
public class Waker {
    private final Semaphore calls = new Semaphore(0);

    /** Returns after {@code most}, or as soon as somebody called {@link #wake} since the last pause ended. */
    public void pause(Duration most) throws InterruptedException {
        boolean called = calls.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
        if (called) {
            calls.drainPermits();
        }
    }

    /** Ends the pause, or the next one. */
    public void wake() {
        if (calls.availablePermits() == 0) {
            calls.release();
        }
    }
}
