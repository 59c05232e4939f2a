package io.authwatch.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The real programs that system tests run against. One that is missing skips the test with one line that names its
 * Debian package; under {@code CI=true} it fails instead, so that a green run means that everything ran.
 */
public final class Peers {
    private static final String SYSTEM_FOLDERS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Peers() {}

    /** The program's path; {@code debianPackage} is where it comes from. */
    public static Path program(String name, String debianPackage) {
        Optional<Path> found = find(name);
        if (found.isEmpty()) {
            missing(name + " is not installed (Debian package " + debianPackage + ")");
        }
        return found.orElseThrow();
    }

    /** The program's path; empty if it is not installed. */
    public static Optional<Path> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + SYSTEM_FOLDERS;
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Goes on only as root, and says why. */
    public static void root(String why) {
        if (!"root".equals(System.getProperty("user.name"))) {
            missing("this test needs root: " + why);
        }
    }

    /** Skips the test with one line, or fails it under {@code CI=true}. */
    public static void missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(what + "; with CI=true nothing may be skipped");
        }
        System.err.println("SKIPPED: " + what);
        Assumptions.abort(what);
    }
}
