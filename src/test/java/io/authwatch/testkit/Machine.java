package io.authwatch.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A machine of its own as far as logins go: programs started on it see a private {@code /dev/log}, {@code /etc},
 * {@code /run} and {@code /var/log}, so that real sshd, sudo and useradd log to the rsyslogd of one test, and their
 * users exist nowhere else. It is a mount namespace, held open by one process that ends with this JVM: nothing of it
 * can stay behind.
 */
public final class Machine implements AutoCloseable {
    private static final Duration SETUP_MAX = Duration.ofSeconds(30);

    private final Program holder;

    private Machine(Program holder) {
        this.holder = holder;
    }

    /**
     * Sets a machine up.
     *
     * @param directory an empty folder for its private files
     * @param logSocket where its {@code /dev/log} leads; the socket may come into being later
     */
    public static Machine start(Path directory, Path logSocket) {
        Peers.root("mount namespaces, sshd and useradd");
        Path unshare = Peers.program("unshare", "util-linux");
        Peers.program("nsenter", "util-linux");
        Path script = copyScript(directory);
        Program holder = Program.start(
                "machine",
                new ProcessBuilder(
                        unshare.toString(),
                        "--mount",
                        "--propagation",
                        "private",
                        "bash",
                        script.toString(),
                        directory.toString(),
                        logSocket.toString()));
        holder.await("machine", () -> holder.lines().contains("ready") || !holder.alive(), SETUP_MAX);
        if (!holder.alive()) {
            Peers.missing("no private mount namespace here (CAP_SYS_ADMIN is needed): " + holder.lines());
        }
        return new Machine(holder);
    }

    private static Path copyScript(Path directory) {
        Path script = directory.resolve("machine.sh");
        try (InputStream source =
                Objects.requireNonNull(Machine.class.getResourceAsStream("/testkit/machine.sh"), "machine.sh")) {
            Files.createDirectories(directory);
            Files.write(script, source.readAllBytes());
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command that runs on the machine when it is started. */
    public ProcessBuilder command(String... command) {
        List<String> words =
                new ArrayList<>(List.of("nsenter", "--target", Long.toString(holder.pid()), "--mount", "--"));
        words.addAll(List.of(command));
        return new ProcessBuilder(words);
    }

    /** Runs a command on the machine to its end. */
    public Program.Finished run(String... command) {
        return Program.run(command[0], command(command), Duration.ofSeconds(30));
    }

    /** Runs a command as one of its users, without a program that would log this, and types {@code input} to it. */
    public Program.Finished runAs(String user, String input, String... command) {
        List<String> words = new ArrayList<>(
                List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--init-groups", "--reset-env", "--"));
        words.addAll(List.of(command));
        try (Program program = Program.start(command[0], command(words.toArray(String[]::new)))) {
            if (!input.isEmpty()) {
                program.type(input);
            }
            program.endInput();
            return program.finished(Duration.ofSeconds(60));
        }
    }

    /** Makes a user who can log in with a password, with real useradd and chpasswd. */
    public void addUser(String name, String password) {
        succeed(run("useradd", "--create-home", "--shell", "/bin/bash", "--user-group", name));
        try (Program chpasswd = Program.start("chpasswd", command("chpasswd"))) {
            chpasswd.type(name + ":" + password);
            chpasswd.endInput();
            succeed(chpasswd.finished(Duration.ofSeconds(10)));
        }
    }

    /** Writes a file of the machine, such as one in its private /etc. */
    public void write(String path, String content) {
        try (Program tee = Program.start("tee", command("tee", path))) {
            tee.type(content.stripTrailing());
            tee.endInput();
            succeed(tee.finished(Duration.ofSeconds(10)));
        }
    }

    private static void succeed(Program.Finished finished) {
        if (finished.code() != 0) {
            throw new IllegalStateException("exit code " + finished.code() + ": " + finished.text());
        }
    }

    @Override
    public void close() {
        holder.close();
    }
}
