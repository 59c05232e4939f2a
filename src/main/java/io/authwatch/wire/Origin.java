package io.authwatch.wire;

import org.jspecify.annotations.Nullable;

/**
 * Where a frame came from. One instance serves a whole connection, file or UDP sender.
 *
 * <p>{@link #peer()} is what the network or the file system vouches for, and the only part of a message that its sender
 * cannot write freely (UDP excepted: a datagram's source address can be forged, so it is marked unverified).
 */
public sealed interface Origin {

    /** The kind of door. */
    Input input();

    /** The sender's address as text, a file's path, or {@code journal}. Never empty. */
    String peer();

    /** The name that a client certificate proves, or null. */
    default @Nullable String certificateName() {
        return null;
    }

    /** The host that a message belongs to which names none: the sender's address, or this machine for local inputs. */
    String hostOtherwise();

    /** Whether {@link #peer()} is more than a claim: false for UDP, whose source address can be forged. */
    default boolean verified() {
        return true;
    }

    /** A UDP sender (RFC 5426). */
    record Udp(String peer) implements Origin {
        @Override
        public Input input() {
            return Input.UDP;
        }

        @Override
        public String hostOtherwise() {
            return peer;
        }

        @Override
        public boolean verified() {
            return false;
        }
    }

    /** A plain TCP connection (RFC 6587). */
    record Tcp(String peer) implements Origin {
        @Override
        public Input input() {
            return Input.TCP;
        }

        @Override
        public String hostOtherwise() {
            return peer;
        }
    }

    /** A TLS connection (RFC 5425), with the name its certificate proves, if one was asked for. */
    record Tls(String peer, @Nullable String certificateName) implements Origin {
        @Override
        public Input input() {
            return Input.TLS;
        }

        @Override
        public String hostOtherwise() {
            return peer;
        }
    }

    /** A RELP session, plain or inside TLS. */
    record Relp(String peer, @Nullable String certificateName) implements Origin {
        @Override
        public Input input() {
            return Input.RELP;
        }

        @Override
        public String hostOtherwise() {
            return peer;
        }
    }

    /** A tailed file: {@code peer} is its path, {@code hostOtherwise} this machine's name. */
    record File(String peer, String hostOtherwise) implements Origin {
        @Override
        public Input input() {
            return Input.FILE;
        }
    }

    /** The systemd journal of this machine. */
    record Journal(String hostOtherwise) implements Origin {
        @Override
        public Input input() {
            return Input.JOURNAL;
        }

        @Override
        public String peer() {
            return "journal";
        }
    }
}
