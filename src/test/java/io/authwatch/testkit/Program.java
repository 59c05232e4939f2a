package io.authwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A child process whose output is captured. Waits are conditions, never sleeps, and a wait that fails shows the last
 * lines. Ended by its own process id, with its children; what a test leaves behind ends with the JVM.
 */
public final class Program implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int LINES_SHOWN = 40;
    private static final Set<Program> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Program::kill), "end-programs"));
    }

    private final String name;
    private final Process process;
    private final Writer input;
    private final Thread pump;
    private final List<String> lines = new ArrayList<>();

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.pump = new Thread(this::capture, name + "-output");
        pump.setDaemon(true);
    }

    /** How a program ended. */
    public record Finished(int code, List<String> lines) {
        /** Everything that it wrote. */
        public String text() {
            return String.join("\n", lines);
        }
    }

    /** Starts a program; standard error joins standard output. */
    public static Program start(String name, ProcessBuilder builder) {
        try {
            Program program =
                    new Program(name, builder.redirectErrorStream(true).start());
            RUNNING.add(program);
            program.pump.start();
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** Runs a program with nothing on its standard input and waits for its end. */
    public static Finished run(String name, ProcessBuilder builder, Duration atMost) {
        try (Program program = start(name, builder)) {
            program.endInput();
            return program.finished(atMost);
        }
    }

    private void capture() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            // The stream of a killed process ends in this way: what was read before it counts.
        }
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** What it wrote so far. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Gives it a line to read. */
    public void type(String line) {
        try {
            input.write(line);
            input.write('\n');
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " reads no more", e);
        }
    }

    /** Ends what it reads. */
    public void endInput() {
        try {
            input.close();
        } catch (IOException e) {
            // It ended without reading: nothing is left to close.
        }
    }

    /** Waits for a line that holds {@code part} and returns it. */
    public String awaitLine(String part, Duration atMost) {
        Predicate<String> wanted = line -> line.contains(part);
        await("a line with '" + part + "'", () -> lines().stream().anyMatch(wanted), atMost);
        return lines().stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Waits for a condition; fails at once if the program ends before it holds. */
    public void await(String what, BooleanSupplier condition, Duration atMost) {
        Awaitility.await()
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .failFast(() -> assertTrue(
                        alive() || condition.getAsBoolean(), () -> name + " ended before " + what + ":\n" + tail()))
                .untilAsserted(
                        () -> assertTrue(condition.getAsBoolean(), () -> name + ": no " + what + " yet:\n" + tail()));
    }

    /** Waits for the end. */
    public Finished finished(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " still runs after " + atMost + ":\n" + tail());
            }
            pump.join(atMost.toMillis());
            RUNNING.remove(this);
            return new Finished(process.exitValue(), lines());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM, and waits for the end. */
    public Finished terminate(Duration atMost) {
        process.destroy();
        return finished(atMost);
    }

    /** SIGKILL to it and to its children; returns when it is gone. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
        RUNNING.remove(this);
    }

    @Override
    public void close() {
        kill();
    }

    private String tail() {
        List<String> all = lines();
        return String.join("\n", all.subList(Math.max(0, all.size() - LINES_SHOWN), all.size()));
    }

    @Override
    public String toString() {
        return name + " (" + pid() + ")";
    }
}
