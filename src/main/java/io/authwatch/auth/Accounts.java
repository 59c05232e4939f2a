package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.PASSWORD_CHANGE;
import static io.authwatch.auth.AuthAction.USER_CHANGE;
import static io.authwatch.auth.AuthAction.USER_CREATE;
import static io.authwatch.auth.AuthAction.USER_DELETE;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;

import java.util.List;

/**
 * The tools of shadow-utils that manage users, 4.1 to 4.17: useradd.c, usermod.c, userdel.c, newusers.c, passwd.c,
 * chage.c, chfn.c, chsh.c, chpasswd.c. They check names before they log them. A user who is given the number 0 is another
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
            "vipw");

    private static final List<Shape> USERS = List.of(
            created("user-created-root", "new user: name={target}, UID=0, {*}").because("uid-0"),
            created("user-created", "new user: name={target}, UID={#}, {*}"),
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
            changed("shell-changed", "changed user '{target}' shell to '{*}'"));

    private static final List<Shape> PASSWORDS = List.of(
            Shape.of("password-changed", PASSWORD_CHANGE, SUCCESS, "password for '{target}' changed by '{user}'"),
            Shape.of(
                    "password-view-refused",
                    PASSWORD_CHANGE,
                    FAILURE,
                    "can't view or modify password information for {target}"));

    static final Recogniser USER_TOOLS =
            ByShapes.of("accounts", PROGRAMS, ByShapes.inBothQuotes(USERS), PASSWORDS, Groups.SHAPES);

    private Accounts() {}

    private static Shape created(String name, String template) {
        return Shape.of(name, USER_CREATE, SUCCESS, template);
    }

    private static Shape changed(String name, String template) {
        return Shape.of(name, USER_CHANGE, SUCCESS, template);
    }
}
