package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.PASSWORD_CHANGE;
import static io.authwatch.auth.AuthAction.USER_CHANGE;
import static io.authwatch.auth.AuthAction.USER_CREATE;
import static io.authwatch.auth.AuthAction.USER_DELETE;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * The tools of shadow-utils that manage users, 4.0 to 4.17: src/useradd.c, usermod.c, userdel.c, newusers.c, passwd.c,
 * chage.c, chfn.c, chsh.c, chpasswd.c, vipw.c, lib/cleanup_user.c; and SUSE's {@link Pwdutils}. They check names before they log them. A user who is given the number 0 is another
 * root: the reason says {@code uid-0}.
 */
final class Accounts {
    private static final List<String> PROGRAMS = List.of(
            "useradd",
            "usermod",
            "userdel",
            "newusers",
            "passwd",
            "chage",
            "chfn",
            "chsh",
            "chpasswd",
            "adduser",
            "deluser",
            "vipw",
            "vigr");

    private static final List<Shape> USERS = List.of(
            created("user-created-root", "new user: name={target}, UID=0, {*}").because("uid-0"),
            created("user-created", "new user: name={target}, UID={#}, {*}"),
            // Before shadow 4.0.17.
            created("user-created-root-old", "new user: name={target}, uid=0, {*}")
                    .because("uid-0"),
            created("user-created-old", "new user: name={target}, uid={#}, {*}"),
            Shape.of("user-not-added", USER_CREATE, FAILURE, "failed to add user {target}"),
            Shape.of("user-not-added-to", USER_CREATE, FAILURE, "failed to add user {target} to {}"),
            Shape.of("defaults", OTHER, UNKNOWN, "useradd defaults: {*}"),
            Shape.of("user-failed", USER_CREATE, FAILURE, "failed adding user '{target}', {*}"),
            Shape.of("user-failed-exit", USER_CREATE, FAILURE, "failed adding user '{target}' exit code: {#}"),
            Shape.of("user-deleted", USER_DELETE, SUCCESS, "delete user '{target}'"),
            Shape.of("user-delete-failed", USER_DELETE, FAILURE, "failed to delete user '{target}'{*}"),
            changed("user-made-root", "change user '{target}' UID from '{#}' to '0'")
                    .because("uid-0"),
            changed("user-renamed", "change user name '{target}' to '{}'"),
            Shape.of("user-password", PASSWORD_CHANGE, SUCCESS, "change user '{target}' password"),
            changed("user-changed", "change user '{target}' {} from '{~}' to '{*}'"),
            changed("user-locked", "lock user '{target}' password"),
            changed("user-unlocked", "unlock user '{target}' password"),
            changed("expiry-changed", "changed password expiry for {target}"),
            changed("information-changed", "changed user '{target}' information"),
            changed("shell-changed", "changed user '{target}' shell to '{*}'"),
            // vipw and vigr: who or what is not said.
            changed("file-edited", "file {} edited"),
            Shape.of("shell-refused", USER_CHANGE, FAILURE, "can't change shell for '{target}'")
                    .because("not-allowed"));

    private static final List<Shape> PASSWORDS = List.of(
            Shape.of("password-changed", PASSWORD_CHANGE, SUCCESS, "password for '{target}' changed by '{user}'"),
            refused("password-wrong-quoted", "incorrect password for `{target}'", "bad-credentials"),
            refused("password-wrong", "incorrect password for {target}", "bad-credentials"),
            refused("password-locked", "password locked for '{target}'", "account-locked"),
            refused("password-too-young", "now < minimum age for '{target}'", "not-allowed"),
            refused(
                    "password-forbidden",
                    "{} is not authorized by SELinux to change the password of {target}",
                    "not-allowed"),
            Shape.of(
                    "password-view-refused-named",
                    PASSWORD_CHANGE,
                    FAILURE,
                    "{}: can't view or modify password information for {target}"),
            Shape.of(
                    "password-view-refused",
                    PASSWORD_CHANGE,
                    FAILURE,
                    "can't view or modify password information for {target}"));

    static final Recogniser USER_TOOLS = ByShapes.of(
            "accounts",
            PROGRAMS,
            ByShapes.inBothQuotes(USERS),
            ByShapes.inBothQuotes(PASSWORDS),
            Groups.SHAPES,
            Pwdutils.SHAPES);

    private Accounts() {}

    private static Shape created(String name, String template) {
        return Shape.of(name, USER_CREATE, SUCCESS, template);
    }

    private static Shape refused(String name, String template, String reason) {
        return Shape.of(name, PASSWORD_CHANGE, FAILURE, template).because(reason);
    }

    private static Shape changed(String name, String template) {
        return Shape.of(name, USER_CHANGE, SUCCESS, template);
    }
}
