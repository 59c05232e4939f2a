package io.authwatch.source;

import io.authwatch.wire.Origin;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Says whom the messages of a connection come from. */
@FunctionalInterface
public interface OriginFactory {
    /** The origins of plain connections. */
    OriginFactory TCP = (peer, session) -> new Origin.Tcp(peer);

    /** The origins of plain RELP connections. */
    OriginFactory RELP = (peer, session) -> new Origin.Relp(peer, null);

    /**
     * The origin of one connection, asked for when its first octets arrive.
     *
     * @param peer the sender's address
     * @param session what TLS agreed on, or null for a plain connection
     * @throws SSLPeerUnverifiedException if the sender is not welcome; its message says why
     */
    Origin origin(String peer, @Nullable SSLSession session) throws SSLPeerUnverifiedException;
}
