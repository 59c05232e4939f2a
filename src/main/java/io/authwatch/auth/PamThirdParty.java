package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.PASSWORD_CHANGE;
import static io.authwatch.auth.AuthAction.SERVICE_ERROR;

import java.util.List;

/**
 * The bodies of PAM modules that do not come with Linux-PAM: pam_winbind (Samba 3.6 to 4.20, nsswitch/pam_winbind.c),
 * pam_ldap (nss-pam-ldapd 0.8 to 0.9, pam/pam.c; PADL 184 to 186), pam_krb5 (Allbery's 3 and 4, logging.c and auth.c; Red
 * Hat's 2, auth.c), pam_sss (SSSD 1.9 to 2.10, pam_sss.c), pam_systemd_home (systemd 245 to 257), pam_google_authenticator
 * (1.0 to 1.11), pam_abl 0.6.
 */
final class PamThirdParty {
    private static final List<Shape> WINBIND = List.of(
            granted("winbind-granted", "user '{user*}' granted access"),
            granted("winbind-granted-old", "user `{user*}' granted access"),
            failed("winbind-denied", "user '{user*}' denied access (incorrect password or invalid membership)")
                    .because("bad-credentials"),
            failed("winbind-denied-old", "user `{user*}' denied access (incorrect password or invalid membership)")
                    .because("bad-credentials"),
            failed("winbind-expired", "user '{user*}' password expired").because("account-expired"),
            failed("winbind-expired-old", "user `{user*}' password expired").because("account-expired"),
            failed("winbind-not-found", "user '{user*}' not found").because("unknown-user"),
            failed("winbind-not-found-old", "user `{user*}' not found").because("unknown-user"),
            failed("winbind-request", "request {} failed: {*}"),
            failed("winbind-request-old", "request failed: {*}"),
            granted("winbind-ok", "user '{user*}' OK"),
            failed("winbind-account-expired", "user '{user*}' account expired").because("account-expired"),
            failed("winbind-needs-password", "user '{user*}' needs new password")
                    .because("account-expired"),
            failed("winbind-requires-password", "user '{user*}' new password required")
                    .because("account-expired"),
            Shape.of("winbind-changed", PASSWORD_CHANGE, Outcome.SUCCESS, "user '{user*}' password changed"),
            Shape.of(
                    "winbind-unchanged",
                    PASSWORD_CHANGE,
                    Outcome.FAILURE,
                    "user `{user*}' authentication token change failed (pwd complexity/history/min_age not met?)"),
            failed("winbind-no-password", "Could not retrieve user's password"),
            error("winbind-internal", "internal module error ({~}user = '{user*}')"),
            error("winbind-internal-old", "internal module error ({~}user = `{user*}')"),
            nothing("winbind-getting", "getting password ({})"),
            nothing("winbind-item", "pam_get_item returned a password"),
            nothing("winbind-verify", "Verify user '{user*}'"));

    /** nss-pam-ldapd writes the text of pam_strerror(3) and the name. */
    private static final List<Shape> LDAP = List.of(
            failed("ldap-failed", "Authentication failure; user={user*}").because("bad-credentials"),
            failed("ldap-unknown-user", "User not known to the underlying authentication module; user={user*}")
                    .because("unknown-user"),
            failed("ldap-denied-because", "Permission denied; user={user*}; err={~}")
                    .because("not-allowed"),
            failed("ldap-expired-because", "User account has expired; user={user*}; err={~}")
                    .because("account-expired"),
            failed("ldap-denied", "Permission denied; user={user*}").because("not-allowed"),
            failed("ldap-expired", "User account has expired; user={user*}").because("account-expired"),
            failed("ldap-empty-password", "user has empty password, access denied")
                    .because("no-credentials"),
            Shape.of("ldap-unchanged", PASSWORD_CHANGE, Outcome.FAILURE, "password change failed: {~}; user={user*}"),
            Shape.of(
                            "ldap-prohibited",
                            PASSWORD_CHANGE,
                            Outcome.FAILURE,
                            "password change prohibited: {~}; user={user*}")
                    .because("not-allowed"),
            nothing("ldap-authorized", "authorization succeeded"),
            nothing("ldap-asked", "nslcd {~}; user={user*}"),
            nothing("ldap-skipped", "uid below minimum_uid; user={user*} uid={#}"),
            failed("ldap-bind", "error trying to bind as user \"{*}\" ({~})").because("bad-credentials"),
            failed("ldap-bind-unnamed", "error trying to bind ({~})"),
            error("ldap-connection", "error opening connection to nslcd: {*}"),
            error("ldap-server", "ldap_{*}"));

    private static final List<Shape> KERBEROS = List.of(
            granted("krb5-authenticated", "user {user} authenticated as {*}"),
            granted("krb5-succeeds", "authentication succeeds for '{user~}' ({*})"),
            failed("krb5-fails", "authentication fails for '{user~}' ({*}): {~}")
                    .because("bad-credentials"),
            failed("krb5-password", "(user {user~}) krb5_get_init_creds_password: {*}"),
            nothing("krb5-trying", "(user {user~}) attempting authentication as {*}"),
            failed("krb5-unknown-user", "error resolving user name '{user*}' to uid/gid pair")
                    .because("unknown-user"));

    private static final List<Shape> SSSD = List.of(
            failed("sss-failed", "Authentication failed for user {user~}: {#} ({*})"),
            Shape.of(
                    "sss-password",
                    PASSWORD_CHANGE,
                    Outcome.FAILURE,
                    "Password change failed for user {user~}: {#} ({*})"),
            error("sss-request", "Request to sssd failed. {*}"),
            nothing("sss-information", "User info message: {*}"),
            nothing("sss-system", "system info: [{*}]"));

    private static final List<Shape> HOME = List.of(
            nothing("homed-missing", "systemd-homed is not available: {*}"),
            nothing("homed-not-managed", "Not a user managed by systemd-homed{*}"),
            nothing("bus-opened", "New sd-bus connection ({}) opened."));

    private static final List<Shape> CODES = List.of(
            failed("code-reused", "Trying to reuse a previously used time-based code. {*}"),
            failed("code-missing", "Did not receive verification code from user"),
            failed("code-too-many", "Too many concurrent login attempts{*}"),
            error("code-file", "Failed to read \"{~}\" for \"{user*}\""),
            Shape.of(
                            "blocked",
                            LOGIN,
                            Outcome.FAILURE,
                            "Blocking access from {source} to service {service}, user {user*}")
                    .because("not-allowed"));

    static final List<Shape> SHAPES = Sshd.all(WINBIND, LDAP, KERBEROS, SSSD, HOME, CODES);

    /** nslcd, which binds for pam_ldap (nss-pam-ldapd 0.8 to 0.9, nslcd/pam.c, myldap.c). */
    static final Recogniser NSLCD = ByShapes.of(
            "nslcd",
            List.of("nslcd"),
            List.of(
                    failed("refused", "[{}] <authc=\"{user*}\"> {}: Invalid credentials")
                            .because("bad-credentials"),
                    failed("denied", "[{}] <authc=\"{user*}\"> {}: lookup failed: {~}")));

    private PamThirdParty() {}

    private static Shape granted(String name, String template) {
        return Shape.of(name, LOGIN_DETAIL, Outcome.SUCCESS, template);
    }

    private static Shape failed(String name, String template) {
        return Shape.of(name, LOGIN_DETAIL, Outcome.FAILURE, template);
    }

    private static Shape error(String name, String template) {
        return Shape.of(name, SERVICE_ERROR, Outcome.UNKNOWN, template);
    }

    private static Shape nothing(String name, String template) {
        return Shape.of(name, OTHER, Outcome.UNKNOWN, template);
    }
}
