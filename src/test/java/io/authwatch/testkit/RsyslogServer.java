package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real rsyslogd with a configuration of its own in a folder of its own: it listens on a private socket in place of
 * {@code /dev/log}, includes drop-ins as {@code /etc/rsyslog.d} would, and can write the auth log to a file.
 */
public final class RsyslogServer implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(10);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final Path directory;
    private final String host;
    private final List<DropIn> dropIns = new ArrayList<>();
    private @Nullable Path authLog;
    private @Nullable Program program;

    /**
     * A server that is still to be started.
     *
     * @param directory a folder for its files; short enough for a socket's path, which may have 107 octets
     * @param host the HOSTNAME that its messages carry
     */
    public RsyslogServer(Path directory, String host) {
        this.directory = directory;
        this.host = host;
    }

    /** Includes a drop-in. */
    public RsyslogServer with(DropIn dropIn) {
        dropIns.add(dropIn);
        return this;
    }

    /** Writes auth and authpriv to a file too, as Debian does to /var/log/auth.log. */
    public RsyslogServer writing(Path file) {
        this.authLog = file;
        return this;
    }

    /** Starts it; returns once its socket is there. */
    public RsyslogServer start() {
        Path binary = Peers.program("rsyslogd", "rsyslog");
        Path configuration = configure();
        Program started = Program.start(
                "rsyslogd",
                new ProcessBuilder(
                        binary.toString(),
                        "-n",
                        "-f",
                        configuration.toString(),
                        "-i",
                        pidFile().toString()));
        started.await("socket", () -> Files.exists(socket()) && Files.exists(pidFile()), START_MAX);
        program = started;
        return this;
    }

    /** What {@code rsyslogd -N1} says of the configuration. */
    public Program.Finished check() {
        Path binary = Peers.program("rsyslogd", "rsyslog");
        return Program.run(
                "rsyslogd -N1",
                new ProcessBuilder(binary.toString(), "-N1", "-f", configure().toString()),
                START_MAX);
    }

    /** Where programs log to. */
    public Path socket() {
        return directory.resolve("log.sock");
    }

    /** The file with its process id. */
    public Path pidFile() {
        return directory.resolve("rsyslogd.pid");
    }

    /** Logs lines with real logger, as one process of one program. */
    public void log(String priority, String program, int pid, List<String> lines) {
        try (Program logger = logger(priority, program, pid)) {
            lines.forEach(logger::type);
            logger.endInput();
            Program.Finished finished = logger.finished(Duration.ofSeconds(60));
            if (finished.code() != 0) {
                throw new IllegalStateException("logger: " + finished.text());
            }
        }
    }

    /** A running logger: each line that it is given to read is a message. */
    public Program logger(String priority, String program, int pid) {
        Path binary = Peers.program("logger", "bsdutils");
        return Program.start(
                "logger",
                new ProcessBuilder(
                        binary.toString(),
                        "--socket",
                        socket().toString(),
                        "--priority",
                        priority,
                        "--tag",
                        program,
                        "--id=" + pid,
                        "--size",
                        "60000"));
    }

    /** Ends it as a service manager would; queues with a file name are saved. */
    public void stop() {
        if (program != null) {
            program.terminate(STOP_MAX);
            program = null;
        }
    }

    /** Whether it runs. */
    public boolean alive() {
        return program != null && program.alive();
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
            program = null;
        }
    }

    private Path configure() {
        try {
            Files.createDirectories(directory.resolve("spool"));
            Files.createDirectories(directory.resolve("rsyslog.d"));
            for (DropIn dropIn : dropIns) {
                dropIn.writeTo(directory.resolve("rsyslog.d"));
            }
            return Files.writeString(directory.resolve("rsyslog.conf"), configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The order is Debian's: modules, the drop-ins, then the local files. */
    private String configuration() {
        String files = authLog == null
                ? ""
                : "auth,authpriv.* action(type=\"omfile\" file=\"" + authLog + "\" fileCreateMode=\"0640\")\n";
        return """
                global(workDirectory="%1$s/spool" localHostname="%2$s")
                module(load="imuxsock" SysSock.Use="off")
                input(type="imuxsock" Socket="%1$s/log.sock" RateLimit.Interval="0")
                include(file="%1$s/rsyslog.d/*.conf" mode="optional")
                """.formatted(directory, host) + files;
    }
}
