package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An authority with what it signs, made with real openssl: good certificates and all kinds of bad ones. */
public final class Certificates {
    /** For a machine that sends. */
    public static final String CLIENT = "extendedKeyUsage=clientAuth";
    /** For Authwatch. */
    public static final String SERVER = "extendedKeyUsage=serverAuth";

    private static final Duration OPENSSL_MAX = Duration.ofSeconds(60);

    private final Path folder;
    private final Pair authority;

    /** A certificate and its key, PEM. */
    public record Pair(Path certificate, Path key) {}

    /** Makes an authority with files of its own in a new folder. */
    public Certificates(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.authority = selfSigned("ca");
    }

    /** The authority's certificate. */
    public Path ca() {
        return authority.certificate();
    }

    /** A certificate for {@code 127.0.0.1} and {@code watch.example.net}. */
    public Pair server() {
        return issue("server", 30, SERVER, "subjectAltName=DNS:watch.example.net,IP:127.0.0.1");
    }

    /** A certificate that proves a host's name. */
    public Pair client(String name) {
        return issue(name, 30, CLIENT, "subjectAltName=DNS:" + name);
    }

    /**
     * A certificate.
     *
     * @param name its CN, and the files' name
     * @param days how long it is good; negative: it has expired
     * @param extensions as in a configuration of openssl, such as {@link #CLIENT}
     */
    public Pair issue(String name, int days, String... extensions) {
        Path request = folder.resolve(name + ".csr");
        Pair pair = new Pair(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
        try {
            Path file = Files.write(folder.resolve(name + ".ext"), List.of(extensions));
            openssl(
                    "req",
                    "-new",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-keyout",
                    pair.key().toString(),
                    "-subj",
                    "/CN=" + name,
                    "-out",
                    request.toString());
            openssl(
                    "x509",
                    "-req",
                    "-in",
                    request.toString(),
                    "-CA",
                    authority.certificate().toString(),
                    "-CAkey",
                    authority.key().toString(),
                    "-set_serial",
                    Long.toString(System.nanoTime()),
                    "-days",
                    Integer.toString(days),
                    "-extfile",
                    file.toString(),
                    "-out",
                    pair.certificate().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pair;
    }

    /** A certificate that nobody but its key signed. */
    public Pair selfSigned(String name) {
        Pair pair = new Pair(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                pair.key().toString(),
                "-subj",
                "/CN=" + name,
                "-days",
                "30",
                "-out",
                pair.certificate().toString());
        return pair;
    }

    /** Runs openssl to its end and answers what it wrote. */
    public static String openssl(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Peers.program("openssl", "openssl").toString()));
        command.addAll(List.of(arguments));
        Program.Finished finished = Program.run("openssl", new ProcessBuilder(command), OPENSSL_MAX);
        if (finished.code() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + finished.text());
        }
        return finished.text();
    }
}
