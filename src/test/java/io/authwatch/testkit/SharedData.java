package io.authwatch.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The data that lies beside the repository and is no part of it: real lines of others. The folder is the system property
 * {@code shared}, or found above the working directory. A test that needs it is skipped without it, and fails in CI.
 */
public final class SharedData {
    private static final int LEVELS_MAX = 4;

    private SharedData() {}

    /** A file below {@code shared/data}. */
    public static Path file(String name) {
        Optional<Path> found = folders()
                .map(folder -> folder.resolve("data").resolve(name))
                .filter(Files::exists)
                .findFirst();
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            Assertions.fail("no shared/data/" + name + " beside the repository: set -Dshared=<folder>");
        }
        Assumptions.assumeTrue(found.isPresent(), "no shared/data/" + name + " beside the repository: skipped");
        return found.orElseThrow();
    }

    private static Stream<Path> folders() {
        String property = System.getProperty("shared");
        if (property != null) {
            return Stream.of(Path.of(property));
        }
        return Stream.iterate("../", up -> up + "../").limit(LEVELS_MAX).map(up -> Path.of(up, "shared"));
    }
}
