package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.ELEVATE;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.SERVICE_ERROR;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import io.authwatch.syslog.SyslogMessage;
import java.util.List;

/**
 * su and runuser of util-linux 2.2x to 2.41 (login-utils/su-common.c {@code log_syslog}), su of shadow 4.0 to 4.17
 * (lib/sulog.c, src/su.c, src/suauth.c: two lines for one event), of the BSDs (usr.bin/su/su.c, su_pam.c), of illumos (cmd/su/su.c) and AIX 7.
 */
final class Su implements Recogniser {
    static final Shapes SHAPES = Shapes.of(List.of(
            became("util-linux", "(to {target}) {user*} on {tty}"),
            refused("util-linux-failed", "FAILED SU (to {target}) {user*} on {tty}"),
            became("shadow", "Successful su for {target} by {user*}").telling(AttemptPart.WORDS),
            refused("shadow-failed", "FAILED su for {target} by {user*}").telling(AttemptPart.WORDS),
            became("shadow-terminal", "+ {tty} {user^:}:{target}").telling(AttemptPart.SIGNS),
            refused("shadow-terminal-failed", "- {tty} {user^:}:{target}").telling(AttemptPart.SIGNS),
            refused("bsd-failed", "BAD SU {user*} to {target} on {tty}"),
            became("bsd", "{user} to {target} on {tty}"),
            became("shadow-old", "+ {tty} {user^:}-{target}").telling(AttemptPart.SIGNS),
            refused("shadow-old-failed", "- {tty} {user^:}-{target}").telling(AttemptPart.SIGNS),
            became("solaris", "'su {target}' succeeded for {user*} on {tty}"),
            refused("solaris-failed", "'su {target}' failed for {user*} on {tty}"),
            refused("aix-failed", "BAD SU from {user*} to {target} at {tty}"),
            became("aix", "from {user*} to {target} at {tty}"),
            refused("netbsd-failed", "BAD SU {user*} to {target} on {tty}: {~}"),
            // What leads to shadow's FAILED su.
            Shape.of("restricted", ELEVATE, FAILURE, "SU by {user*} to restricted account {target}")
                    .because("not-allowed")
                    .twin(),
            Shape.of("denied", ELEVATE, FAILURE, "DENIED su from '{user*}' to '{target}' ({~})")
                    .because("not-allowed")
                    .twin(),
            Shape.of("authentication-failed", LOGIN_DETAIL, FAILURE, "Authentication failed for {user*}"),
            Shape.of(
                    "no-password-asked", OTHER, UNKNOWN, "NO password asked for su from '{user*}' to '{target}' ({~})"),
            Shape.of(
                    "own-password-asked",
                    OTHER,
                    UNKNOWN,
                    "su from '{user*}' to '{target}': asking for user's own password ({~})"),
            Shape.of("pam-user", OTHER, UNKNOWN, "Change user from '{}' to '{}' as requested by PAM"),
            Shape.of("pam-failed", LOGIN_DETAIL, FAILURE, "pam_authenticate: {*}"),
            Shape.of("pam-account", LOGIN_DETAIL, FAILURE, "pam_acct_mgmt: {*}"),
            Shape.of("pam-password", LOGIN_DETAIL, FAILURE, "pam_chauthtok: {*}"),
            Shape.of("pam-session", SERVICE_ERROR, UNKNOWN, "pam_open_session: {*}"),
            Shape.of("pam-credentials", SERVICE_ERROR, UNKNOWN, "pam_setcred: {*}"),
            Shape.of("no-entry", SERVICE_ERROR, UNKNOWN, "no passwd entry for user '{*}'"),
            Shape.of("no-user", SERVICE_ERROR, UNKNOWN, "No passwd entry for user '{*}'")));

    /** ksu of MIT Kerberos 1.10 to 1.21 (src/clients/ksu/main.c, krb_auth_su.c); a principal is free text. */
    static final Recogniser KSU = ByShapes.of(
            "ksu",
            List.of("ksu"),
            List.of(
                    became("authenticated", "'ksu {target}' authenticated {*} for {user} on {tty}"),
                    refused("refused", "'ksu {target}' authentication failed for {user*} on {tty}"),
                    became("authorized", "Account {target}: authorization for {*} successful"),
                    became("authorized-old", "Account {target}: authorization of {*} successful"),
                    refused("not-authorized", "Account {target}: authorization of {*} failed"),
                    refused("not-authorized-command", "Account {target}: authorization for {*} failed")));

    @Override
    public String name() {
        return "su";
    }

    @Override
    public List<String> programs() {
        return List.of("su", "runuser", "su-l", "runuser-l");
    }

    @Override
    public void recognise(SyslogMessage message, AuthView view) {
        SHAPES.read(view.octets(), view.textFrom(), view.textTo(), view);
    }

    private static Shape became(String name, String template) {
        return Shape.of(name, ELEVATE, SUCCESS, template);
    }

    private static Shape refused(String name, String template) {
        return Shape.of(name, ELEVATE, FAILURE, template).because("bad-credentials");
    }
}
