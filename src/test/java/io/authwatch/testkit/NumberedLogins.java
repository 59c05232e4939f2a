package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A steady stream of sshd lines, each with a login name of its own, into a file and into a logger at the same time:
 * {@code f0, f1 …} into the file, {@code t0, t1 …} into the logger. Every fiftieth is an accepted login.
 */
public final class NumberedLogins implements AutoCloseable {
    private static final int EVERY = 50;
    private static final int PERIOD_MILLIS = 50;
    private static final int LINES_A_PERIOD = 10;

    private final Path file;
    private final Program logger;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> stream;
    private volatile int written;

    /** Starts to write. */
    public NumberedLogins(Path file, Program logger) {
        this.file = file;
        this.logger = logger;
        this.stream = clock.scheduleAtFixedRate(this::write, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void write() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES_A_PERIOD; i++) {
            int number = written + i;
            lines.add(Instant.now() + " file-1 sshd[4711]: " + text("f", number));
            logger.type(text("t", number));
        }
        try {
            Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written += LINES_A_PERIOD;
    }

    private static String text(String series, int number) {
        String verdict = number % EVERY == 0 ? "Accepted" : "Failed";
        return verdict + " password for " + series + number + " from 192.0.2.7 port 22 ssh2";
    }

    /** How many lines of each series there are. */
    public int written() {
        return written;
    }

    /** The names of a series whose logins were accepted. */
    public List<String> accepted(String series) {
        return IntStream.range(0, written)
                .filter(number -> number % EVERY == 0)
                .mapToObj(number -> series + number)
                .toList();
    }

    /** All names of a series. */
    public List<String> all(String series) {
        return IntStream.range(0, written).mapToObj(number -> series + number).toList();
    }

    /** Ends the stream; fails if it broke off before. */
    public void stop() throws InterruptedException, ExecutionException {
        if (stream.isDone()) {
            stream.get();
        }
        clock.shutdown();
        if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the stream does not end");
        }
        logger.endInput();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        logger.close();
    }
}
