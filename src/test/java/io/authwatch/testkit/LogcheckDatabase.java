package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's package logcheck-database, whose rules are no part of the repository: as installed, or as {@code .ci/run}
 * unpacked it into the user's cache. A test that needs it is skipped without it, and fails in CI.
 */
public final class LogcheckDatabase {
    /** The package has it and others have not: rsyslog's too puts a file into the folder. */
    private static final String TELLING_FILE = "postfix";

    private static final String MISSING =
            "no rules of Debian's package logcheck-database: install it, or let .ci/run unpack it";

    private LogcheckDatabase() {}

    /** The files of the folder {@code ignore.d.server}, or of another level, by name. */
    public static List<Path> files(String level) {
        Path folder = folder().resolve("ignore.d." + level);
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The folder {@code etc/logcheck}. */
    public static Path folder() {
        String cache = System.getenv()
                .getOrDefault(
                        "XDG_CACHE_HOME",
                        Path.of(System.getProperty("user.home"), ".cache").toString());
        Optional<Path> found = Stream.of(
                        Path.of("/etc/logcheck"),
                        Path.of(cache, "authwatch-ci", "logcheck-database", "etc", "logcheck"))
                .filter(folder ->
                        Files.isReadable(folder.resolve("ignore.d.server").resolve(TELLING_FILE)))
                .findFirst();
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(MISSING);
        }
        Assumptions.assumeTrue(found.isPresent(), MISSING + ": skipped");
        return found.orElseThrow();
    }
}
