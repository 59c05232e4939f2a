package io.authwatch.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** A running {@link LedgerChild}, and what it has said so far. */
final class LedgerProcess implements AutoCloseable {
    private static final int EXIT_SECONDS_MAX = 60;
    /** A child that says more than this does not come to what is waited for. */
    private static final int LINES_MAX = 200_000;

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    /** Starts a child, as an argument of {@code wrapper} if that is not empty. */
    LedgerProcess(List<String> wrapper, Path directory, long commits, String mode) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LedgerChild.class.getName()));
        command.addAll(List.of(directory.toString(), Long.toString(commits), mode));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Reads on until {@code count} commits were acknowledged, or the child ends. */
    void awaitAcknowledged(int count) throws IOException {
        String line;
        for (int i = 0; i < count && (line = read()) != null; ) {
            i += line.startsWith("ok ") ? 1 : 0;
        }
    }

    private @Nullable String read() throws IOException {
        String line = output.readLine();
        if (line != null) {
            lines.add(line);
            Assertions.assertTrue(lines.size() < LINES_MAX, "the child says on and on: " + line);
        }
        return line;
    }

    /** Reads on until the child says a line that begins with {@code word}, or ends. */
    void awaitSaid(String word) throws IOException {
        String line;
        while ((line = read()) != null) {
            if (line.startsWith(word + " ")) {
                return;
            }
        }
    }

    /** The child's, or its wrapper's, process id. */
    long pid() {
        return process.pid();
    }

    /** Ends the child as the kernel does, and reads what it said to the last. */
    void kill() throws IOException, InterruptedException {
        // By its handle, for the process itself would close its output too.
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    /** Waits until the child ends; answers its exit status. */
    int awaitExit() throws IOException, InterruptedException {
        awaitAcknowledged(Integer.MAX_VALUE);
        Assertions.assertTrue(process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS), "the child does not end: " + lines);
        return process.exitValue();
    }

    /** The number of the last commit that was acknowledged, or {@code before} if none was. */
    long acknowledged(long before) {
        return lines.stream()
                .filter(line -> line.startsWith("ok "))
                .mapToLong(line -> Long.parseLong(line.substring(3)))
                .reduce(before, (first, last) -> last);
    }

    /** The lines that begin with {@code word}. */
    List<String> said(String word) {
        return lines.stream().filter(line -> line.startsWith(word + " ")).toList();
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        // A tracer that is killed lets its child go on.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        output.close();
    }
}
