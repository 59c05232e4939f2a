package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tails one path, or all files that a pattern leads to, on a thread of its own: rotation with the old file read to its
 * end, truncation, files that are not there yet. Each batch carries the position after its last line, so that a crash
 * repeats nothing that was committed and skips nothing that was not.
 */
public final class FileSource implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(10);
    private static final Duration JOIN = Duration.ofSeconds(5);

    private final SourceLimits.Files limits;
    private final Waker waker;
    private final FolderHints hints;
    private final FileTails tails;
    private final LongSupplier nanos;
    private final Stopwatch hinted = new Stopwatch();
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * A source that does not read yet.
     *
     * @param positions where the ledger says that a run before this one stopped, by path
     * @param hints cut the pauses between two looks short
     */
    public FileSource(
            FileSettings settings,
            Map<String, FilePosition> positions,
            Downstream downstream,
            SourceLimits limits,
            FolderHints hints,
            Waker waker) {
        this.limits = limits.files();
        this.nanos = downstream.clocks().nanos();
        this.hints = hints;
        this.waker = waker;
        this.tails = new FileTails(settings, positions, downstream, limits.files(), waker::wake);
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
                FileTail.Next next = tails.step();
                if (next != FileTail.Next.MORE) {
                    askForHints();
                    waker.pause(next == FileTail.Next.BLOCKED ? RETRY : limits.pollEvery());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tails.close();
        }
    }

    private void askForHints() {
        if (!hinted.runs()
                || hinted.reads(nanos.getAsLong()) >= limits.scanEvery().toNanos()) {
            hinted.reset();
            hinted.reads(nanos.getAsLong());
            tails.folders().forEach(folder -> hints.watch(folder, waker));
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
