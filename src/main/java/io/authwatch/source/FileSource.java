package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import io.authwatch.wire.Input;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tails one path on a thread of its own: rotation by rename with the old file read to its end, truncation, a file that
 * is not there yet. Each batch carries the position after its last line, so that a crash repeats nothing that was
 * committed and skips nothing that was not.
 */
public final class FileSource implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(10);
    private static final Duration JOIN = Duration.ofSeconds(5);

    private final FileSettings settings;
    private final Downstream downstream;
    private final SourceLimits.Files limits;
    private final Waker waker;
    private final FileTail tail;
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * A source that does not read yet.
     *
     * @param position where the ledger says that a run before this one stopped, or null
     */
    public FileSource(
            FileSettings settings,
            @Nullable FilePosition position,
            Downstream downstream,
            SourceLimits limits,
            Waker waker) {
        this.settings = settings;
        this.downstream = downstream;
        this.limits = limits.files();
        this.waker = waker;
        this.tail = new FileTail(settings, position, downstream, limits.files(), waker::wake);
        this.thread = new Thread(this::run, "tail " + settings.path());
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                Duration pause = stepped();
                if (!pause.isZero()) {
                    waker.pause(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tail.close();
        }
    }

    /** A step, and how long to rest after it. */
    private Duration stepped() {
        try {
            return switch (tail.step()) {
                case MORE -> Duration.ZERO;
                case BLOCKED -> RETRY;
                case IDLE -> limits.pollEvery();
            };
        } catch (RuntimeException e) {
            downstream
                    .happenings()
                    .inputTroubled(Input.FILE, settings.path().toString(), "a mistake of ours, trying again: " + e);
            tail.startOver();
            return limits.pollEvery();
        }
    }

    /** Stops reading and waits for the thread to end. What was handed over stays the writer's. */
    @Override
    public void close() {
        stopped = true;
        waker.wake();
        try {
            thread.join(JOIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
