package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.CONNECT;
import static io.authwatch.auth.AuthAction.CONNECT_CLOSED;
import static io.authwatch.auth.AuthAction.CONNECT_REFUSED;
import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * The services of old that inetd starts: tcp_wrappers 7.6 (tcpd.c, refuse.c), xinetd 2.3 (logctl.c), netkit's telnetd,
 * rlogind and ftpd 0.17, wu-ftpd 2.6 (ftpd.c), inetutils 2.0 to 2.6 (ftpd/ftpd.c, src/rlogind.c, src/rexecd.c), ftpd of
 * FreeBSD 8 to 14, NetBSD and OpenBSD (libexec/ftpd/ftpd.c). Where an FTP server writes a login name, it stands last, behind the peer.
 * rshd's lines are not read: a name and a command of the peer's stand on both sides of its host.
 */
final class Inetd {
    private static final List<Shape> WRAPPED = List.of(
            Shape.of("connected", CONNECT, UNKNOWN, "connect from {} ({source})"),
            Shape.of("connected-old", CONNECT, UNKNOWN, "connect from {source}"),
            Shape.of("refused", CONNECT_REFUSED, UNKNOWN, "refused connect from {} ({source})"),
            Shape.of("refused-old", CONNECT_REFUSED, UNKNOWN, "refused connect from {source}"),
            Shape.of("died", CONNECT_CLOSED, UNKNOWN, "ttloop: {*}"));

    private static final List<Shape> TRANSFERS = List.of(
            Shape.of("ftp-connected", CONNECT, UNKNOWN, "connection from {source}"),
            Shape.of("ftp-login", LOGIN, SUCCESS, "FTP LOGIN FROM {?} [{source}], {user*}"),
            Shape.of("ftp-login-class", LOGIN, SUCCESS, "FTP LOGIN FROM {source} as {user} (class: {~}, type: {~})"),
            Shape.of("ftp-login-old", LOGIN, SUCCESS, "FTP LOGIN FROM {source} as {user*}"),
            Shape.of("ftp-anonymous-old", LOGIN, SUCCESS, "ANONYMOUS FTP LOGIN FROM {source}, {*}"),
            Shape.of("ftp-anonymous", LOGIN, SUCCESS, "ANONYMOUS FTP LOGIN FROM {?} [{source}], {*}"),
            Shape.of("ftp-anonymous-unnamed", LOGIN, SUCCESS, "ANONYMOUS FTP LOGIN FROM {source}"),
            refused("ftp-failed", "failed login from {?} [{source}]", "bad-credentials"),
            // An address in parentheses, then none, then one in brackets: a name may begin with what looks like one.
            refused("ftp-failed-address", "FTP LOGIN FAILED FROM {?}({source}), {user*}", "bad-credentials"),
            refused("ftp-failed-old", "FTP LOGIN FAILED FROM {source}, {user*}", "bad-credentials"),
            refused("ftp-failed-host", "FTP LOGIN FAILED FROM {?} [{source}], {user*}", "bad-credentials"),
            // An empty name, whose blank goes with the end of the line.
            refused("ftp-failed-address-nameless", "FTP LOGIN FAILED FROM {?}({source}),", "bad-credentials"),
            refused("ftp-failed-host-nameless", "FTP LOGIN FAILED FROM {?} [{source}],", "bad-credentials"),
            refused("ftp-failed-nameless", "FTP LOGIN FAILED FROM {source},", "bad-credentials"),
            // FreeBSD says it twice, and the second time with the name, to authpriv alone.
            refused("ftp-failed-unnamed", "FTP LOGIN FAILED FROM {source}", "bad-credentials")
                    .twin(),
            repeated("ftp-repeated-address", "{?}({source})"),
            repeated("ftp-repeated-host", "{?} [{source}]"),
            repeated("ftp-repeated", "{source}"),
            refused("ftp-anonymous-refused-address", "ANONYMOUS FTP LOGIN REFUSED FROM {?}({source})", "not-allowed"),
            refused("ftp-anonymous-refused-host", "ANONYMOUS FTP LOGIN REFUSED FROM {?} [{source}]", "not-allowed"),
            refused("ftp-anonymous-refused", "ANONYMOUS FTP LOGIN REFUSED FROM {source}", "not-allowed"),
            refused("ftp-refused-old", "FTP LOGIN REFUSED FROM {source}, {user*}", "not-allowed"),
            refused("ftp-refused-host", "FTP LOGIN REFUSED FROM {?} [{source}], {user*}", "not-allowed"),
            refused("rlogin-pam", "PAM authentication of '{user*}' from {?}({source}): {~}", "bad-credentials"),
            Shape.of("rlogin-connected", CONNECT, UNKNOWN, "Connect from {peer}"),
            Shape.of("rlogin-port", CONNECT_REFUSED, UNKNOWN, "Connection from {source} on illegal port {#}"),
            Shape.of("rlogin-wrapped", CONNECT_REFUSED, UNKNOWN, "tcpd rejects {} [{source}]"),
            Shape.of("rlogin-wrapped-unnamed", CONNECT_REFUSED, UNKNOWN, "tcpd rejects [{source}]"),
            refused("rexec-failed", "password failure for \"{user*}\"", "bad-credentials"),
            refused("rexec-unknown-user", "no user named \"{user*}\"", "unknown-user"),
            Shape.of("rexec-accepted", LOGIN, SUCCESS, "accepted user \"{user*}\" from {source}"),
            refused("rlogin-failed", "PAM authentication failed for in.rlogind", "bad-credentials"));

    static final Recogniser SERVICES = ByShapes.of(
            "inetd",
            List.of(
                    "tcpd",
                    "in.telnetd",
                    "telnetd",
                    "in.rlogind",
                    "rlogind",
                    "in.rshd",
                    "rshd",
                    "in.rexecd",
                    "rexecd",
                    "in.ftpd",
                    "ftpd",
                    "wu-ftpd",
                    "in.fingerd",
                    "rpcbind"),
            WRAPPED,
            TRANSFERS);

    static final Recogniser XINETD = ByShapes.of(
            "xinetd",
            List.of("xinetd"),
            List.of(
                    Shape.of("started", CONNECT, UNKNOWN, "START: {service} pid={#} from={source}"),
                    Shape.of("started-inside", CONNECT, UNKNOWN, "START: {service} from={source}"),
                    Shape.of("refused", CONNECT_REFUSED, UNKNOWN, "FAIL: {service} {} from={source}"),
                    Shape.of(
                            "wrapped",
                            CONNECT_REFUSED,
                            UNKNOWN,
                            "libwrap refused connection to {service} (libwrap={}) from {source}"),
                    Shape.of("ended", CONNECT_CLOSED, UNKNOWN, "EXIT: {service} {*}")));

    private Inetd() {}

    private static Shape repeated(String name, String peer) {
        return Shape.of(name, LOGIN_DETAIL, FAILURE, "repeated login failures from " + peer)
                .because("too-many-attempts");
    }

    private static Shape refused(String name, String template, String reason) {
        return Shape.of(name, LOGIN, FAILURE, template).because(reason);
    }
}
