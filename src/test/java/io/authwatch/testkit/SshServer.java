package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real sshd on a loopback port of a {@link Machine}, with PAM as the distribution sets it up. */
public final class SshServer implements AutoCloseable {
    /** In the machine's own /etc: sshd reads it as the user who logs in, who may not look into a test's folder. */
    private static final String AUTHORISED_KEYS = "/etc/ssh/authorised_keys";

    private static final Duration START_MAX = Duration.ofSeconds(10);
    private static final Duration IDLE_MAX = Duration.ofSeconds(60);

    private final Program program;
    private final int port;
    private final Machine machine;

    private SshServer(Program program, int port, Machine machine) {
        this.program = program;
        this.port = port;
        this.machine = machine;
    }

    /** How sshd asks for a password: by itself, or by keyboard-interactive, where PAM asks. */
    public enum Asks {
        PASSWORD,
        KEYBOARD_INTERACTIVE
    }

    /**
     * Starts sshd; returns once it listens.
     *
     * @param directory a folder for its key and its configuration
     * @param settings further lines of its configuration; they win over what is set here
     */
    public static SshServer start(Machine machine, Path directory, Asks asks, String... settings) {
        Path sshd = Peers.program("sshd", "openssh-server");
        Peers.program("ssh-keygen", "openssh-client");
        int port = Ports.free();
        Path configuration = configure(directory, port, asks, settings);
        machine.run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                hostKey(directory).toString());
        Program program = Program.start("sshd", machine.command(sshd.toString(), "-D", "-f", configuration.toString()));
        program.await("listening socket", () -> SyslogSink.listens(port), START_MAX);
        return new SshServer(program, port, machine);
    }

    private static Path configure(Path directory, int port, Asks asks, String... settings) {
        String yesPassword = asks == Asks.PASSWORD ? "yes" : "no";
        String yesInteractive = asks == Asks.KEYBOARD_INTERACTIVE ? "yes" : "no";
        // Of a setting that is given twice, sshd takes the first.
        String text = String.join("\n", settings)
                + """

                ListenAddress 127.0.0.1
                Port %d
                HostKey %s
                PidFile none
                UsePAM yes
                PermitRootLogin prohibit-password
                PasswordAuthentication %s
                KbdInteractiveAuthentication %s
                AuthorizedKeysFile %s
                StrictModes no
                """.formatted(port, hostKey(directory), yesPassword, yesInteractive, AUTHORISED_KEYS);
        try {
            Files.createDirectories(directory);
            return Files.writeString(directory.resolve("sshd_config"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path hostKey(Path directory) {
        return directory.resolve("host_key");
    }

    /** Lets the owner of a key in as any user. */
    public void authorise(Path publicKey) {
        try {
            machine.write(AUTHORISED_KEYS, Files.readString(publicKey));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until every connection has ended, so that nothing more will be logged. */
    public void awaitIdle() {
        program.await(
                "end of all connections",
                () -> ProcessHandle.of(program.pid()).stream()
                        .flatMap(ProcessHandle::descendants)
                        .findAny()
                        .isEmpty(),
                IDLE_MAX);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        program.close();
    }
}
