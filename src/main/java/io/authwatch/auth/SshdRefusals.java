package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.Outcome.FAILURE;

import java.util.List;

/**
 * Why sshd (versions: {@link Sshd}) refuses somebody who may well hold the right password or key: auth.c {@code allowed_user}, auth.c
 * {@code auth_root_allowed}, auth2-pubkeyfile.c, auth2-pubkey.c, auth.c {@code auth_key_is_revoked}, auth2-hostbased.c.
 * With {@code UseDNS yes} the peer of a refused name is a host name.
 */
final class SshdRefusals {
    private static final List<Shape> NAMES = List.of(
            notAllowed("shell-missing", "{user^:} not allowed because shell {} does not exist"),
            notAllowed("shell-not-executable", "{user^:} not allowed because shell {} is not executable"),
            refused("locked", "User {user^:} not allowed because account is locked", "account-locked")
                    .telling(AttemptPart.NAME),
            notAllowed("denied-user", "{user^:} from {source} not allowed because listed in DenyUsers"),
            notAllowed("not-listed-user", "{user^:} from {source} not allowed because not listed in AllowUsers"),
            notAllowed("no-group", "{user^:} from {source} not allowed because not in any group"),
            notAllowed("denied-group", "{user^:} from {source} not allowed because a group is listed in DenyGroups"),
            notAllowed(
                    "not-listed-group",
                    "{user^:} from {source} not allowed because none of user's groups are listed in AllowGroups"),
            // Before OpenSSH 4.2 without the peer.
            notAllowed("denied-user-old", "{user^:} not allowed because listed in DenyUsers"),
            notAllowed("not-listed-user-old", "{user^:} not allowed because not listed in AllowUsers"),
            notAllowed("no-group-old", "{user^:} not allowed because not in any group"),
            notAllowed("denied-group-old", "{user^:} not allowed because a group is listed in DenyGroups"),
            notAllowed(
                    "not-listed-group-old",
                    "{user^:} not allowed because none of user's groups are listed in AllowGroups"),
            // session.c, do_nologin: the password or key was accepted before.
            refused("logins-closed", "User {user^:} not allowed because {} exists", "not-allowed"),
            refused("account-expired", "Account {user^:} has expired", "account-expired")
                    .telling(AttemptPart.NAME),
            // The password must be changed; the login goes on.
            Shape.of("password-expired", LOGIN_DETAIL, FAILURE, "User {user^:} password has expired ({~})")
                    .because("account-expired"),
            // AIX, auth.c under HAVE_LOGIN_RESTRICTIONS; Cygwin and AIX on the letters of a name.
            refused("restricted", "Login restricted for {user^:}: {~}", "not-allowed")
                    .telling(AttemptPart.NAME),
            refused("name-differs", "Login name {user^:} does not match stored username {}", "unknown-user")
                    .telling(AttemptPart.NAME));

    private static final List<Shape> ROOT = List.of(
            root("root-refused", "ROOT LOGIN REFUSED FROM {source} port {port}"),
            root("root-refused-without-port", "ROOT LOGIN REFUSED FROM {source}"));

    private static final List<Shape> PAM = List.of(
            refused("pam-account", "Access denied for user {user^:} by PAM account configuration", "not-allowed")
                    .telling(AttemptPart.AFTERMATH),
            refused("pam-account-old", "PAM rejected by account configuration[{#}]: {~}", "not-allowed")
                    .telling(AttemptPart.AFTERMATH),
            // Tru64, auth-sia.c.
            refused("sia", "Couldn't authenticate {user^:} from {source}", "bad-credentials")
                    .telling(AttemptPart.ECHO));

    private static final List<Shape> TOUCHES =
            Sshd.all(untouched("unknown-user", "for invalid user"), untouched("", "for"));

    private static final List<Shape> KEYS = List.of(
            refused("key-file-modes", "Authentication refused: bad ownership or modes for {} {*}", "key-file-modes")
                    .telling(AttemptPart.ECHO),
            refused("key-file-kind", "Authentication refused: {} is not a regular file", "key-file-modes")
                    .telling(AttemptPart.ECHO),
            refused(
                            "key-file-kind-quoted",
                            "User '{user^:}' authorized {} '{~}' is not a regular file",
                            "key-file-modes")
                    .telling(AttemptPart.ECHO),
            refused("key-file-kind-named", "User {user^:} authorized keys {} is not a regular file", "key-file-modes")
                    .telling(AttemptPart.ECHO),
            refused("key-file-path", "Authentication refused: realpath {*}", "key-file-modes")
                    .telling(AttemptPart.ECHO),
            refused(
                            "host-key-modes",
                            "Authentication refused for {user^:}: bad owner or modes for {}",
                            "key-file-modes")
                    .telling(AttemptPart.ECHO),
            refused("rhosts-modes", "Rhosts authentication refused for {user^:}: {~}", "key-file-modes")
                    .telling(AttemptPart.ECHO),
            source(
                    "key-source",
                    "{~}: Authentication tried for {user^:} with correct key but not from a permitted host"
                            + " (host={}, ip={source}, required={})."),
            source(
                    "key-source-old",
                    "Authentication tried for {user^:} with correct key but not from a permitted host"
                            + " (host={}, ip={source})."),
            source(
                    "key-source-required",
                    "Authentication tried for {user^:} with correct key but not from a permitted host"
                            + " (host={}, ip={source}, required={})."),
            source(
                    "certificate-source",
                    "{~}: Authentication tried for {user^:} with valid certificate but not from a permitted source"
                            + " address ({source})."),
            source(
                    "certificate-source-old",
                    "{~}: Authentication tried for {user^:} with valid certificate but not from a permitted host"
                            + " (ip={source})."),
            refused("certificate-refused", "Refusing certificate ID {*}", "key-rejected")
                    .telling(AttemptPart.OFFER_REASON),
            refused("certificate-invalid", "Certificate invalid: {*}", "key-rejected")
                    .telling(AttemptPart.OFFER_REASON),
            refused("certificate-unusable", "Certificate does not contain an authorized principal", "key-rejected")
                    .telling(AttemptPart.OFFER_REASON),
            refused("revoked", "WARNING: revoked key for {user^:} attempted authentication", "key-revoked")
                    .telling(AttemptPart.DENIAL),
            refused("revoked-attempt", "WARNING: authentication attempt with a revoked {} key {key}", "key-revoked")
                    .telling(AttemptPart.DENIAL),
            refused("revoked-by-file", "Authentication key {} {key} revoked by file {*}", "key-revoked")
                    .telling(AttemptPart.DENIAL),
            refused("certificate-principals", "Certificate lacks principal list", "key-rejected")
                    .telling(AttemptPart.OFFER_REASON),
            detail("key-refused", "refusing {} key: {~}"),
            detail("key-refused-again", "refusing previously-used {} key"),
            detail(
                    "host-mismatch",
                    "userauth_hostbased mismatch: client sends {*}, but we resolve {source} to {domain}"),
            detail("key-type", "userauth_pubkey: key type {} not in {}"),
            detail("key-algorithm", "userauth_pubkey: signature algorithm {} not in {}"),
            detail("host-algorithm", "userauth_hostbased: signature algorithm {} not in {}"),
            detail("host-key-type", "userauth_hostbased: key type {} not in {}"),
            detail("host-key-unsupported", "userauth_hostbased: unsupported public key algorithm: {}"),
            detail("key-unsupported", "userauth_pubkey: unsupported public key algorithm: {}"));

    static final List<Shape> SHAPES = Sshd.all(NAMES, ROOT, PAM, TOUCHES, KEYS);

    private SshdRefusals() {}

    private static Shape refused(String name, String template, String reason) {
        return Shape.of(name, LOGIN, FAILURE, template).because(reason);
    }

    private static Shape notAllowed(String name, String rest) {
        return refused(name, "User " + rest, "not-allowed").telling(AttemptPart.NAME);
    }

    private static Shape root(String name, String template) {
        return refused(name, template, "not-allowed").with(Field.USER, "root").telling(AttemptPart.DENIAL);
    }

    private static Shape source(String name, String template) {
        return refused(name, template, "source-not-permitted")
                .with(Field.METHOD, "publickey")
                .telling(AttemptPart.DENIAL);
    }

    /** A security key whose owner was not there (auth2-pubkey.c, since OpenSSH 8.2; monitor.c before 8.6). */
    private static List<Shape> untouched(String who, String head) {
        String suffix = who.isEmpty() ? "" : "-" + who;
        String signature = "public key {} {key} signature " + head + " {user^:} from {source} port {port} rejected: ";
        return List.of(
                offer("untouched" + suffix, signature + "user presence (authenticator touch) requirement not met"),
                offer("unverified" + suffix, signature + "user verification requirement not met"));
    }

    private static Shape offer(String name, String template) {
        return refused(name, template, "key-rejected")
                .with(Field.METHOD, "publickey")
                .telling(AttemptPart.OFFER_REASON);
    }

    private static Shape detail(String name, String template) {
        return Shape.of(name, LOGIN_DETAIL, FAILURE, template).because("key-rejected");
    }
}
