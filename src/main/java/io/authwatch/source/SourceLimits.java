package io.authwatch.source;

import java.time.Duration;

/**
 * How much the inputs take, in all and from one. Every limit has a name; what goes over it is held back, or dropped and
 * counted.
 *
 * @param senders who is remembered
 * @param streams connections
 * @param datagrams the UDP socket
 * @param files tailed files
 */
public record SourceLimits(Senders senders, Streams streams, Datagrams datagrams, Files files) {
    /** What the program uses unless told otherwise. */
    public static final SourceLimits DEFAULTS =
            new SourceLimits(Senders.DEFAULTS, Streams.DEFAULTS, Datagrams.DEFAULTS, Files.DEFAULTS);

    /** How long a TLS handshake may take. */
    public static final Duration TLS_HANDSHAKE = Duration.ofSeconds(10);

    /**
     * Memory of senders, so that forged addresses cannot fill the heap.
     *
     * @param knownMax senders without a connection that are remembered, and as many of UDP; the least recently heard goes
     * @param refusedMax refused senders that are remembered as told; more are refused without being told
     * @param refusedForget how long a full memory of refused senders stays full
     */
    public record Senders(int knownMax, int refusedMax, Duration refusedForget) {
        public static final Senders DEFAULTS = new Senders(10_000, 1_000, Duration.ofHours(1));
    }

    /**
     * Connections.
     *
     * @param connectionsMax open connections over all inputs
     * @param connectionsPerAddressMax of them, those of one IPv4 address or one IPv6 /64
     * @param frameOctetsMax octets of one frame; a longer one ends its connection
     * @param connectionInFlightOctetsMax octets read from one connection whose effects are not durable yet
     * @param senderInFlightOctetsMax what of all connections of one address is not durable yet may take of the memory
     * @param inFlightOctetsMax the same over all connections
     * @param unfinishedOctetsMax octets of frames that are not whole, over all connections of one input
     * @param senderRateMax messages a second over all connections of one address; 0: any
     * @param idle a connection without a word for this long is closed
     * @param frameDeadline a frame that was begun must end within this time
     * @param keepAlive after this long without a word the kernel asks whether the sender is there
     * @param sweepEvery how often idle times and deadlines are looked at
     * @param retryEvery how often a batch is offered again to a writer that had no room
     */
    public record Streams(
            int connectionsMax,
            int connectionsPerAddressMax,
            int frameOctetsMax,
            int connectionInFlightOctetsMax,
            long senderInFlightOctetsMax,
            long inFlightOctetsMax,
            long unfinishedOctetsMax,
            int senderRateMax,
            Duration idle,
            Duration frameDeadline,
            Duration keepAlive,
            Duration sweepEvery,
            Duration retryEvery) {
        public static final Streams DEFAULTS = new Streams(
                2_000,
                500,
                65_536,
                1 << 20,
                16L << 20,
                64L << 20,
                16L << 20,
                0,
                Duration.ofMinutes(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofMillis(10));
    }

    /**
     * The UDP socket.
     *
     * @param datagramOctetsMax octets of one datagram; IPv4 carries 65,507 (RFC 5426 section 3.2)
     * @param receiveBufferOctets SO_RCVBUF that is asked for; the kernel grants up to {@code net.core.rmem_max}
     * @param datagramsPerTurnMax datagrams read before the loop turns to its other work
     * @param inFlightOctetsMax what is not durable yet may take of the memory; beyond, datagrams are dropped
     * @param senderRateMax datagrams a second of one address; 0: any
     * @param kernelDropsEvery how often the kernel's drops are read
     */
    public record Datagrams(
            int datagramOctetsMax,
            int receiveBufferOctets,
            int datagramsPerTurnMax,
            long inFlightOctetsMax,
            int senderRateMax,
            Duration kernelDropsEvery) {
        public static final Datagrams DEFAULTS =
                new Datagrams(65_536, 4 << 20, 256, 32L << 20, 200_000, Duration.ofSeconds(10));
    }

    /**
     * Tailed files.
     *
     * @param lineOctetsMax octets of one line; of a longer one the rest is gone
     * @param inFlightOctetsMax what of one path is not durable yet may take of the memory
     * @param pollEvery how often a file at its end is looked at
     * @param rotationGrace how long a rotated file must stay at its end before its successor is read
     * @param generationsMax generations of one file that are open at a time
     * @param filesMax files that one pattern leads to at a time
     * @param scanEvery how often a pattern is looked at
     * @param inflatedOctetsMax what one compressed generation may hold; what follows is not read
     */
    public record Files(
            int lineOctetsMax,
            int inFlightOctetsMax,
            Duration pollEvery,
            Duration rotationGrace,
            int generationsMax,
            int filesMax,
            Duration scanEvery,
            long inflatedOctetsMax) {
        public static final Files DEFAULTS = new Files(
                65_536,
                8 << 20,
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                16,
                200,
                Duration.ofSeconds(2),
                1L << 30);

        /** How long a file that is nowhere beside its path is looked for: a folder is not listed in one moment. */
        Duration settling() {
            return rotationGrace.dividedBy(5);
        }

        /** The grace of a file that was not found: nobody is to tell its writer of a new one any more. */
        Duration vanishedGrace() {
            return rotationGrace.multipliedBy(3).dividedBy(5);
        }

        /** The same with another limit of what a compressed generation may hold. */
        public Files inflating(long otherInflatedOctetsMax) {
            return new Files(
                    lineOctetsMax,
                    inFlightOctetsMax,
                    pollEvery,
                    rotationGrace,
                    generationsMax,
                    filesMax,
                    scanEvery,
                    otherInflatedOctetsMax);
        }

        /** The same with other octets in flight and another pace. */
        Files with(int otherInFlightOctetsMax, Duration otherPollEvery, Duration otherRotationGrace) {
            return new Files(
                    lineOctetsMax,
                    otherInFlightOctetsMax,
                    otherPollEvery,
                    otherRotationGrace,
                    generationsMax,
                    filesMax,
                    scanEvery,
                    inflatedOctetsMax);
        }
    }
}
