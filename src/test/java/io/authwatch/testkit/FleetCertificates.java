package io.authwatch.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The certificates of a small fleet, made by the script that we ship. */
public final class FleetCertificates {
    /** The name that the drop-ins expect of the server, as they are shipped. */
    public static final String SERVER = "authwatch.example.net";

    private static final Path SCRIPT = Path.of("rsyslog/make-certificates").toAbsolutePath();

    private final Path folder;

    private FleetCertificates(Path folder) {
        this.folder = folder;
    }

    /** Certificates for the server and for these machines. */
    public static FleetCertificates make(Path folder, String... clients) {
        Peers.program("openssl", "openssl");
        succeed(run(folder, "server", SERVER, "127.0.0.1"));
        List<String> words = new ArrayList<>(List.of("client"));
        words.addAll(List.of(clients));
        succeed(run(folder, words.toArray(String[]::new)));
        return new FleetCertificates(folder);
    }

    /** Runs the script on a folder. */
    public static Program.Finished run(Path folder, String... words) {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString(), folder.toString()));
        command.addAll(List.of(words));
        return Program.run("make-certificates", new ProcessBuilder(command), Duration.ofSeconds(60));
    }

    private static void succeed(Program.Finished finished) {
        if (finished.code() != 0) {
            throw new IllegalStateException(finished.text());
        }
    }

    /** A certificate: {@code ca}, {@code server} or a machine's. */
    public Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    /** Its key. */
    public Path key(String name) {
        return folder.resolve(name + ".key");
    }
}
