package io.authwatch.config;

import io.authwatch.config.Kinds.FilePath;
import io.authwatch.config.Kinds.Flag;
import io.authwatch.config.Kinds.Whole;
import io.authwatch.config.TlsKinds.Peer;
import io.authwatch.config.TlsKinds.Showing;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Syslog over TLS (RFC 5425); the same certificate serves RELP over TLS. */
public interface TlsConfig {
    /** Whether to listen, once there is a certificate. Default: {@code true}. */
    @WithDefault("true")
    @WithConverter(Flag.class)
    boolean enabled();

    /** The port. Default: {@code 6514}. */
    @WithDefault("6514")
    @WithConverter(Whole.class)
    @Between(from = "1", to = "65535")
    int port();

    /** A PEM file: the server's certificate, then those between it and its authority. Default: none, no TLS. */
    Optional<@WithConverter(FilePath.class) Path> certificate();

    /** A PEM file: the certificate's private key without a password, not readable by others. Default: none. */
    Optional<@WithConverter(FilePath.class) Path> key();

    /** Whether senders show a certificate: {@code required}, {@code optional} or {@code off}. Default: {@code required}. */
    @WithDefault("required")
    @WithConverter(Showing.class)
    ClientAuth clientAuth();

    /** A PEM file: the certificates that sign the senders'. Default: none; the system's are never taken. */
    Optional<@WithConverter(FilePath.class) Path> ca();

    /**
     * The senders that may come, a comma list of names in their certificates ({@code *} for the whole leftmost label) and
     * of certificates by {@code SHA256:} and their fingerprint. Default: none, whoever the authorities signed.
     */
    Optional<List<@WithConverter(Peer.class) String>> permittedPeers();
}
