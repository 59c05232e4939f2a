package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOCKOUT;
import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.ArrayList;
import java.util.List;

/**
 * login, sulogin and logoutd of shadow 4.0 to 4.17 (src/login.c, src/sulogin.c, src/logoutd.c, lib/limits.c), with PAM and
 * without. The place is the terminal and, of a peer, its host; it stands before the name with PAM and behind it without.
 */
final class ShadowLogin {
    private static final List<String> PLACES = List.of(" on '{tty}' from '{source}'", " on '{tty}'");

    static final List<Shape> SHAPES = shapes();

    private ShadowLogin() {}

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (String place : PLACES) {
            String name = place.contains("source") ? "-from" : "";
            shapes.addAll(ByShapes.inBothQuotes(withPam(name, place)));
            shapes.addAll(ByShapes.inBothQuotes(withoutPam(name, place)));
        }
        shapes.addAll(others());
        return List.copyOf(shapes);
    }

    private static List<Shape> withPam(String name, String place) {
        return List.of(
                refused(
                        "shadow-failed" + name,
                        "FAILED LOGIN ({#})" + place + " FOR '{user*}', {~}",
                        "bad-credentials"),
                refused(
                        "shadow-too-many" + name,
                        "TOO MANY LOGIN TRIES ({#})" + place + " FOR '{user*}'",
                        "too-many-attempts"));
    }

    /** shadow puts a blank before the place, which begins with one. */
    private static List<Shape> withoutPam(String name, String place) {
        String nowhere = place.replace("{tty}", "{}").replace("{source}", "{}");
        return List.of(
                refused("shadow-password" + name, "invalid password for '{user*}' " + place, "bad-credentials"),
                refused("shadow-refused" + name, "LOGIN '{user*}' REFUSED " + place, "not-allowed"),
                refused("shadow-root-refused" + name, "ILLEGAL ROOT LOGIN " + place, "not-allowed")
                        .with(Field.TARGET, "root"),
                refused("shadow-closed" + name, "invalid login time for '{user*}'" + place, "not-allowed"),
                // Its failures are counted in faillog, and there are too many.
                Shape.of("shadow-locked" + name, LOCKOUT, FAILURE, "exceeded failure limit for '{user*}' " + nowhere)
                        .because("account-locked"),
                Shape.of("shadow-repeated" + name, LOGIN_DETAIL, FAILURE, "REPEATED login failures" + place)
                        .because("too-many-attempts"),
                Shape.of("shadow-root" + name, LOGIN, SUCCESS, "ROOT LOGIN " + place)
                        .with(Field.TARGET, "root"),
                Shape.of("shadow-user" + name, LOGIN, SUCCESS, "'{user}' logged in " + place),
                Shape.of("shadow-user-backquoted" + name, LOGIN, SUCCESS, "`{user}' logged in " + place));
    }

    private static List<Shape> others() {
        return List.of(
                Shape.of("shadow-unlocked", OTHER, UNKNOWN, "login '{user*}' re-enabled after temporary lockout ({~})"),
                Shape.of("shadow-unknown-user", LOGIN_DETAIL, FAILURE, "cannot find user {user*}")
                        .because("unknown-user"),
                refused("shadow-no-logins", "No logins allowed for `{user*}'", "not-allowed"),
                refused("shadow-too-many-logins", "Too many logins (max {#}) for {user*}", "not-allowed"),
                // util-linux, where a terminal was opened with a name that cannot be one.
                Shape.of("invalid-name", LOGIN_DETAIL, FAILURE, "Invalid user name \"{user*}\". Abort.")
                        .because("unknown-user"),
                refused("maintenance-refused", "Incorrect root password", "bad-credentials")
                        .with(Field.TARGET, "root"),
                Shape.of("maintenance", LOGIN, SUCCESS, "System Maintenance Mode")
                        .with(Field.TARGET, "root"),
                Shape.of("maintenance-skipped", OTHER, UNKNOWN, "Normal startup"),
                Shape.of("logged-off", SESSION_END, SUCCESS, "logged off user '{user}' on '{}'"));
    }

    private static Shape refused(String name, String template, String reason) {
        return Shape.of(name, LOGIN, FAILURE, template).because(reason);
    }
}
