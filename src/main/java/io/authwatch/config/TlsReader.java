package io.authwatch.config;

import io.authwatch.wire.PermittedPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The settings of TLS: together they must let in nobody who was not meant. What the files hold is looked at later. */
final class TlsReader {
    private static final String CERTIFICATE = "authwatch.tls.certificate";
    private static final String KEY = "authwatch.tls.key";
    private static final String CA = "authwatch.tls.ca";

    private final TlsConfig config;
    private final boolean relp;
    private final Consumer<String> faults;

    private TlsReader(TlsConfig config, boolean relp, Consumer<String> faults) {
        this.config = config;
        this.relp = relp;
        this.faults = faults;
    }

    /**
     * How to speak TLS; null if there is no certificate, or if something is wrong: then a line goes to {@code faults}.
     *
     * @param relp whether RELP is to speak it
     */
    static Settings.@Nullable Tls read(TlsConfig config, boolean relp, Consumer<String> faults) {
        return new TlsReader(config, relp, faults).read();
    }

    private Settings.@Nullable Tls read() {
        Optional<Path> certificate = config.certificate();
        Optional<Path> key = config.key();
        List<PermittedPeer> peers = config.permittedPeers().orElse(List.of()).stream()
                .map(PermittedPeer::parse)
                .filter(Objects::nonNull)
                .toList();
        if (certificate.isEmpty() || key.isEmpty()) {
            missing(certificate.isEmpty(), key.isEmpty());
            return null;
        }
        boolean files = isFile(CERTIFICATE, certificate.get()) && isKey(key.get()) && isFile(CA, config.ca());
        return files && isClosed(peers)
                ? new Settings.Tls(
                        config.enabled() ? config.port() : null,
                        certificate.get(),
                        key.get(),
                        config.clientAuth(),
                        config.ca().orElse(null),
                        peers)
                : null;
    }

    private void missing(boolean certificate, boolean key) {
        if (certificate != key) {
            String given = certificate ? KEY : CERTIFICATE;
            fault(
                    certificate ? CERTIFICATE : KEY,
                    "there is none, but " + given + " has a value",
                    "both, or neither for no TLS");
        } else if (config.ca().isPresent() || config.permittedPeers().isPresent()) {
            String given = config.ca().isPresent() ? CA : "authwatch.tls.permitted-peers";
            fault(CERTIFICATE, "there is none, but " + given + " has a value", "a certificate and its key");
        } else if (relp) {
            fault(CERTIFICATE, "there is none, but authwatch.relp.tls is true", "a certificate and its key");
        }
    }

    /** Fails closed: without authorities nobody could be checked, and the system's would let in half the world. */
    private boolean isClosed(List<PermittedPeer> peers) {
        boolean off = config.clientAuth() == ClientAuth.OFF;
        if (off && !peers.isEmpty()) {
            fault(
                    "authwatch.tls.permitted-peers",
                    "authwatch.tls.client-auth is off, so nobody shows who he is",
                    "no value, or authwatch.tls.client-auth=required");
            return false;
        }
        boolean fingerprintsOnly =
                !peers.isEmpty() && peers.stream().allMatch(peer -> peer instanceof PermittedPeer.Fingerprint);
        if (!off && config.ca().isEmpty() && !fingerprintsOnly) {
            fault(
                    CA,
                    "there is none, so no client certificate can be checked",
                    "a PEM file with the certificates that sign the senders' (or authwatch.tls.client-auth=off, which"
                            + " takes anybody)");
            return false;
        }
        return true;
    }

    private boolean isKey(Path path) {
        if (!isFile(KEY, path)) {
            return false;
        }
        try {
            if (SecretFile.isOpenToOthers(path)) {
                fault(KEY, "'" + path + "' can be read by everybody", SecretFile.EXPECTED + ": chmod o= " + path);
                return false;
            }
            return true;
        } catch (IOException unreadable) {
            fault(KEY, "'" + path + "' cannot be read", SecretFile.EXPECTED);
            return false;
        }
    }

    private boolean isFile(String key, Optional<Path> path) {
        return path.isEmpty() || isFile(key, path.get());
    }

    private boolean isFile(String key, Path path) {
        if (!Files.isRegularFile(path)) {
            fault(key, "'" + path + "' " + (Files.exists(path) ? "is no file" : "is not there"), "a PEM file");
            return false;
        }
        if (!Files.isReadable(path)) {
            fault(key, "'" + path + "' cannot be read", "a PEM file that this user may read");
            return false;
        }
        return true;
    }

    private void fault(String key, String wrong, String expected) {
        faults.accept(Faults.line(key, wrong, expected));
    }
}
