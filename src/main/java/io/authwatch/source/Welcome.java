package io.authwatch.source;

import io.authwatch.wire.Origin;
import io.vertx.core.net.impl.NetSocketInternal;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Finds out whom a connection is from, when its first octets are there and before any is taken. */
final class Welcome {
    private final OriginFactory origins;
    private final NetSocketInternal socket;
    private final String peer;
    private @Nullable Origin origin;

    Welcome(OriginFactory origins, NetSocketInternal socket, String peer) {
        this.origins = origins;
        this.socket = socket;
        this.peer = peer;
    }

    /** Why the sender is not welcome, or null: then there is an {@link #origin}. */
    @Nullable
    String refusal() {
        try {
            if (origin == null) {
                origin = origins.origin(peer, socket.isSsl() ? socket.sslSession() : null);
            }
            return null;
        } catch (SSLPeerUnverifiedException unwelcome) {
            return String.valueOf(unwelcome.getMessage());
        }
    }

    Origin origin() {
        if (origin == null) {
            throw new IllegalStateException("octets were taken before their sender was known");
        }
        return origin;
    }
}
