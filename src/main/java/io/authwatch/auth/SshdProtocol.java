package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.NEGOTIATE_FAILED;
import static io.authwatch.auth.AuthAction.PROBE;
import static io.authwatch.auth.AuthAction.PROTOCOL_ERROR;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * What sshd (versions: {@link Sshd}) says of peers that do not speak as they should: kex.c {@code kex_exchange_identification} and
 * {@code kex_choose_conf}, dispatch.c, packet.c, monitor.c, and the crashes that sshd.c tells of.
 */
final class SshdProtocol {
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
                    Shape.of("no-host-key", NEGOTIATE_FAILED, UNKNOWN, "no hostkey alg"),
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
                    Shape.of("kex-protocol-error-old", PROTOCOL_ERROR, UNKNOWN, "Hm, kex protocol error: {*}"),
                    Shape.of("kex-protocol-error-plain", PROTOCOL_ERROR, UNKNOWN, "kex protocol error: {*}"),
                    Shape.of("packet-malformed", PROTOCOL_ERROR, UNKNOWN, "ssh_packet_get_{*}"),
                    Shape.of("buffer-malformed", PROTOCOL_ERROR, UNKNOWN, "buffer_get_{*}"),
                    Shape.of("key-malformed", PROTOCOL_ERROR, UNKNOWN, "userauth_pubkey: could not parse key: {*}"),
                    Shape.of("packet-incomplete", PROTOCOL_ERROR, UNKNOWN, "userauth_pubkey: parse {*}"),
                    Shape.of("monitor-refused", PROTOCOL_ERROR, UNKNOWN, "monitor_read: unpermitted request {*}"),
                    Shape.of("child-crashed", PROTOCOL_ERROR, UNKNOWN, "{}: preauth child terminated by signal {#}"),
                    Shape.of("child-crashed-old", PROTOCOL_ERROR, UNKNOWN, "preauth child terminated by signal {#}"),
                    Shape.of("bad-packet", PROTOCOL_ERROR, UNKNOWN, "Bad packet length {}"),
                    Shape.of("corrupted-mac", PROTOCOL_ERROR, UNKNOWN, "Corrupted MAC on input."),
                    Shape.of("padding", PROTOCOL_ERROR, UNKNOWN, "padding error: {*}"),
                    Shape.of(
                            "crashed",
                            PROTOCOL_ERROR,
                            UNKNOWN,
                            "session process {#} for connection from {source} to {} killed by signal {#}{:}"),
                    // What the process was at, or that it left a core.
                    Shape.of(
                            "crashed-at",
                            PROTOCOL_ERROR,
                            UNKNOWN,
                            "session process {#} for connection from {source} to {} killed by signal {#} ({~})"),
                    Shape.of(
                            "ended-abnormally",
                            PROTOCOL_ERROR,
                            UNKNOWN,
                            "session process {#} for connection from {source} to {} terminated abnormally, status={*}"),
                    Shape.of(
                            "child-crash",
                            PROTOCOL_ERROR,
                            UNKNOWN,
                            "Session process {#} unpriv child crash for connection from {source} to {}"),
                    Shape.of(
                            "child-crash-at",
                            PROTOCOL_ERROR,
                            UNKNOWN,
                            "Session process {#} unpriv child crash for connection from {source} to {} ({~})")));

    static final List<Shape> SHAPES = Sshd.all(PROBES, PROTOCOL);

    private SshdProtocol() {}
}
