package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.CONNECT;
import static io.authwatch.auth.AuthAction.CONNECT_CLOSED;
import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.LOGIN_STEP;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.SERVICE_ERROR;
import static io.authwatch.auth.AuthAction.SERVICE_START;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.AuthAction.SESSION_START;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.ArrayList;
import java.util.List;

/**
 * Dropbear 0.45 to 2025.89 (svr-authpasswd.c, svr-authpam.c, svr-authpubkey.c, svr-auth.c, svr-session.c, svr-chansession.c, svr-main.c): the
 * address is always the last word of an attempt, written {@code address:port}.
 */
final class Dropbear {
    private static final List<Shape> ACCEPTED = List.of(
            accepted("password", "Password auth succeeded for '{user*}' from {peer}", "password"),
            accepted("pam", "PAM password auth succeeded for '{user*}' from {peer}", "password"),
            accepted("key", "Pubkey auth succeeded for '{user*}' with {} key {key} from {peer}", "publickey"),
            accepted("key-old", "Pubkey auth succeeded for '{user*}' with key md5 {key} from {peer}", "publickey"),
            accepted("key-hash", "Pubkey auth succeeded for '{user*}' with key {} {key} from {peer}", "publickey"),
            step("password-step", "Password auth succeeded for '{user*}' from {peer}, extra auth required", "password"),
            step("pam-step", "PAM password auth succeeded for '{user*}' from {peer}, extra auth required", "password"),
            step(
                    "key-step",
                    "Pubkey auth succeeded for '{user*}' with {} key {key} from {peer}, extra auth required",
                    "publickey"),
            accepted("blank", "Auth succeeded with blank password for '{user*}' from {peer}", "none"));

    private static final List<Shape> REFUSED = List.of(
            refused("bad-password", "Bad password attempt for '{user*}' from {peer}", "bad-credentials"),
            refused("bad-pam-password", "Bad PAM password attempt for '{user*}' from {peer}", "bad-credentials"),
            refused("nonexistent", "Login attempt for nonexistent user from {peer}", "unknown-user"),
            refused("nonexistent-old", "login attempt for nonexistent user from {peer}", "unknown-user"),
            refused(
                    "nonexistent-named-old",
                    "login attempt for nonexistent user '{user*}' from {peer}",
                    "unknown-user"),
            refused("nonexistent-named", "Login attempt for nonexistent user '{user*}' from {peer}", "unknown-user"),
            refused("wrong-user", "Login attempt with wrong user {user*} from {peer}", "unknown-user"),
            refused("invalid-shell", "User '{user*}' has invalid shell, rejected", "not-allowed"),
            refused("not-in-group", "User '{user*}' is not in the required group", "not-allowed"),
            refused("too-long", "Too-long user password attempt for '{user*}' from {peer}", "bad-credentials"),
            refused(
                    "unknown-algorithm",
                    "Pubkey auth attempt with unknown algo for '{user*}' from {peer}",
                    "key-rejected"),
            refused(
                    "bad-signature",
                    "Pubkey auth bad signature for '{user*}' with key {} {key} from {peer}",
                    "key-rejected"),
            refused(
                    "bad-signature-new",
                    "Pubkey auth bad signature for '{user*}' with {} key {key} from {peer}",
                    "key-rejected"),
            refused(
                    "bad-signature-named",
                    "Pubkey auth bad signature for '{user*}' with key {key} from {peer}",
                    "key-rejected"),
            refused("too-long-new", "Too-long password attempt for '{user*}' from {peer}", "bad-credentials"),
            refused(
                    "not-a-member",
                    "Logins are restricted to the group {} but user '{user*}' is not a member",
                    "not-allowed"),
            refused("locked", "User account '{user*}' is locked", "account-locked"),
            refused("blank-password", "User '{user*}' has blank password, rejected", "not-allowed"),
            refused("not-root", "non-root login rejected", "not-allowed"),
            Shape.of("pam-refused", LOGIN_DETAIL, FAILURE, "pam_{}() failed, rc={#}, {~}"),
            refused("root", "root login rejected", "not-allowed").with(Field.USER, "root"),
            Shape.of("max-tries", LOGIN_DETAIL, FAILURE, "Max auth tries reached - user '{user*}' from {peer}")
                    .because("too-many-attempts"),
            Shape.of(
                            "exit-max-tries",
                            LOGIN_DETAIL,
                            FAILURE,
                            "Exit before auth (user '{~}', {#} fails): Max auth tries reached - user '{user*}' from"
                                    + " {peer}")
                    .because("too-many-attempts"));

    private static final List<Shape> CONNECTIONS = List.of(
            Shape.of("connection", CONNECT, UNKNOWN, "Child connection from {peer}"),
            Shape.of(
                    "exit-before-named",
                    CONNECT_CLOSED,
                    UNKNOWN,
                    "Exit before auth from <{peer}>: (user '{user~}', {#} fails): {*}"),
            Shape.of("exit-early", CONNECT_CLOSED, UNKNOWN, "Early exit from <{peer}>: {*}"),
            Shape.of("exit-before", CONNECT_CLOSED, UNKNOWN, "Exit before auth from <{peer}>: {*}"),
            Shape.of("exit-before-old", CONNECT_CLOSED, UNKNOWN, "Exit before auth{*}"),
            Shape.of("exit", SESSION_END, SUCCESS, "Exit ({user~}) from <{peer}>: {*}"),
            Shape.of("exit-old", SESSION_END, SUCCESS, "Exit ({user}): {*}"),
            Shape.of("exit-oldest", SESSION_END, SUCCESS, "exit after auth ({user}): {*}"),
            Shape.of("exit-before-oldest", CONNECT_CLOSED, UNKNOWN, "exit before auth{*}"),
            // Where LOG_COMMANDS was compiled in; the command is the client's.
            Shape.of("shell-started", SESSION_START, SUCCESS, "User {user} executing login shell"),
            Shape.of("command-started", SESSION_START, SUCCESS, "User {user} executing '{*}'"),
            Shape.of("started", SERVICE_START, SUCCESS, "Running in background"),
            Shape.of("not-backgrounding", SERVICE_START, SUCCESS, "Not backgrounding"),
            error("listening", "Failed listening on {*}"),
            error("early-exit", "Early exit: {*}"),
            error("premature-exit", "Premature exit: {*}"),
            error("key-file-modes", "{} must be owned by user or root, and not writable by {*}"),
            Shape.of("syslog", OTHER, UNKNOWN, "wtmp_write: {*}"));

    static final Recogniser DROPBEAR =
            ByShapes.of("dropbear", List.of("dropbear"), inBothCases(ACCEPTED), inBothCases(REFUSED), CONNECTIONS);

    private Dropbear() {}

    private static Shape accepted(String name, String template, String method) {
        return Shape.of(name, LOGIN, SUCCESS, template).with(Field.METHOD, method);
    }

    /** Before 0.53 most lines begin with a small letter. */
    private static List<Shape> inBothCases(List<Shape> shapes) {
        List<Shape> both = new ArrayList<>(shapes);
        for (Shape shape : shapes) {
            String text = shape.template().toString();
            char first = Character.toLowerCase(text.charAt(0));
            if (first != text.charAt(0) && !shape.name().startsWith("nonexistent")) {
                both.add(shape.alsoAs(shape.name() + "-small", first + text.substring(1)));
            }
        }
        return List.copyOf(both);
    }

    private static Shape step(String name, String template, String method) {
        return Shape.of(name, LOGIN_STEP, UNKNOWN, template).with(Field.METHOD, method);
    }

    private static Shape error(String name, String template) {
        return Shape.of(name, SERVICE_ERROR, UNKNOWN, template);
    }

    private static Shape refused(String name, String template, String reason) {
        return Shape.of(name, LOGIN, FAILURE, template).because(reason);
    }
}
