package io.authwatch.config;

import io.authwatch.pipeline.SelfAlert;
import io.authwatch.syslog.Facility;
import io.authwatch.wire.PermittedPeer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings, checked and resolved. Meaning, unit, range and default of each stand in {@link AuthwatchConfig}.
 *
 * @param rules the rule file, or null for the built-in rules
 * @param dataDir the data directory
 * @param listenAddress the address that UDP and TCP listen on
 * @param facilities the facilities that are wanted
 * @param udp the UDP input, or null if it is off
 * @param tcp the TCP input, or null if it is off
 * @param streams what holds for every connection
 * @param tls how to speak TLS, or null if there is no certificate
 * @param relp the RELP input, or null if it is off
 * @param allowedSenders networks in CIDR form, addresses canonical (RFC 5952)
 * @param tail the files to tail
 * @param journal the systemd journal, or null if it is off
 * @param pushover where notifications go, or null for a dry run
 * @param recipients the keys of named recipients, by canonical name
 * @param quota how the message quota is spent
 * @param hostIdentity which host a message belongs to
 * @param limits what everything is bounded by
 * @param history what is kept
 * @param alerts when many are told as one
 * @param self what is told of Authwatch itself, or null: nothing
 * @param heartbeat where a sign of life goes, or null
 */
public record Settings(
        @Nullable Path rules,
        Path dataDir,
        String listenAddress,
        Set<Facility> facilities,
        @Nullable Udp udp,
        @Nullable Tcp tcp,
        Streams streams,
        @Nullable Tls tls,
        @Nullable Relp relp,
        List<String> allowedSenders,
        Tail tail,
        @Nullable Journal journal,
        @Nullable Pushover pushover,
        Map<String, Secret> recipients,
        Quota quota,
        HostIdentity hostIdentity,
        Limits limits,
        History history,
        Alerts alerts,
        @Nullable Self self,
        @Nullable Heartbeat heartbeat) {

    /**
     * UDP.
     *
     * @param senderRate datagrams a second of one address; 0: any
     */
    public record Udp(int port, int senderRate) {}

    /** TCP. */
    public record Tcp(int port) {}

    /**
     * Every connection: TCP, TLS and RELP.
     *
     * @param inFlight octets of one connection that may be read and not committed
     * @param senderRate messages a second of one address; 0: any
     * @param proxies networks in CIDR form that speak the PROXY protocol
     */
    public record Streams(
            long inFlight,
            Duration idleTimeout,
            Duration frameTimeout,
            Duration keepAlive,
            int senderRate,
            List<String> proxies) {}

    /**
     * TLS.
     *
     * @param port where syslog over TLS listens, or null if it does not
     * @param certificate a PEM file
     * @param key a PEM file
     * @param clientAuth whether senders show a certificate
     * @param ca a PEM file, or null
     * @param permittedPeers who may come; empty: whoever the authorities signed
     */
    public record Tls(
            @Nullable Integer port,
            Path certificate,
            Path key,
            ClientAuth clientAuth,
            @Nullable Path ca,
            List<PermittedPeer> permittedPeers) {}

    /**
     * RELP.
     *
     * @param tls whether it speaks TLS
     */
    public record Relp(int port, boolean tls) {}

    /**
     * Tailed files.
     *
     * @param files paths, and patterns of them
     * @param offsets where other programs' offset files are: {@code beside} each file, or a folder; null: nowhere
     * @param inflatedSize octets
     */
    public record Tail(
            List<Path> files, boolean followLinks, @Nullable Path offsets, long inflatedSize) {}

    /**
     * The systemd journal.
     *
     * @param units the units whose entries are read; none: those of the wanted facilities
     */
    public record Journal(List<String> units) {}

    /**
     * Pushover.
     *
     * @param retry how often an emergency notification repeats, 30 s and up
     * @param expire how long it repeats, 3 h at most
     */
    public record Pushover(Secret token, Secret user, URI url, Duration retry, Duration expire) {}

    /**
     * The message quota.
     *
     * @param limit messages a month, until the notifier has told it
     * @param reserve percent that only what is high or an emergency may spend
     * @param burst the time whose share may be spent at once
     * @param digest how long what is held back waits for its digest at least
     */
    public record Quota(int limit, int reserve, Duration burst, Duration digest) {}

    /**
     * Limits.
     *
     * @param frameSize octets
     * @param inFlight octets of memory for what is read from all connections and not committed
     * @param inFlightPerAddress the same of one address
     * @param unfinished octets of frames that are not whole, of one input
     * @param senders that are remembered
     * @param alerts that cool down at once
     * @param outbox notifications that wait to be sent
     * @param diskReserve octets that are kept for when the disk is full
     */
    public record Limits(
            int frameSize,
            int connections,
            int connectionsPerAddress,
            long inFlight,
            long inFlightPerAddress,
            long unfinished,
            int senders,
            int hosts,
            int ruleKeys,
            int alerts,
            int outbox,
            long diskReserve) {}

    /**
     * When many are told as one.
     *
     * @param late how long after its own time a message may arrive before it is late
     * @param stormKeys a rule that would push for so many keys within {@code stormSpan} is a storm; 0: there are none
     */
    public record Alerts(Duration late, int stormKeys, Duration stormSpan) {}

    /**
     * What is kept.
     *
     * @param maxRate events a second
     */
    public record History(int maxEvents, Duration maxAge, int maxRate, Duration alertAge, int recentEvents) {}

    /**
     * What is told of Authwatch itself.
     *
     * @param off what is not told
     * @param spaceLow percent of the data directory's file system
     * @param outboxAge how long a notification may wait
     */
    public record Self(Set<SelfAlert> off, int spaceLow, Duration outboxAge) {}

    /**
     * A sign of life.
     *
     * @param url an http or https address
     */
    public record Heartbeat(Secret url, Duration interval) {}
}
