package io.authwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What is handed to the writer, in order. Any thread adds; the writer takes. What inputs read stands in {@link Turns}, which
 * bounds it; the rest is as much as people ask and sends answer.
 */
final class Inbox {
    /** Works that are taken at once. */
    static final int WORKS = 256;

    private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();

    boolean add(Work work) {
        return queue.add(work);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** What is there, or comes first within so many milliseconds. */
    List<Work> await(long millis) throws InterruptedException {
        List<Work> works = new ArrayList<>();
        Work first = queue.poll(millis, TimeUnit.MILLISECONDS);
        if (first != null) {
            works.add(first);
            queue.drainTo(works, WORKS - 1);
        }
        return works;
    }

    /** What is there. */
    List<Work> take() {
        List<Work> works = new ArrayList<>();
        queue.drainTo(works, WORKS);
        return works;
    }
}
