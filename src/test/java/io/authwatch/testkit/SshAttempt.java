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
 * One connection of a real ssh client, with any login name, from any loopback address, with as many tries as a test
 * wants. The name stands in a configuration file: the command line of newer clients refuses quotes, braces and control
 * characters. A line break it cannot hold.
 */
public final class SshAttempt {
    private static final Duration LOGIN_MAX = Duration.ofSeconds(120);
    private static final String NO_ANSWER = "";

    private final Path directory;
    private final int port;
    private final String source;
    private final String user;
    private final List<String> options = new ArrayList<>();
    private final List<String> methods = new ArrayList<>();
    private String password = NO_ANSWER;

    /**
     * A connection that is still to be made.
     *
     * @param directory a folder for its files, of this connection alone
     * @param source the loopback address that it comes from
     */
    public SshAttempt(Path directory, int port, String source, String user) {
        this.directory = directory;
        this.port = port;
        this.source = source;
        this.user = user;
    }

    /** Offers these keys first, one after the other. */
    public SshAttempt offering(List<Path> keys) {
        methods.add("publickey");
        keys.forEach(key -> options.add("IdentityFile=" + key));
        return this;
    }

    /** Answers so many times with this password, by one method: password or keyboard-interactive. */
    public SshAttempt answering(String method, String answer, int times) {
        methods.add(method);
        options.add("NumberOfPasswordPrompts=" + times);
        password = answer;
        return this;
    }

    /** Makes the connection: exit code 0 if somebody logged in, 255 if not. */
    public Program.Finished run() {
        try {
            Files.createDirectories(directory);
            return Program.run("ssh", command(), LOGIN_MAX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder command() throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Peers.program("ssh", "openssh-client").toString(),
                "-F",
                configuration().toString(),
                "-b",
                source,
                "-p",
                Integer.toString(port)));
        options.forEach(option -> words.addAll(List.of("-o", option)));
        if (user.isEmpty()) {
            words.addAll(List.of("-l", user));
        }
        words.addAll(List.of("127.0.0.1", "true"));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().remove("SSH_AUTH_SOCK");
        builder.environment().put("SSH_ASKPASS", askpass().toString());
        builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
        builder.environment().put("AUTHWATCH_TEST_PASSWORD", password);
        return builder;
    }

    private Path configuration() throws IOException {
        String name =
                user.isEmpty() ? "" : "User \"" + user.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
        return Files.writeString(
                directory.resolve("ssh_config"),
                name + """
                UserKnownHostsFile /dev/null
                StrictHostKeyChecking no
                ConnectTimeout 60
                LogLevel ERROR
                IdentitiesOnly yes
                PubkeyAuthentication %s
                PreferredAuthentications %s
                """.formatted(methods.contains("publickey") ? "yes" : "no", String.join(",", methods)));
    }

    private Path askpass() throws IOException {
        Path helper = directory.resolve("askpass");
        Files.writeString(helper, "#!/bin/sh\nprintf '%s\\n' \"$AUTHWATCH_TEST_PASSWORD\"\n");
        return Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
    }
}
