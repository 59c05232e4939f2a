package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The built jar in a process of its own, with a working directory and ports of its own. It can be killed and started
 * again as often as a test likes: settings, ports and data directory stay.
 */
public final class AuthwatchProcess implements AutoCloseable {
    /** What the API is asked with, unless a test wants the generated one. */
    public static final String PASSWORD = "correct horse battery staple";

    private static final Duration READY_MAX = Duration.ofSeconds(120);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>();
    private final int udpPort = Ports.free();
    private final int tcpPort = Ports.free();
    private final int relpPort = Ports.free();
    private final int tlsPort = Ports.free();
    private final int httpPort = Ports.free();
    private final int managementPort = Ports.free();
    private final List<String> flags = new ArrayList<>(List.of("-Xmx256m"));
    private final List<String> prefix = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private @Nullable Program program;

    /**
     * A process that is still to be started.
     *
     * @param directory its working directory; made if it is missing
     */
    public AuthwatchProcess(Path directory) {
        this.directory = directory;
        with("AUTHWATCH_UDP_PORT", Integer.toString(udpPort));
        with("AUTHWATCH_TCP_PORT", Integer.toString(tcpPort));
        with("AUTHWATCH_RELP_PORT", Integer.toString(relpPort));
        with("QUARKUS_HTTP_PORT", Integer.toString(httpPort));
        with("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        with("AUTHWATCH_ADMIN_PASSWORD", PASSWORD);
        // What it tells of itself depends on the machine; who tests that unsets this.
        with("AUTHWATCH_SELF_ENABLED", "false");
    }

    /** Sets an environment variable. */
    public AuthwatchProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Listens on TLS too, with the server's certificate and the authority of a fleet. */
    public AuthwatchProcess withTls(FleetCertificates fleet) {
        return with("AUTHWATCH_TLS_PORT", Integer.toString(tlsPort))
                .with("AUTHWATCH_TLS_CERTIFICATE", fleet.certificate("server").toString())
                .with("AUTHWATCH_TLS_KEY", fleet.key("server").toString())
                .with("AUTHWATCH_TLS_CA", fleet.certificate("ca").toString());
    }

    /** Starts the JVM with these flags in place of a heap of 256 MiB. */
    public AuthwatchProcess withFlags(List<String> jvmFlags) {
        flags.clear();
        flags.addAll(jvmFlags);
        return this;
    }

    /** Starts the JVM through a command that becomes it, or ends as it does, such as one that takes rights from it. */
    public AuthwatchProcess under(String... command) {
        prefix.clear();
        prefix.addAll(List.of(command));
        return this;
    }

    /** Keeps its data on a disk of its own, and starts where that can be seen. */
    public AuthwatchProcess on(LoopDisk disk) {
        return under(disk.inside(directory).toArray(String[]::new))
                .with("AUTHWATCH_DATA_DIR", disk.path().resolve("data").toString());
    }

    /** Unsets an environment variable. */
    public AuthwatchProcess without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Sends to a pretend Pushover. */
    public AuthwatchProcess sendingTo(FakePushover pushover) {
        return with("PUSHOVER_URL", pushover.url().toString())
                .with("PUSHOVER_TOKEN", FakePushover.TOKEN)
                .with("PUSHOVER_USER", FakePushover.USER);
    }

    /** Writes a rule file and names it in the settings. */
    public AuthwatchProcess withRules(String text) {
        try {
            Files.createDirectories(directory);
            return with(
                    "AUTHWATCH_RULES",
                    Files.writeString(directory.resolve("rules.yaml"), text).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it; returns once it is ready. */
    public AuthwatchProcess start() {
        Program started = launch();
        started.await("readiness", () -> api().status(management("/q/health/ready")) == 200, READY_MAX);
        return this;
    }

    /** Starts it and waits for its end, as of a start that is refused. */
    public Program.Finished startAndEnd() {
        return launch().finished(READY_MAX);
    }

    private Program launch() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(flags);
        command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(0, prefix);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(AUTHWATCH|PUSHOVER|QUARKUS)_.*"));
        builder.environment().putAll(environment);
        program = Program.start("authwatch", builder);
        return program;
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("authwatch.jar", "target/quarkus-app/quarkus-run.jar"))
                .toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not built: run mvn package first");
        }
        return jar;
    }

    /** The running program. */
    public Program program() {
        if (program == null) {
            throw new IllegalStateException("not started");
        }
        return program;
    }

    /** SIGKILL. */
    public void kill() {
        outputs.addAll(program().lines());
        program().kill();
    }

    /** SIGTERM, and waits for the end. */
    public Program.Finished stop() {
        Program.Finished finished = program().terminate(STOP_MAX);
        outputs.addAll(finished.lines());
        return finished;
    }

    /** What all its runs wrote. */
    public String output() {
        List<String> all = new ArrayList<>(outputs);
        if (program != null && program.alive()) {
            all.addAll(program.lines());
        }
        return String.join("\n", all);
    }

    /** The API, asked as admin with the set password. */
    public Api api() {
        return new Api("http://127.0.0.1:" + httpPort, environment.getOrDefault("AUTHWATCH_ADMIN_PASSWORD", ""));
    }

    /** The API, asked with another password. */
    public Api api(String password) {
        return new Api("http://127.0.0.1:" + httpPort, password);
    }

    /** An address on the management port. */
    public String management(String path) {
        return "http://127.0.0.1:" + managementPort + path;
    }

    /** Its port of page and API. */
    public int httpPort() {
        return httpPort;
    }

    /** Its RELP port. */
    public int relpPort() {
        return relpPort;
    }

    /** Its port for syslog over TLS. */
    public int tlsPort() {
        return tlsPort;
    }

    /** The metrics as they are now. */
    public Scrape metrics() {
        return new Scrape(api().text(management("/q/metrics")));
    }

    public Path directory() {
        return directory;
    }

    public int udpPort() {
        return udpPort;
    }

    public int tcpPort() {
        return tcpPort;
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
