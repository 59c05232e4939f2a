package io.authwatch.config;

import io.authwatch.config.Kinds.Flag;
import io.authwatch.config.Kinds.Network;
import io.authwatch.config.Kinds.Size;
import io.authwatch.config.Kinds.Span;
import io.authwatch.config.Kinds.Whole;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Syslog over TCP (RFC 6587). All but the first two hold for every connection: TCP, TLS and RELP. */
public interface TcpConfig {
    /** Whether to listen. Default: {@code true}. */
    @WithDefault("true")
    @WithConverter(Flag.class)
    boolean enabled();

    /** The port. Default: {@code 5514}. */
    @WithDefault("5514")
    @WithConverter(Whole.class)
    @Between(from = "1", to = "65535")
    int port();

    /**
     * Octets that may be read from one connection and not committed yet, 64K to 1G: what a kill can lose. Default:
     * {@code 1M}.
     */
    @WithDefault("1M")
    @WithConverter(Size.class)
    @Between(from = "64K", to = "1G")
    long inFlight();

    /** A connection that sends nothing for so long is closed, 10s to 7d. Default: {@code 15m}. */
    @WithDefault("15m")
    @WithConverter(Span.class)
    @Between(from = "10s", to = "7d")
    Duration idleTimeout();

    /** A frame that is begun must be whole after so long, 1s to 1h. Default: {@code 30s}. */
    @WithDefault("30s")
    @WithConverter(Span.class)
    @Between(from = "1s", to = "1h")
    Duration frameTimeout();

    /**
     * A sender that says nothing for so long is asked by the kernel whether it is still there; one that does not answer
     * is gone after three quarters of the time more. 4s to 1h. Default: {@code 60s}.
     */
    @WithDefault("60s")
    @WithConverter(Span.class)
    @Between(from = "4s", to = "1h")
    Duration keepAlive();

    /**
     * Messages a second of one address (IPv6: of one /64) that are read, a second's worth at once; then it is held back.
     * 0 to 10000000, where 0 is no limit: turns are fair without one. Default: {@code 0}.
     */
    @WithDefault("0")
    @WithConverter(Whole.class)
    @Between(from = "0", to = "10000000")
    int senderRate();

    /**
     * The networks of load balancers that begin each connection with a PROXY protocol header (version 1 or 2), a comma
     * list in CIDR form; they must, and nobody else is believed. Default: none.
     */
    Optional<List<@WithConverter(Network.class) String>> proxies();
}
