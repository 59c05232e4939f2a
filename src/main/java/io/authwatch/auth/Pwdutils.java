package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.GROUP_CHANGE;
import static io.authwatch.auth.AuthAction.GROUP_CREATE;
import static io.authwatch.auth.AuthAction.GROUP_DELETE;
import static io.authwatch.auth.AuthAction.GROUP_MEMBER_ADD;
import static io.authwatch.auth.AuthAction.GROUP_MEMBER_REMOVE;
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
 * The tools of the same names that SUSE had before it took shadow-utils: pwdutils 3.0 to 3.2 (src/logging.c and the table of
 * its messages, src/msg_table.h). All but a home, a shell and a comment are checked names and numbers; {@code by} is the
 * number of who called, and not read.
 */
final class Pwdutils {
    private static final String ACCOUNT = " - account={target}, uid={#}, ";
    private static final String GROUP = " - group={group}, gid={#}, by={#}";

    private static final List<Shape> USERS = List.of(
            Shape.of(
                            "suse-created-root",
                            USER_CREATE,
                            SUCCESS,
                            "new account added - account={target}, uid=0, gid={#}, {*}, by={#}")
                    .because("uid-0"),
            Shape.of("suse-created", USER_CREATE, SUCCESS, "new account added" + ACCOUNT + "gid={#}, {*}, by={#}"),
            Shape.of("suse-exists", USER_CREATE, FAILURE, "account already exists - account={target}, by={#}"),
            Shape.of("suse-deleted", USER_DELETE, SUCCESS, "account deleted" + ACCOUNT + "by={#}"),
            Shape.of("suse-not-deleted", USER_DELETE, FAILURE, "failed to delete account" + ACCOUNT + "by={#}"),
            changed("suse-made-root", "UID changed - account={target}, new id=0, old id={#}, by={#}")
                    .because("uid-0"),
            changed("suse-uid", "UID changed - account={target}, new id={#}, old id={#}, by={#}"),
            changed("suse-renamed", "account name changed - new={}, old={target}, uid={#}, by={#}"),
            changed("suse-comment", "account GECOS changed" + ACCOUNT + "{*}, by={#}"),
            changed("suse-group", "default group changed" + ACCOUNT + "gid={#}, old gid={#}, by={#}"),
            changed("suse-home", "home directory changed" + ACCOUNT + "{*}, by={#}"),
            changed("suse-shell", "shell changed" + ACCOUNT + "{*}, by={#}"),
            changed("suse-inactive", "inactive days changed" + ACCOUNT + "{*}, by={#}"),
            changed("suse-expiry", "expiration date changed" + ACCOUNT + "{*}, by={#}"),
            changed("suse-password-age", "password minimum age changed" + ACCOUNT + "{*}, by={#}"),
            changed("suse-password-age-most", "password maximum age changed" + ACCOUNT + "{*}, by={#}"),
            changed("suse-password-expiry", "password expiration date changed" + ACCOUNT + "{*}, by={#}"),
            Shape.of("suse-not-changed", USER_CHANGE, FAILURE, "failed to modify account" + ACCOUNT + "by={#}"),
            Shape.of("suse-home-created", OTHER, UNKNOWN, "home directory created" + ACCOUNT + "{*}"),
            Shape.of("suse-home-deleted", OTHER, UNKNOWN, "home directory deleted" + ACCOUNT + "{*}"),
            Shape.of("suse-script", OTHER, UNKNOWN, "running {} command - script={*}"),
            Shape.of("suse-mail", OTHER, UNKNOWN, "mail spool file created - account={target}, by={#}"));

    private static final List<Shape> PASSWORDS = List.of(
            Shape.of("suse-password", PASSWORD_CHANGE, SUCCESS, "password changed" + ACCOUNT + "by={#}"),
            Shape.of(
                    "suse-password-failed",
                    PASSWORD_CHANGE,
                    FAILURE,
                    "password change failed, pam error {#}" + ACCOUNT + "by={#}"),
            Shape.of("suse-password-denied", PASSWORD_CHANGE, FAILURE, "password change denied" + ACCOUNT + "by={#}")
                    .because("not-allowed"),
            Shape.of("suse-password-aborted", PASSWORD_CHANGE, FAILURE, "password change aborted - for={}, by={#}"),
            Shape.of("suse-status", OTHER, UNKNOWN, "password status displayed" + ACCOUNT + "by={#}"));

    private static final List<Shape> GROUPS = List.of(
            Shape.of("suse-group-created", GROUP_CREATE, SUCCESS, "new group added" + GROUP),
            Shape.of("suse-group-not-created", GROUP_CREATE, FAILURE, "failed to add new group" + GROUP),
            Shape.of("suse-group-exists", GROUP_CREATE, FAILURE, "group already exists - group={group}, by={#}"),
            Shape.of("suse-group-deleted", GROUP_DELETE, SUCCESS, "group deleted" + GROUP),
            Shape.of("suse-group-not-deleted", GROUP_DELETE, FAILURE, "failed to delete group" + GROUP),
            member(GROUP_MEMBER_ADD, "suse-member-added", "account added to group"),
            member(GROUP_MEMBER_REMOVE, "suse-member-removed", "account removed from group"),
            Shape.of(
                    "suse-group-renamed",
                    GROUP_CHANGE,
                    SUCCESS,
                    "group name changed  - group={}, old group={group}, gid={#}, by={#}"),
            Shape.of(
                    "suse-group-number",
                    GROUP_CHANGE,
                    SUCCESS,
                    "group gid changed - group={group}, gid={#}, old gid={#}, by={#}"),
            Shape.of("suse-group-not-changed", GROUP_CHANGE, FAILURE, "failed to modify group" + GROUP),
            Shape.of("suse-group-password", GROUP_CHANGE, SUCCESS, "group password changed" + GROUP),
            Shape.of("suse-group-password-removed", GROUP_CHANGE, SUCCESS, "group password removed" + GROUP));

    static final List<Shape> SHAPES = Sshd.all(USERS, PASSWORDS, GROUPS);

    private Pwdutils() {}

    private static Shape member(AuthAction action, String name, String what) {
        String template = what + " - account={target}, group={group}, gid={#}, by={#}";
        return Shape.of(name, action, SUCCESS, template);
    }

    private static Shape changed(String name, String template) {
        return Shape.of(name, USER_CHANGE, SUCCESS, template);
    }
}
