package io.authwatch.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine. Without it the test is skipped with one clear line; with CI=true it fails. */
final class Needs {
    private Needs() {}

    /** Goes on only if the machine has what is needed. */
    static void that(boolean there, String what) {
        if (!there && "true".equals(System.getenv("CI"))) {
            Assertions.fail("this test needs " + what);
        }
        Assumptions.assumeTrue(there, "skipped: this test needs " + what);
    }

    /** The path of a program of the system. */
    static Path program(String path) {
        that(Files.isExecutable(Path.of(path)), path);
        return Path.of(path);
    }

    /** Makes a directory one that nobody can write to, not even root, until the answer is closed. */
    static AutoCloseable unwritable(Path directory) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-x------"));
        boolean immutable = Files.isWritable(directory) && run("chattr", "+i", directory.toString());
        Needs.that(immutable || !Files.isWritable(directory), "a user other than root, or chattr +i");
        return () -> {
            if (immutable) {
                run("chattr", "-i", directory.toString());
            }
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        };
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
