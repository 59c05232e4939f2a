package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real ssh client that touches no file of the person who runs the test. Its password comes from a helper that ssh
 * is told to ask ({@code SSH_ASKPASS_REQUIRE=force}), so no terminal is needed.
 */
public final class SshClient {
    private static final Duration LOGIN_MAX = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;

    /**
     * A client of the sshd on a loopback port.
     *
     * @param directory a folder for its files
     */
    public SshClient(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One login attempt with one password: exit code 0 if it was accepted, 255 if refused. */
    public Program.Finished login(String user, String password) {
        return login(user, password, "127.0.0.1");
    }

    /** The same from another address of the loopback network. */
    public Program.Finished login(String user, String password, String source) {
        ProcessBuilder builder = ssh(
                user,
                source,
                "-o",
                "PreferredAuthentications=password,keyboard-interactive",
                "-o",
                "PubkeyAuthentication=no");
        builder.environment().put("SSH_ASKPASS", askpass().toString());
        builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
        builder.environment().put("AUTHWATCH_TEST_PASSWORD", password);
        return Program.run("ssh", builder, LOGIN_MAX);
    }

    /** One login attempt with a key. */
    public Program.Finished loginWithKey(String user, Path key) {
        return Program.run("ssh", ssh(user, "127.0.0.1", "-o", "BatchMode=yes", "-i", key.toString()), LOGIN_MAX);
    }

    /** A new key; its public half is beside it, with {@code .pub}. */
    public Path newKey() {
        Path key = directory.resolve("id_ed25519");
        Path keygen = Peers.program("ssh-keygen", "openssh-client");
        Program.run(
                "ssh-keygen",
                new ProcessBuilder(keygen.toString(), "-q", "-t", "ed25519", "-N", "", "-f", key.toString()),
                LOGIN_MAX);
        return key;
    }

    private ProcessBuilder ssh(String user, String source, String... options) {
        List<String> words = new ArrayList<>(List.of(
                Peers.program("ssh", "openssh-client").toString(),
                "-F",
                "/dev/null",
                "-p",
                Integer.toString(port),
                "-b",
                source,
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "NumberOfPasswordPrompts=1",
                "-o",
                "ConnectTimeout=15",
                "-o",
                "LogLevel=ERROR"));
        words.addAll(List.of(options));
        words.addAll(List.of("-l", user, "127.0.0.1", "true"));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().remove("SSH_AUTH_SOCK");
        return builder;
    }

    private Path askpass() {
        Path helper = directory.resolve("askpass");
        try {
            Files.writeString(helper, "#!/bin/sh\nprintf '%s\\n' \"$AUTHWATCH_TEST_PASSWORD\"\n");
            return Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
