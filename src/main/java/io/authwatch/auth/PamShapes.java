package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOCKOUT;
import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.PASSWORD_CHANGE;
import static io.authwatch.auth.AuthAction.SERVICE_ERROR;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.AuthAction.SESSION_START;

import io.authwatch.wire.Octets;
import java.util.List;

/**
 * The bodies of PAM messages: pam_unix (pam_unix_auth.c, _sess.c, _acct.c, _passwd.c, support.c), pam_faillock,
 * pam_tally and pam_tally2, pam_access, pam_securetty, pam_listfile, pam_succeed_if, pam_nologin, pam_limits, pam_env,
 * pam_lastlog, pam_loginuid, pam_selinux, pam_time, pam_rootok, pam_warn, pam_wheel, pam_pwquality, pam_rhosts, pam_shells,
 * pam_userdb, pam_pwhistory, pam_cracklib, pam_timestamp; and of the library
 * (pam_handlers.c, pam_audit.c). Linux-PAM 0.77 to 1.7; beside them pam_sss and pam_systemd.
 */
final class PamShapes {
    /** pam_unix support.c, {@code _cleanup_failures}. */
    static final byte[] MORE = Octets.literal(" more authentication failure");

    /** pam_warn.c, {@code log_items}. */
    private static final String WARN =
            "function=[{}] flags={} service=[{service}] terminal=[{tty}] user=[{user*}] ruser=[{}] ";

    private static final List<Shape> SESSIONS = List.of(
            // Names of directory services hold blanks; so may the name of who opened it.
            Shape.of("opened", SESSION_START, Outcome.SUCCESS, "session opened for user {user*}(uid={#}) by {}"),
            Shape.of(
                    "opened-by-blanks",
                    SESSION_START,
                    Outcome.SUCCESS,
                    "session opened for user {user~}(uid={#}) by {*}"),
            Shape.of("opened-old", SESSION_START, Outcome.SUCCESS, "session opened for user {user*} by {}"),
            Shape.of("closed", SESSION_END, Outcome.SUCCESS, "session closed for user {user*}"));

    private static final List<Shape> DETAILS = List.of(
            Shape.of("check-pass", LOGIN_DETAIL, Outcome.UNKNOWN, "check pass; user unknown"),
            detail("check-failed", "check pass; user unknown; {*}"),
            detail("check-unknown", "check pass; user ({user*}) unknown"),
            detail("no-password", "auth could not identify password for [{user*}]"),
            detail("conversation-failed", "conversation failed"),
            detail("bad-name", "bad username [{user*}]"),
            detail("sss-received", "received for user {user*}: {#} ({})"),
            detail("sss-received-text", "received for user {user~}: {#} ({*})"),
            detail("user-unknown", "User unknown"),
            detail("user-unknown-named", "User unknown: {user*}"),
            detail("requirement", "requirement \"{~}\" not met by user \"{user*}\""),
            detail("requirement-was", "requirement \"{~}\" was not met by user \"{user*}\""),
            detail("wheel", "Access denied to '{user*}' for '{target}'"),
            detail("wheel-old", "Access denied for '{user~}' to '{target}'"),
            detail("code", "Invalid verification code for {user*}"),
            detail("aged", "expired password for user {user} ({*})"),
            Shape.of("code-accepted", OTHER, Outcome.UNKNOWN, "Accepted google_authenticator for {user*}"),
            Shape.of("requirement-met", OTHER, Outcome.UNKNOWN, "requirement \"{~}\" was met by user \"{user*}\""),
            Shape.of("wheel-granted", OTHER, Outcome.UNKNOWN, "Access granted to '{user*}' for '{target}'"),
            Shape.of("expiry-warning", OTHER, Outcome.UNKNOWN, "password for user {user} will expire in {#} days"),
            detail("user-information", "error retrieving information about user {user*}")
                    .because("unknown-user"),
            detail("tally-unknown-user", "pam_get_uid; no such user").because("unknown-user"),
            detail("tally-unknown-user-named", "pam_get_uid; no such user {user*}")
                    .because("unknown-user"),
            detail("rhosts-denied", "denied access to {*}@{source} as {user}").because("not-allowed"),
            Shape.of("rhosts-allowed", LOGIN_DETAIL, Outcome.SUCCESS, "allowed access to {*}@{source} as {user}"),
            detail("rhosts-unknown-user", "user '{user*}' unknown to this system")
                    .because("unknown-user"),
            detail("wheel-unknown-user", "unknown user {user*}").because("unknown-user"),
            detail("shell", "User has an invalid shell '{*}'").because("not-allowed"),
            detail("userdb-denied", "user `{user*}' denied access (incorrect password)")
                    .because("bad-credentials"),
            detail("userdb-unknown-user", "user `{user*}' not found in the database")
                    .because("unknown-user"),
            Shape.of(
                    "blank-password",
                    LOGIN_DETAIL,
                    Outcome.SUCCESS,
                    "user [{user*}] has blank password; authenticated without it"),
            Shape.of(
                    "recently-authenticated",
                    LOGIN_DETAIL,
                    Outcome.SUCCESS,
                    "timestamp file `{~}' is only {#} seconds old, allowing access to {} for user {user*}"),
            Shape.of("terminal-allowed", OTHER, Outcome.UNKNOWN, "access allowed for '{user*}' on '{tty}'"),
            detail("authentication-failed", "authentication failed"),
            Shape.of("authentication-succeeded", LOGIN_DETAIL, Outcome.SUCCESS, "authentication succeeded"),
            Shape.of("root-check", LOGIN_DETAIL, Outcome.SUCCESS, "root check succeeded"),
            Shape.of("warn", LOGIN_DETAIL, Outcome.UNKNOWN, WARN + "rhost=[<unknown>]"),
            Shape.of("warn-from", LOGIN_DETAIL, Outcome.UNKNOWN, WARN + "rhost=[{source}]"),
            Shape.of("environment", OTHER, Outcome.UNKNOWN, "deprecated reading of user environment enabled"));

    private static final List<Shape> LOCKOUTS = List.of(
            lockout("locked", "Consecutive login failures for user {user*} account temporarily locked"),
            lockout("locked-permanently", "Consecutive login failures for user {user*} account locked"),
            lockout("tally", "user {user*} ({#}) tally {#}, deny {#}"),
            lockout("tally-waiting", "user {user*} ({#}) has time limit [{} left] since last failure."),
            lockout("tally-waiting-too", "user {user*} ({#}) has time limit [{} left] since last failure"));

    private static final List<Shape> REFUSALS = List.of(
            refused("access", "access denied for user `{user*}' from `{source}'", "not-allowed"),
            refused("terminal", "access denied: tty '{tty}' is not secure !", "not-allowed"),
            refused("listfile", "Refused user {user*} for service {}", "not-allowed"),
            refused("expired", "account {user*} has expired (account expired)", "account-expired"),
            refused("expired-password", "account {user*} has expired (failed to change password)", "account-expired"),
            refused("time", "user {user} rejected", "not-allowed"),
            refused("inactive", "user {user*} inactive for {#} days - denied", "account-expired"),
            refused("no-logins", "No logins allowed for '{user*}'", "not-allowed"),
            refused("too-many-system-logins", "Too many system logins (max {#})", "not-allowed"),
            refused("too-many-logins", "Too many logins (max {#}) for {user*}", "not-allowed"));

    private static final List<Shape> PASSWORDS = List.of(
            // NIS, with the name of its master.
            Shape.of("changed-at-master", PASSWORD_CHANGE, Outcome.SUCCESS, "password changed for {user} on {}"),
            Shape.of("unchanged-at-master", PASSWORD_CHANGE, Outcome.FAILURE, "password not changed for {user} on {}"),
            Shape.of("changed", PASSWORD_CHANGE, Outcome.SUCCESS, "password changed for {user*}"),
            Shape.of("not-authenticated", PASSWORD_CHANGE, Outcome.FAILURE, "user not authenticated"),
            Shape.of("bad-token", PASSWORD_CHANGE, Outcome.FAILURE, "bad authentication token"),
            Shape.of("too-many-tries", PASSWORD_CHANGE, Outcome.FAILURE, "Aborted, too many tries"),
            Shape.of("weak-old", PASSWORD_CHANGE, Outcome.FAILURE, "new passwd fails strength check: {*}"),
            Shape.of("not-acceptable", PASSWORD_CHANGE, Outcome.FAILURE, "new password not acceptable"),
            Shape.of("not-acceptable-too", PASSWORD_CHANGE, Outcome.FAILURE, "new password not acceptable {*}"),
            Shape.of("weak", PASSWORD_CHANGE, Outcome.FAILURE, "bad password: {*}"),
            Shape.of("no-old-password", PASSWORD_CHANGE, Outcome.FAILURE, "password - (old) token not obtained"),
            Shape.of("no-new-password", PASSWORD_CHANGE, Outcome.FAILURE, "password - new password not obtained"),
            Shape.of("overtaken", PASSWORD_CHANGE, Outcome.FAILURE, "user password changed by another process"),
            Shape.of(
                            "no-such-user",
                            PASSWORD_CHANGE,
                            Outcome.FAILURE,
                            "user \"{user~}\" does not exist in /etc/passwd{*}")
                    .because("unknown-user"),
            Shape.of("user-named", OTHER, Outcome.UNKNOWN, "username [{user*}] obtained"));

    private static final List<Shape> ERRORS = List.of(
            error("no-user", "could not identify user (from {*}"),
            error("no-user-info", "could not obtain user info ({*}"),
            Shape.of("no-session", OTHER, Outcome.UNKNOWN, "Not creating session: {*}"),
            Shape.of("future", OTHER, Outcome.UNKNOWN, "account {user} has password changed in future"),
            error("limit", "Could not set limit for '{}' to soft={}, hard={}: {*}"),
            error("session-failed", "Failed to create session: {*}"),
            error("option", "unrecognized option [{*}]"),
            error("option-unknown", "unknown option: {*}"),
            error("tally-file", "Error opening {*}"),
            error("error", "Error {*}"),
            error("tally-overflow", "Tally overflowed for user {user*}"),
            error("tally-underflow", "Tally underflowed for user {user*}"),
            error("limits-user", "open_session username '{user*}' does not exist"),
            error("tally-user", "pam_get_uid; user?"),
            error("no-name", "cannot determine {*}"),
            error("no-name-at-all", "Cannot determine the user's name."),
            error("open-without-name", "open_session - error recovering username"),
            error("close-without-name", "close_session - error recovering username"),
            error("corrupted", "user \"{user~}\" has corrupted {*}"),
            error("old-passwords", "can't open opasswd file to check old passwords"),
            error("limits-file", "error parsing the configuration file: {*}"),
            error("file", "Couldn't open {*}"),
            error("file-unable", "Unable to open {*}"),
            error("lastlog", "unable to open {*}"),
            error("login-number", "set_loginuid failed"),
            error("failed", "Failed to {*}"),
            Shape.of("file-created", OTHER, Outcome.UNKNOWN, "file {} created"),
            Shape.of("context-opened", OTHER, Outcome.UNKNOWN, "Open Session"),
            Shape.of("context-closed", OTHER, Outcome.UNKNOWN, "Close Session"));

    /** Bodies in any stack. */
    static final Shapes BODY =
            Shapes.of(SESSIONS, DETAILS, LOCKOUTS, REFUSALS, PASSWORDS, PamThirdParty.SHAPES, ERRORS);

    /** Bodies in an account stack alone. */
    static final Shapes ACCOUNT = Shapes.of(List.of(
            refused("denied", "access denied for user {user}", "not-allowed"),
            refused("denied-by", "Access denied for user {user~}: {#} ({*})", "not-allowed")));

    /** What the library says itself. */
    static final Shapes LIBRARY = Shapes.of(List.of(
            Shape.of(
                    "max-retries",
                    LOGIN_DETAIL,
                    Outcome.UNKNOWN,
                    "PAM service({service}) ignoring max retries; {#} > {#}"),
            error("dlopen", "PAM unable to dlopen({*}"),
            error("dlerror", "PAM [error: {*}]"),
            error("loading", "PAM error loading {*}"),
            error("audit", "PAM audit_{}() failed: {*}"),
            error("open", "PAM Couldn't open {*}"),
            error("faulty", "PAM adding faulty module: {*}"),
            error("unresolved", "PAM unable to resolve symbol: {*}"),
            error("illegal-type", "PAM ({}) illegal module type: {*}"),
            error("no-control", "PAM ({}) no control flag supplied"),
            error("no-handle", "PAM {}: NULL pam handle passed"),
            error("no-configuration", "PAM error reading PAM configuration file"),
            error("no-service-file", "PAM _pam_load_conf_file: {*}"),
            error("no-service", "PAM _pam_init_handlers: {*}"),
            error("jump", "PAM bad jump in stack{*}")));

    private PamShapes() {}

    private static Shape detail(String name, String template) {
        return Shape.of(name, LOGIN_DETAIL, Outcome.FAILURE, template);
    }

    private static Shape lockout(String name, String template) {
        return Shape.of(name, LOCKOUT, Outcome.FAILURE, template).because("account-locked");
    }

    private static Shape refused(String name, String template, String reason) {
        return Shape.of(name, LOGIN, Outcome.FAILURE, template).because(reason);
    }

    private static Shape error(String name, String template) {
        return Shape.of(name, SERVICE_ERROR, Outcome.UNKNOWN, template);
    }
}
