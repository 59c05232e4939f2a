package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** GNU grep as logcheck calls it, in the C locale. */
public final class Grep {
    private final Path folder;

    /** Keeps its files in a folder, which is made. */
    public Grep(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Whether grep takes the rules at all; standard error is not looked at. */
    public boolean takes(List<String> rules) {
        return run(rules, List.of("")) < 2;
    }

    /** The places of the lines that one of the rules matches. */
    public BitSet matching(List<String> rules, List<String> lines) {
        int code = run(rules, lines);
        if (code > 1) {
            throw new AssertionError("grep refuses " + rules);
        }
        BitSet found = new BitSet();
        for (String hit : read(folder.resolve("hits"))) {
            found.set(Integer.parseInt(hit.substring(0, hit.indexOf(':'))) - 1);
        }
        return found;
    }

    private int run(List<String> rules, List<String> lines) {
        write(folder.resolve("rules"), rules);
        write(folder.resolve("lines"), lines);
        ProcessBuilder grep = new ProcessBuilder("grep", "-E", "--text", "-n", "-f", "rules", "lines");
        grep.environment().put("LC_ALL", "C");
        grep.directory(folder.toFile());
        grep.redirectOutput(folder.resolve("hits").toFile());
        grep.redirectError(folder.resolve("errors").toFile());
        try {
            Process process = grep.start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("grep takes too long");
            }
            return process.exitValue();
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
