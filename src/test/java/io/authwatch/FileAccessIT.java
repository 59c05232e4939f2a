package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.Peers;
import io.authwatch.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F8 and F7: without a single inotify instance, and without root's right to read everything, files are read within five
 * seconds of becoming readable, of their folder being made again, and of coming into being; and a link never is.
 */
class FileAccessIT {
    private static final Duration RESUMED_MAX = Duration.ofSeconds(5);
    /** A user namespace has a count of its own, and none is granted; its root loses what makes root read everything. */
    private static final String[] NO_INOTIFY_NO_OVERRIDE = {
        "unshare",
        "--user",
        "--map-root-user",
        "sh",
        "-c",
        "echo 0 > /proc/sys/user/max_inotify_instances && "
                + "exec setpriv --bounding-set=-dac_override,-dac_read_search \"$0\" \"$@\""
    };

    @TempDir
    Path temp;

    private int lines;

    @Test
    void f8_filesAreReadAgain_withinFiveSeconds_withoutInotify() throws IOException {
        Peers.root("a user namespace with root in it, in which root's rights are taken away");
        Peers.program("setpriv", "util-linux");
        checkNamespaces();
        Path folder = Files.createDirectories(temp.resolve("log"));
        Path log = folder.resolve("auth.log");
        Files.createSymbolicLink(temp.resolve("secret.log"), Path.of("/etc/shadow"));
        try (AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("authwatch"))
                .under(NO_INOTIFY_NO_OVERRIDE)
                .with("AUTHWATCH_FILES", folder + "/*.log," + temp.resolve("secret.log"))
                .start()) {
            append(log);
            awaitRead(authwatch);
            Path later = folder.resolve("later.log");
            Path unnamed = folder.resolve("unnamed");
            append(unnamed);
            permit(unnamed, "---------");
            Files.move(unnamed, later);
            authwatch.program().awaitLine("it may not be read by the user", Duration.ofSeconds(10));
            assertEquals(1, received(authwatch));
            permit(later, "rw-r-----");
            awaitRead(authwatch);
            remove(folder);
            Files.createDirectory(folder);
            append(log);
            awaitRead(authwatch);
            append(folder.resolve("other.log"));
            awaitRead(authwatch);
            authwatch.program().awaitLine("it is a symbolic link", Duration.ofSeconds(1));
            assertTrue(authwatch.metrics().sum("authwatch_input_troubles_total", "input=\"file\"") >= 2);
        }
    }

    private static void checkNamespaces() {
        String[] command = NO_INOTIFY_NO_OVERRIDE.clone();
        ProcessBuilder probe = new ProcessBuilder(command);
        probe.command().add("true");
        Program.Finished finished = Program.run("unshare", probe, Duration.ofSeconds(10));
        if (finished.code() != 0) {
            Peers.missing("no user namespace with limits of its own here: " + finished.text());
        }
    }

    private void append(Path file) throws IOException {
        String line = "vm sshd[4711]: Failed password for u" + lines++ + " from 192.0.2.7 port 22 ssh2\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void permit(Path file, String rights) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static int received(AuthwatchProcess authwatch) {
        return (int) authwatch.metrics().sum("authwatch_messages_received_total", "input=\"file\"");
    }

    private void awaitRead(AuthwatchProcess authwatch) {
        Awaitility.await()
                .atMost(RESUMED_MAX)
                .untilAsserted(() -> assertEquals(lines, received(authwatch), authwatch::output));
    }
}
