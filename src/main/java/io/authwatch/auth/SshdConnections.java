package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.CONNECT;
import static io.authwatch.auth.AuthAction.CONNECT_CLOSED;
import static io.authwatch.auth.AuthAction.CONNECT_REFUSED;
import static io.authwatch.auth.AuthAction.DNS_MISMATCH;
import static io.authwatch.auth.AuthAction.LOGIN_TIMEOUT;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.AuthAction.SOURCE_PENALTY;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * What sshd (versions: {@link Sshd}) says of a connection: packet.c {@code sshpkt_vfatal} and {@code ssh_packet_read_poll_seqnr}, sshd.c
 * (start-ups, time-outs), srclimit.c (penalties), channels.c and serverloop.c (forwarding), canohost.c; and tcp_wrappers 7.6
 * within it (tcpd.h, {@code tcpd_warn}).
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
            Sshd.labelled("packet-failed", CONNECT_CLOSED, UNKNOWN, "ssh_packet_{}: Connection from %s: {~}"),
            Sshd.labelled("packet-failed-old", CONNECT_CLOSED, UNKNOWN, "packet_{}: Connection from %s: {~}"),
            Sshd.labelled("packet-failed-to", CONNECT_CLOSED, UNKNOWN, "packet_{}: Connection to %s: {~}"),
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
                    Shape.of("disconnected-old", CONNECT_CLOSED, UNKNOWN, "Disconnected from {source}"),
                    Shape.of("read-from", CONNECT_CLOSED, UNKNOWN, "Read from remote host {source} port {port}: {*}"),
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
            Shape.of(
                    "forward-denied",
                    CONNECT_REFUSED,
                    UNKNOWN,
                    "Received request from {source} port {port} to {*}, but the request was denied."),
            Shape.of(
                    "forward-denied-old",
                    CONNECT_REFUSED,
                    UNKNOWN,
                    "Received request to connect to {*}, but the request was denied."),
            // The originator is what the client says of itself.
            Shape.of("forward-refused", CONNECT_REFUSED, UNKNOWN, "refused local port forward: originator {*}"),
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
                    "login-timeout-early",
                    LOGIN_TIMEOUT,
                    UNKNOWN,
                    "Timeout before authentication for connection from {source} to {}, pid = {#} ({~})"),
            Shape.of(
                    "login-timeout-port",
                    LOGIN_TIMEOUT,
                    UNKNOWN,
                    "Timeout before authentication for {source} port {port}"),
            Shape.of("login-timeout-old", LOGIN_TIMEOUT, UNKNOWN, "Timeout before authentication for {source}"));

    private static final List<Shape> NAMES = List.of(
            Shape.of(
                    "wrapper-name",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "warning: {~}, line {#}: can't verify hostname: {}({domain}, {}) failed"),
            Shape.of(
                    "wrapper-address",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "warning: {~}, line {#}: host name/address mismatch: {source} != {domain}"),
            Shape.of(
                    "wrapper-names",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "warning: {~}, line {#}: host name/name mismatch: {} != {}"),
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
            // OpenSSH 4.
            Shape.of(
                    "reverse-mapping-older",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "reverse mapping checking getaddrinfo for {domain} failed - POSSIBLE BREAKIN ATTEMPT!"),
            Shape.of(
                    "forward-mapping-older",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "Address {source} maps to {domain}, but this does not map back to the address - POSSIBLE BREAKIN"
                            + " ATTEMPT!"),
            Shape.of("no-reverse-mapping", DNS_MISMATCH, UNKNOWN, "Could not reverse map address {source}."),
            Shape.of(
                    "nasty-pointer",
                    DNS_MISMATCH,
                    UNKNOWN,
                    "Nasty PTR record \"{}\" is set up for {source}, ignoring"));

    static final List<Shape> SHAPES = Sshd.all(
            telling(AttemptPart.END, CLOSED), telling(AttemptPart.START, OPENED), REFUSED, PENALTIES, TIMEOUTS, NAMES);

    /** Of a peer that is logged in: the line lacks [preauth], which the program alone writes. */
    static final List<Shape> AFTER_LOGIN = List.of(
            Shape.of(
                    "session-disconnected",
                    SESSION_END,
                    SUCCESS,
                    "Disconnected from user {user^:} {source} port {port}"),
            Shape.of("session-closed", SESSION_END, SUCCESS, "Connection closed by user {user^:} {source} port {port}"),
            Shape.of("session-reset", SESSION_END, SUCCESS, "Connection reset by user {user^:} {source} port {port}"),
            Shape.of(
                    "session-timed-out",
                    SESSION_END,
                    SUCCESS,
                    "Connection from user {user^:} {source} port {port} timed out"),
            Shape.of(
                    "session-not-responding",
                    SESSION_END,
                    SUCCESS,
                    "Timeout, client not responding from user {user^:} {source} port {port}"),
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
