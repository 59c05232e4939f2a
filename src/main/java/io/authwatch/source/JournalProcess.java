package io.authwatch.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A running journalctl. What it complains about is read as it comes, and the beginning of it kept. */
final class JournalProcess implements AutoCloseable {
    private static final int COMPLAINT_OCTETS_MAX = 1_000;
    private static final Duration ENDS = Duration.ofSeconds(2);
    /** It has no use for the rest, which holds our secrets. */
    private static final Set<String> ENVIRONMENT = Set.of("PATH");

    private final Process process;
    private final Thread listener;
    private final byte[] complaint = new byte[COMPLAINT_OCTETS_MAX];
    private int complaintLength;

    private JournalProcess(Process process) {
        this.process = process;
        this.listener = new Thread(this::listen, "journalctl's complaints");
        listener.setDaemon(true);
        listener.start();
    }

    /**
     * Starts it.
     *
     * @throws IOException if there is no such program, or it may not be run
     */
    static JournalProcess start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        Process process = builder.start();
        process.getOutputStream().close();
        return new JournalProcess(process);
    }

    InputStream output() {
        return process.getInputStream();
    }

    private void listen() {
        byte[] some = new byte[COMPLAINT_OCTETS_MAX];
        try (InputStream complaints = process.getErrorStream()) {
            for (int read = complaints.read(some); read >= 0; read = complaints.read(some)) {
                keep(some, read);
            }
        } catch (IOException ended) {
            // it was stopped: there is nothing more to hear
        }
    }

    private synchronized void keep(byte[] some, int length) {
        int kept = Math.min(length, COMPLAINT_OCTETS_MAX - complaintLength);
        System.arraycopy(some, 0, complaint, complaintLength, kept);
        complaintLength += kept;
    }

    /** What it complained about so far, on one line; empty if nothing. */
    synchronized String complaint() {
        return new String(complaint, 0, complaintLength, StandardCharsets.UTF_8)
                .strip()
                .replace('\n', ' ');
    }

    /** Its exit code, once it has closed its output; it is stopped if it does not end by itself. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(ENDS.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
        }
        listener.join(ENDS.toMillis());
        return process.waitFor();
    }

    /** Asks it to end, any thread. */
    void stop() {
        process.destroy();
    }

    /** Ends it, and waits. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(ENDS.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
