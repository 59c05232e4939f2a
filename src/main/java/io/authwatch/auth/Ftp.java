package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.CONNECT;
import static io.authwatch.auth.AuthAction.CONNECT_CLOSED;
import static io.authwatch.auth.AuthAction.CONNECT_REFUSED;
import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.LOGIN_TIMEOUT;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.PROBE;
import static io.authwatch.auth.AuthAction.SERVICE_ERROR;
import static io.authwatch.auth.AuthAction.SERVICE_START;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * vsftpd 2.3 to 3.0 with {@code syslog_enable} (logging.c), ProFTPD 1.3 (modules/mod_auth.c, src/main.c), Pure-FTPd 1.0
 * (src/log_*.c, src/ftpd.c). Where the login name stands before the address, the address is the last thing on the line;
 * where it stands behind, the address is the first.
 */
final class Ftp {
    private static final String PEER = "{} ({?}[{source}]) - ";

    static final Recogniser VSFTPD = ByShapes.of(
            "vsftpd",
            List.of("vsftpd"),
            List.of(
                    refused("failed", "[{user*}] FAIL LOGIN: Client \"{source}\"", "bad-credentials"),
                    Shape.of("accepted", LOGIN, SUCCESS, "[{user*}] OK LOGIN: Client \"{source}\""),
                    Shape.of(
                            "accepted-anonymous",
                            LOGIN,
                            SUCCESS,
                            "[{user}] OK LOGIN: Client \"{source}\", anon password \"{*}\""),
                    Shape.of("transferred", OTHER, UNKNOWN, "[{}] OK {}: Client \"{}\", \"{*}"),
                    Shape.of("transfer-failed", OTHER, UNKNOWN, "[{}] FAIL {}: Client \"{}\", \"{*}"),
                    Shape.of("command", OTHER, UNKNOWN, "FTP command: Client {*}"),
                    Shape.of("command-named", OTHER, UNKNOWN, "[{}] FTP command: Client {*}"),
                    Shape.of("response", OTHER, UNKNOWN, "FTP response: Client {*}"),
                    Shape.of("response-named", OTHER, UNKNOWN, "[{}] FTP response: Client {*}"),
                    Shape.of("connected", CONNECT, UNKNOWN, "CONNECT: Client \"{source}\""),
                    Shape.of(
                            "refused",
                            CONNECT_REFUSED,
                            UNKNOWN,
                            "CONNECT: Client \"{source}\", \"Connection refused: {*}\"")));

    static final Recogniser PROFTPD = ByShapes.of(
            "proftpd",
            List.of("proftpd"),
            List.of(
                    Shape.of("accepted", LOGIN, SUCCESS, PEER + "USER {user*}: Login successful."),
                    Shape.of("accepted-anonymous-long", LOGIN, SUCCESS, PEER + "ANONYMOUS {user*}: Login successful."),
                    Shape.of("accepted-plain", LOGIN, SUCCESS, PEER + "USER {user*}: Login successful"),
                    Shape.of("accepted-anonymous", LOGIN, SUCCESS, PEER + "ANON {user*}: Login successful."),
                    refused(
                            "wrong-password",
                            PEER + "USER {user*} (Login failed): Incorrect password.",
                            "bad-credentials"),
                    refused(
                            "no-such-user",
                            PEER + "USER {user*}: no such user found from {?} [{}] to {}",
                            "unknown-user"),
                    refused(
                            "no-such-user-login",
                            PEER + "USER {user*} (Login failed): No such user found",
                            "unknown-user"),
                    refused("invalid-shell", PEER + "USER {user*} (Login failed): Invalid shell: {~}", "not-allowed"),
                    refused("not-allowed", PEER + "USER {user*} (Login failed): User in /etc/ftpusers", "not-allowed"),
                    refused(
                            "limited",
                            PEER + "USER {user*} (Login failed): Limit configuration denies login",
                            "not-allowed"),
                    refused(
                            "limit-access",
                            PEER + "USER {user*} (Login failed): Limit access denies login",
                            "not-allowed"),
                    refused(
                            "password-expired",
                            PEER + "USER {user*} (Login failed): Password expired",
                            "account-expired"),
                    refused("disabled", PEER + "USER {user*} (Login failed): Account disabled", "account-locked"),
                    refused("login-failed", PEER + "USER {user*} (Login failed): {~}", "bad-credentials"),
                    refused("anonymous-failed", PEER + "ANON {user*} (Login failed): {~}", "not-allowed"),
                    refused("limit", PEER + "USER {user*}: Limit access denies login", "not-allowed"),
                    refused("limit-anonymous", PEER + "ANON {user*}: Limit access denies login", "not-allowed"),
                    refused(
                            "anonymous-with-password",
                            PEER + "ANON {user*}: AnonRejectPasswords denies login",
                            "not-allowed"),
                    refused(
                            "no-alias",
                            PEER + "USER {user*}: user is not a UserAlias from {?} [{}] to {}",
                            "unknown-user"),
                    refused("empty-password", PEER + "Refusing empty password from user '{user*}'", "no-credentials"),
                    Shape.of("without-password", LOGIN, SUCCESS, PEER + "USER {user*}: Authenticated without password")
                            .with(Field.METHOD, "none"),
                    Shape.of("root-accepted", LOGIN_DETAIL, SUCCESS, PEER + "ROOT FTP login successful"),
                    detail("no-such-user-named", PEER + "no such user '{user*}'")
                            .because("unknown-user"),
                    detail("disabled-account", PEER + "account for user '{user*}' disabled due to {~}")
                            .because("account-expired"),
                    detail("expired-account", PEER + "password expired for user '{user*}': {~}")
                            .because("account-expired"),
                    detail("pam", PEER + "{~}: PAM({user*}): {~}"),
                    Shape.of("refused", CONNECT_REFUSED, UNKNOWN, PEER + "Connection refused ({~})"),
                    Shape.of("refused-peer", CONNECT_REFUSED, UNKNOWN, PEER + "connection refused ({~}) from {?} [{}]"),
                    Shape.of("denied-plain", CONNECT_REFUSED, UNKNOWN, PEER + "Connection from {?} [{}] denied"),
                    Shape.of("other-protocol", PROBE, UNKNOWN, PEER + "client sent {} command '{*}', disconnecting"),
                    Shape.of(
                            "session-timed-out", CONNECT_CLOSED, UNKNOWN, PEER + "FTP session timed out, disconnected"),
                    refused("no-such-user-plain", PEER + "USER {user*}: no such user found", "unknown-user"),
                    refused("root-plain", PEER + "SECURITY VIOLATION: Root login attempted", "not-allowed")
                            .with(Field.USER, "root"),
                    refused("root", PEER + "SECURITY VIOLATION: Root login attempted.", "not-allowed")
                            .with(Field.USER, "root"),
                    refused("root-named", PEER + "SECURITY VIOLATION: root login attempted.", "not-allowed")
                            .with(Field.USER, "root"),
                    Shape.of("too-many", LOGIN_DETAIL, FAILURE, PEER + "Maximum login attempts ({#}) exceeded{*}")
                            .because("too-many-attempts"),
                    Shape.of("login-timeout", LOGIN_TIMEOUT, UNKNOWN, PEER + "Login timeout exceeded, disconnected"),
                    Shape.of("login-timed-out", LOGIN_TIMEOUT, UNKNOWN, PEER + "FTP login timed out, disconnected"),
                    Shape.of("idle", CONNECT_CLOSED, UNKNOWN, PEER + "FTP {} timeout, disconnected"),
                    Shape.of("idle-transfer", CONNECT_CLOSED, UNKNOWN, PEER + "FTP no transfer timeout, disconnected"),
                    Shape.of("denied", CONNECT_REFUSED, UNKNOWN, PEER + "Connection from {?} [{}] denied."),
                    Shape.of("chroot", OTHER, UNKNOWN, PEER + "Preparing to chroot to directory {*}"),
                    Shape.of("started", SERVICE_START, SUCCESS, "{} - ProFTPD {} {~} STARTUP"),
                    Shape.of("killed", SERVICE_ERROR, UNKNOWN, "{} - ProFTPD killed (signal {#})"),
                    Shape.of("opened", CONNECT, UNKNOWN, PEER + "FTP session opened."),
                    Shape.of("closed", CONNECT_CLOSED, UNKNOWN, PEER + "FTP session closed."),
                    Shape.of("opened-sftp", CONNECT, UNKNOWN, PEER + "SSH2 session opened."),
                    Shape.of("closed-sftp", CONNECT_CLOSED, UNKNOWN, PEER + "SSH2 session closed.")));

    static final Recogniser PURE_FTPD = ByShapes.of(
            "pure-ftpd",
            List.of("pure-ftpd"),
            List.of(
                    refused(
                            "failed",
                            "(?@{source}) [WARNING] Authentication failed for user [{user*}]",
                            "bad-credentials"),
                    refused(
                            "failed-named",
                            "({~}@{source}) [WARNING] Authentication failed for user [{user*}]",
                            "bad-credentials"),
                    refused("root", "(?@{source}) [WARNING] Can't login as [{user*}]: account disabled", "not-allowed"),
                    Shape.of("accepted", LOGIN, SUCCESS, "({}@{source}) [INFO] {user*} is now logged in"),
                    Shape.of("accepted-anonymous", LOGIN, SUCCESS, "({}@{source}) [INFO] Anonymous user logged in"),
                    Shape.of("connected", CONNECT, UNKNOWN, "(?@{source}) [INFO] New connection from {}"),
                    Shape.of("logged-out", SESSION_END, SUCCESS, "({user}@{source}) [INFO] Logout."),
                    Shape.of("too-many", LOGIN_DETAIL, FAILURE, "(?@{source}) [ERROR] Too many authentication failures")
                            .because("too-many-attempts"),
                    Shape.of("logged-out-unnamed", CONNECT_CLOSED, UNKNOWN, "(?@{source}) [INFO] Logout."),
                    Shape.of(
                            "too-many-connections",
                            CONNECT_REFUSED,
                            UNKNOWN,
                            "(?@{source}) [ERROR] Too many connections ({#}) from this IP"),
                    Shape.of(
                            "accepted-anonymous-virtual",
                            LOGIN,
                            SUCCESS,
                            "({}@{source}) [INFO] Anonymous user logged in the virtual FTP"),
                    refused("unsecured", "(?@{source}) [WARNING] Sorry, cleartext sessions {*}", "not-allowed"),
                    Shape.of("command", OTHER, UNKNOWN, "({}@{}) [DEBUG] {*}"),
                    Shape.of("note", OTHER, UNKNOWN, "({}@{source}) [NOTICE] {*}"),
                    Shape.of("timed-out", OTHER, UNKNOWN, "({}@{source}) [INFO] Timeout{*}")));

    private Ftp() {}

    private static Shape detail(String name, String template) {
        return Shape.of(name, LOGIN_DETAIL, FAILURE, template);
    }

    private static Shape refused(String name, String template, String reason) {
        return Shape.of(name, LOGIN, FAILURE, template).because(reason);
    }
}
