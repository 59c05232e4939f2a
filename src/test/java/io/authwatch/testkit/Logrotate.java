package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Real logrotate on one file, as Debian rotates the auth log: rename, create, tell rsyslogd to open the new file,
 * compress a generation later.
 */
public final class Logrotate {
    private final Path directory;
    private final Path file;
    private final Path pidFile;
    private final int kept;

    /**
     * @param directory a folder for its configuration and its state, not the one of the file
     * @param file the file to rotate
     * @param pidFile holds the process id that gets the SIGHUP
     */
    public Logrotate(Path directory, Path file, Path pidFile) {
        this(directory, file, pidFile, 7);
    }

    /** One that keeps {@code kept} rotated files, 1 and up. */
    public Logrotate(Path directory, Path file, Path pidFile, int kept) {
        this.kept = kept;
        this.directory = directory;
        this.file = file;
        this.pidFile = pidFile;
    }

    /** Rotates once, whatever the file's size and age. */
    public void rotate() {
        Path logrotate = Peers.program("logrotate", "logrotate");
        Program.Finished finished = Program.run(
                "logrotate",
                new ProcessBuilder(
                        logrotate.toString(),
                        "--force",
                        "--state",
                        directory.resolve("logrotate.state").toString(),
                        configuration().toString()),
                Duration.ofSeconds(30));
        if (finished.code() != 0) {
            throw new IllegalStateException("logrotate: " + finished.text());
        }
    }

    private Path configuration() {
        String text = """
            "%s" {
                rotate %d
                missingok
                notifempty
                create 0640
                compress
                delaycompress
                postrotate
                    kill -HUP "$(cat '%s')"
                endscript
            }
            """.formatted(file, kept, pidFile);
        try {
            Files.createDirectories(directory);
            return Files.writeString(directory.resolve("logrotate.conf"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
