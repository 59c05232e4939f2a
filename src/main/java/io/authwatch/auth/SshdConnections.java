package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.CONNECT;
import static io.authwatch.auth.AuthAction.CONNECT_CLOSED;
import static io.authwatch.auth.AuthAction.CONNECT_REFUSED;
import static io.authwatch.auth.AuthAction.DNS_MISMATCH;
import static io.authwatch.auth.AuthAction.LOGIN_TIMEOUT;
import static io.authwatch.auth.AuthAction.NEGOTIATE_FAILED;
import static io.authwatch.auth.AuthAction.PROBE;
import static io.authwatch.auth.AuthAction.PROTOCOL_ERROR;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.AuthAction.SOURCE_PENALTY;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * What sshd says of a connection: packet.c {@code sshpkt_vfatal} and {@code ssh_packet_read_poll_seqnr}, kex.c
 * {@code kex_exchange_identification}, sshd.c (start-ups, time-outs, crashes), srclimit.c (penalties), canohost.c.
 */
final class SshdConnections {
    private static final List<Shape> OPENED = List.of(
            Shape.of("connection", CONNECT, UNKNOWN, "Connection from {source} port {port} on {} port {#}"),
            Shape.of(
                    "connection-rdomain",
                    CONNECT,
                    UNKNOWN,
                    "Connection from {source} port {port} on {} port {#} rdomain {}"),
            Shape.of("connection-old", CONNECT, UNKNOWN, "Connection from {source} port {port}"));

    private static final List<Shape> CLOSED = Sshd.all(
            Sshd.labelled("closed", CONNECT_CLOSED, UNKNOWN, "Connection closed by %s"),
            Sshd.labelled("reset", CONNECT_CLOSED, UNKNOWN, "Connection reset by %s"),
            Sshd.labelled("timed-out", CONNECT_CLOSED, UNKNOWN, "Connection from %s timed out"),
            Sshd.labelled("not-responding", CONNECT_CLOSED, UNKNOWN, "Timeout, client not responding from %s"),
            Sshd.labelled("disconnected", CONNECT_CLOSED, UNKNOWN, "Disconnected from %s"),
            Sshd.labelled("disconnecting", CONNECT_CLOSED, UNKNOWN, "Disconnecting %s{:}"),
            List.of(
                    Shape.of(
                            "disconnect-received",
                            CONNECT_CLOSED,
                            UNKNOWN,
                            "Received disconnect from {source} port {port}:{#}:{*}"),
                    Shape.of(
                            "disconnect-received-old",
                            CONNECT_CLOSED,
                            UNKNOWN,
                            "Received disconnect from {source}: {#}:{*}"),
                    Shape.of("closed-old", CONNECT_CLOSED, UNKNOWN, "Connection closed by {source}"),
                    Shape.of("reset-old", CONNECT_CLOSED, UNKNOWN, "Connection reset by {source}"),
                    Shape.of("closing", CONNECT_CLOSED, UNKNOWN, "Closing connection to {source} port {port}"),
                    Shape.of("closing-old", CONNECT_CLOSED, UNKNOWN, "Closing connection to {source}"),
                    Shape.of("not-responding-old", CONNECT_CLOSED, UNKNOWN, "Timeout, client not responding."),
                    Shape.of(
                            "read-error",
                            CONNECT_CLOSED,
                            UNKNOWN,
                            "Read error from remote host {source} port {port}: {*}"),
                    Shape.of("read-error-old", CONNECT_CLOSED, UNKNOWN, "Read error from remote host {source}: {*}"),
                    Shape.of("disconnecting-old", CONNECT_CLOSED, UNKNOWN, "Disconnecting: {*}")));

    private static final List<Shape> REFUSED = List.of(
            Shape.of(
                    "dropped", CONNECT_REFUSED, UNKNOWN, "drop connection #{#} from [{source}]:{port} on [{}]:{#} {*}"),
            Shape.of("dropped-old", CONNECT_REFUSED, UNKNOWN, "drop connection #{#} from [{source}]:{port} {*}"),
            Shape.of("ip-options", CONNECT_REFUSED, UNKNOWN, "Connection from {source} port {port} with IP opts: {*}"),
            Shape.of("throttling", CONNECT_REFUSED, UNKNOWN, "beginning MaxStartups throttling"),
            Shape.of("throttled", CONNECT_REFUSED, UNKNOWN, "exited MaxStartups throttling after {*}"),
            Shape.of("refused-connect", CONNECT_REFUSED, UNKNOWN, "refused connect from {} ({source})"),
            Shape.of("refused-connect-old", CONNECT_REFUSED, UNKNOWN, "refused connect from {source}"),
            Shape.of(
                    "prohibited-unknown-user",
                    CONNECT_REFUSED,
                    UNKNOWN,
                    "administratively prohibited connection for invalid user {user^:} from {source} port {port}"),
            Shape.of(
                    "prohibited-authenticating",
                    CONNECT_REFUSED,
                    UNKNOWN,
                    "administratively prohibited connection for authenticatinguser {user^:} from {source} port {port}"),
            Shape.of(
                    "prohibited",
                    CONNECT_REFUSED,
                    UNKNOWN,
                    "administratively prohibited connection for {user^:} from {source} port {port}"));

    private static final List<Shape> PENALTIES = List.of(
            penalty("penalty", "{source}/{#}: activating {} penalty of {} seconds for {*}"),
            penalty("penalty-new", "{}: new {source}/{#} {} penalty of {} seconds for {*}"),
            penalty("penalty-known", "{}: {source}/{#} {} penalty of {} seconds for {*}"));

    private static final List<Shape> TIMEOUTS = List.of(
            Shape.of(
                    "login-timeout",
                    LOGIN_TIMEOUT,
                    UNKNOWN,
                    "Timeout before authentication for connection from {source} to {}, pid = {#}"),
            Shape.of(
                    "login-timeout-port",
                    LOGIN_TIMEOUT,
                    UNKNOWN,
                    "Timeout before authentication for {source} port {port}"),
            Shape.of("login-timeout-old", LOGIN_TIMEOUT, UNKNOWN, "Timeout before authentication for {source}"));

    private static final List<Shape> PROBES = List.of(
            Shape.of("banner-exchange", PROBE, UNKNOWN, "banner exchange: Connection from {source} port {port}{:}"),
            Shape.of("kex-identification", PROBE, UNKNOWN, "kex_exchange_identification: {*}"),
            Shape.of(
                    "no-identification",
                    PROBE,
                    UNKNOWN,
                    "Did not receive identification string from {source} port {port}"),
            Shape.of("no-identification-old", PROBE, UNKNOWN, "Did not receive identification string from {source}"),
            Shape.of(
                    "bad-identification",
                    PROBE,
                    UNKNOWN,
                    "Bad protocol version identification '{*}' from {source} port {port}"),
            Shape.of(
                    "bad-identification-old",
                    PROBE,
                    UNKNOWN,
                    "Bad protocol version identification '{*}' from {source}"),
            Shape.of("identification-unsent", PROBE, UNKNOWN, "Could not write ident string to {source} port {port}"),
            Shape.of("scanned", PROBE, UNKNOWN, "scanned from {source} port {port} with {*}  Don't panic."),
            Shape.of("probed", PROBE, UNKNOWN, "probed from {source} port {port} with {*}  Don't panic."),
            Shape.of("scanned-old", PROBE, UNKNOWN, "scanned from {source} with {*}  Don't panic."));

    private static final List<Shape> PROTOCOL = Sshd.all(
            Sshd.labelled("negotiate", NEGOTIATE_FAILED, UNKNOWN, "Unable to negotiate with %s{:}"),
            Sshd.labelled("dispatch", PROTOCOL_ERROR, UNKNOWN, "ssh_dispatch_run_fatal: Connection from %s{:}"),
            Sshd.labelled("packet", PROTOCOL_ERROR, UNKNOWN, "Connection from %s{:}"),
            List.of(
                    Shape.of("negotiate-old", NEGOTIATE_FAILED, UNKNOWN, "Unable to negotiate with {source}{:}"),
                    Shape.of("no-match", NEGOTIATE_FAILED, UNKNOWN, "no matching {*}"),
                    Shape.of("no-key-exchange", NEGOTIATE_FAILED, UNKNOWN, "Unable to negotiate a key exchange method"),
                    Shape.of(
                            "versions-differ",
                            PROTOCOL_ERROR,
                            UNKNOWN,
                            "Protocol major versions differ for {source} port {port}: {*}"),
                    Shape.of(
                            "versions-differ-old",
                            PROTOCOL_ERROR,
                            UNKNOWN,
                            "Protocol major versions differ for {source}: {*}"),
                    Shape.of("versions-differ-unnamed", PROTOCOL_ERROR, UNKNOWN, "Protocol major versions differ: {*}"),
                    Shape.of("kex-protocol-error", PROTOCOL_ERROR, UNKNOWN, "kex_protocol_error: {*}"),
                    Shape.of("dispatch-protocol-error", PROTOCOL_ERROR, UNKNOWN, "dispatch_protocol_error: {*}"),
                    Shape.of("bad-packet", PROTOCOL_ERROR, UNKNOWN, "Bad packet length {}"),
                    Shape.of("corrupted-mac", PROTOCOL_ERROR, UNKNOWN, "Corrupted MAC on input."),
                    Shape.of("padding", PROTOCOL_ERROR, UNKNOWN, "padding error: {*}"),
                    Shape.of(
                            "crashed",
                            PROTOCOL_ERROR,
                            UNKNOWN,
                            "session process {#} for connection from {source} to {} killed by signal {#}{:}"),
                    Shape.of(
                            "crashed-core",
                            PROTOCOL_ERROR,
                            UNKNOWN,
                            "session process {#} for connection from {source} to {} killed by signal {#} (core dumped)")));

    private static final List<Shape> NAMES = List.of(
            Shape.of(
                    "reverse-mapping",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "reverse mapping checking getaddrinfo for {domain} [{source}] failed."),
            Shape.of(
                    "reverse-mapping-old",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "reverse mapping checking getaddrinfo for {domain} [{source}] failed - POSSIBLE BREAK-IN ATTEMPT!"),
            Shape.of(
                    "reverse-mapping-oldest",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "reverse mapping checking getaddrinfo for {domain} failed - POSSIBLE BREAK-IN ATTEMPT!"),
            Shape.of(
                    "forward-mapping",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "Address {source} maps to {domain}, but this does not map back to the address."),
            Shape.of(
                    "forward-mapping-old",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "Address {source} maps to {domain}, but this does not map back to the address - POSSIBLE BREAK-IN"
                            + " ATTEMPT!"),
            Shape.of(
                    "nasty-pointer",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "Nasty PTR record \"{}\" is set up for {source}, ignoring"));

    static final List<Shape> SHAPES = Sshd.all(
            telling(AttemptPart.END, CLOSED),
            telling(AttemptPart.START, OPENED),
            REFUSED,
            PENALTIES,
            TIMEOUTS,
            PROBES,
            PROTOCOL,
            NAMES);

    /** Of a peer that is logged in: the line lacks [preauth], which the program alone writes. */
    static final List<Shape> AFTER_LOGIN = List.of(
            Shape.of(
                    "session-disconnected",
                    SESSION_END,
                    SUCCESS,
                    "Disconnected from user {user^:} {source} port {port}"),
            Shape.of("session-closed", SESSION_END, SUCCESS, "Connection closed by user {user^:} {source} port {port}"),
            Shape.of(
                    "session-disconnect-received",
                    SESSION_END,
                    SUCCESS,
                    "Received disconnect from {source} port {port}:{#}:{*}"),
            Shape.of(
                    "session-disconnect-received-old",
                    SESSION_END,
                    SUCCESS,
                    "Received disconnect from {source}: 11: disconnected by user"));

    private SshdConnections() {}

    private static List<Shape> telling(AttemptPart part, List<Shape> shapes) {
        return shapes.stream().map(shape -> shape.telling(part)).toList();
    }

    private static Shape penalty(String name, String rest) {
        return Shape.of(name, SOURCE_PENALTY, UNKNOWN, "srclimit_penalise: " + rest);
    }
}
