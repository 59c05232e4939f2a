package io.authwatch.source;

import io.authwatch.wire.PermittedPeer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to speak TLS.
 *
 * @param certificate a PEM file: our certificate, then those between it and its authority
 * @param key a PEM file: its private key
 * @param clientAuth whether senders show a certificate
 * @param authorities a PEM file: the certificates that sign the senders', or null if all permitted peers are
 *     fingerprints or no sender is asked
 * @param permitted who may send; empty: whoever the authorities signed
 */
public record TlsSettings(
        Path certificate,
        Path key,
        ClientAuth clientAuth,
        @Nullable Path authorities,
        List<PermittedPeer> permitted) {
    /** Whether senders show a certificate. */
    public enum ClientAuth {
        /** Who shows none is refused. */
        REQUIRED,
        /** Who shows one must show a good one. */
        OPTIONAL,
        /** Nobody is asked. */
        OFF
    }
}
