package io.authwatch.config;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks {@code authwatch.files}. */
final class TailedFiles {
    private static final String KEY = "authwatch.files";
    private static final Pattern WILD = Pattern.compile("[*?\\[]");

    private TailedFiles() {}

    /** The paths, each once; what is wrong with one is added to the faults. */
    static List<Path> of(List<Path> files, Consumer<String> faults) {
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                faults.accept(Faults.line(KEY, "'" + file + "' is a directory", "paths of files"));
            } else if (WILD.matcher(file.toString()).find()) {
                checkPattern(file, faults);
            }
        }
        return List.copyOf(new LinkedHashSet<>(files));
    }

    private static void checkPattern(Path file, Consumer<String> faults) {
        for (Path name : file) {
            if (name.toString().equals("..")) {
                faults.accept(Faults.line(KEY, "'" + file + "' leads up from a pattern", "a path without .."));
            }
            if (name.toString().contains("**")) {
                faults.accept(Faults.line(KEY, "'" + file + "' has **", "a * in place of each folder"));
            }
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + name);
            } catch (PatternSyntaxException e) {
                faults.accept(Faults.line(KEY, "'" + file + "' is no pattern", "wildcards such as auth-*.log"));
            }
        }
    }
}
