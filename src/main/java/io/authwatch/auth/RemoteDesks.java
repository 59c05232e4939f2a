package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOCKOUT;
import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.SERVICE_START;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * Whole machines at a distance: xrdp-sesman of xrdp 0.9 to 0.10 (sesman/scp_process.c, sesman.c, access.c), which writes
 * its level in brackets first, and Webmin and Usermin 1.8 to 2.2 (miniserv.pl). The login name stands before the address,
 * and the address is the last thing that can vary.
 */
final class RemoteDesks {
    static final Recogniser XRDP = ByShapes.of(
            "xrdp-sesman",
            List.of("xrdp-sesman", "xrdp-sesexec"),
            List.of(
                    refused("[{~}] AUTHFAIL: user={user*} ip={source} time={#}", "refused", "bad-credentials"),
                    refused(
                            "[{~}] AUTHFAIL: user={user*} ip={peer} - socket: {#} time={#}",
                            "refused-socket",
                            "bad-credentials"),
                    accepted("[{~}] ++ created session (access granted): username {user*}, ip {peer}", "created"),
                    accepted(
                            "[{~}] ++ created session (access granted): username {user*}, ip {peer} - socket: {#}",
                            "created-socket"),
                    accepted(
                            "[{~}] ++ reconnected session: username {user*}, display :{}, session_pid {#}, ip {peer}",
                            "reconnected"),
                    accepted(
                            "[{~}] ++ reconnected session: username {user*}, display :{}, session_pid {#}, ip {peer} -"
                                    + " socket: {#}",
                            "reconnected-socket"),
                    Shape.of("wrong", LOGIN_DETAIL, FAILURE, "[{~}] Username or password error for user: {user*}"),
                    Shape.of("permitted", LOGIN_DETAIL, SUCCESS, "[{~}] Access permitted for user: {user*}"),
                    Shape.of("pam", LOGIN_DETAIL, FAILURE, "[{~}] pam_authenticate failed: {*}")));

    static final Recogniser WEBMIN = ByShapes.of(
            "webmin",
            List.of("webmin", "usermin"),
            List.of(
                    accepted("Successful login as {user*} from {source}", "accepted"),
                    refused("Invalid login as {user*} from {source}", "invalid", "bad-credentials"),
                    refused("Non-existent login as {user*} from {source}", "unknown-user", "unknown-user"),
                    refused("Expired login as {user*} from {source}", "expired", "account-expired"),
                    Shape.of("logged-out", SESSION_END, SUCCESS, "Logout by {user*} from {source}"),
                    Shape.of("timed-out", SESSION_END, SUCCESS, "Timeout of session for {user*}"),
                    Shape.of(
                            "host-blocked",
                            LOCKOUT,
                            FAILURE,
                            "Security alert: Host {source} blocked after {#} failed logins for user {user*}"),
                    Shape.of(
                                    "user-blocked",
                                    LOCKOUT,
                                    FAILURE,
                                    "Security alert: User {user*} blocked after {#} failed logins")
                            .because("account-locked"),
                    Shape.of(
                                    "user-locked",
                                    LOCKOUT,
                                    FAILURE,
                                    "Security alert: User {user*} locked after {#} failed logins")
                            .because("account-locked"),
                    Shape.of("started", SERVICE_START, SUCCESS, "{} starting"),
                    Shape.of("stopped", OTHER, UNKNOWN, "{} stopping")));

    private RemoteDesks() {}

    private static Shape accepted(String template, String name) {
        return Shape.of(name, LOGIN, SUCCESS, template);
    }

    private static Shape refused(String template, String name, String reason) {
        return Shape.of(name, LOGIN, FAILURE, template).because(reason);
    }
}
