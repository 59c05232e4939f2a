package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Catches a running program inside a system call: strace attaches to it, holds each call of the wanted kind for a while,
 * and the test strikes while one is held.
 */
public final class Strace {
    private static final Duration CAUGHT_MAX = Duration.ofSeconds(30);
    private static final int HELD_MICROSECONDS = 300_000;
    private static final int SYNC_HELD_MICROSECONDS = 2_000_000;
    private static final String WRITES = "write,pwrite64,writev,pwritev";
    private static final String SYNCS = "fdatasync,fsync";

    private final Path directory;
    private int catches;

    /**
     * @param directory a folder for its records
     */
    public Strace(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs {@code strike}, which must kill the program, while the program is inside a call; fails if the call returned
     * before.
     *
     * @param calls the calls, such as {@code fdatasync,fsync}
     * @param file only calls on this file; empty for any
     * @return the call that never returned, as strace wrote it
     */
    public String during(Program program, String calls, String file, Runnable strike) {
        Path trace = directory.resolve("strace-" + catches++);
        try (Program holder = Program.start(
                "strace", attach(program.pid(), calls, calls + ":delay_enter=" + HELD_MICROSECONDS, file, trace))) {
            holder.await("call of " + calls, () -> record(trace).stream().anyMatch(Strace::begins), CAUGHT_MAX);
            strike.run();
            holder.finished(CAUGHT_MAX);
            return record(trace).stream()
                    .filter(line -> line.endsWith(" = ?") || line.endsWith("<unfinished ...>"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no call was cut off in " + record(trace)));
        }
    }

    /**
     * Runs {@code strike}, which must kill the program, when what was written to {@code file} is on the storage and the
     * program has not learnt of it yet.
     */
    public void whenSynced(Program program, String file, Runnable strike) {
        Path trace = directory.resolve("strace-" + catches++);
        ProcessBuilder attach = attach(
                program.pid(), WRITES + "," + SYNCS, SYNCS + ":delay_exit=" + SYNC_HELD_MICROSECONDS, file, trace);
        try (Program holder = Program.start("strace", attach)) {
            holder.await("synced write to " + file, () -> isSynced(record(trace)), CAUGHT_MAX);
            strike.run();
            holder.finished(CAUGHT_MAX);
        }
    }

    /** Whether a sync came to its end after a write: strace writes that down before it holds the program. */
    private static boolean isSynced(List<String> record) {
        boolean written = false;
        for (String line : record) {
            if (written && line.endsWith("(DELAYED)")) {
                return true;
            }
            written = written || line.matches("\\d+ +p?write.*");
        }
        return false;
    }

    private static ProcessBuilder attach(long pid, String calls, String injected, String file, Path trace) {
        Path strace = Peers.program("strace", "strace");
        List<String> words = new ArrayList<>(List.of(
                strace.toString(),
                "-f",
                "-qq",
                "-o",
                trace.toString(),
                "-e",
                "trace=" + calls,
                "-e",
                "inject=" + injected));
        if (!file.isEmpty()) {
            words.addAll(List.of("-P", file));
        }
        words.addAll(List.of("-p", Long.toString(pid)));
        return new ProcessBuilder(words);
    }

    /** A call is written when it begins; its result follows when it returns. */
    private static boolean begins(String line) {
        return line.matches("\\d+ +[a-z0-9]+\\(.*");
    }

    private static List<String> record(Path trace) {
        try {
            return Files.exists(trace) ? Files.readAllLines(trace) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
