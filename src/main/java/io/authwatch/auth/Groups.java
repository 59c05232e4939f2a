package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.ELEVATE;
import static io.authwatch.auth.AuthAction.GROUP_CHANGE;
import static io.authwatch.auth.AuthAction.GROUP_CREATE;
import static io.authwatch.auth.AuthAction.GROUP_DELETE;
import static io.authwatch.auth.AuthAction.GROUP_MEMBER_ADD;
import static io.authwatch.auth.AuthAction.GROUP_MEMBER_REMOVE;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * The tools of shadow-utils that manage groups, 4.0 to 4.17: src/groupadd.c, groupmod.c, groupdel.c, gpasswd.c, newgrp.c,
 * lib/cleanup_group.c, and what usermod.c, useradd.c and userdel.c say of groups. The same change in /etc/gshadow is the twin of the one in
 * /etc/group, and counts nothing. gpasswd names a file at the end of a line only when it failed at the next one: then that
 * line is the only one.
 */
final class Groups {
    private static final List<String> PROGRAMS =
            List.of("groupadd", "groupmod", "groupdel", "gpasswd", "newgrp", "sg", "groupmems", "chgpasswd");

    private static final List<Shape> MEMBERS = List.of(
            member(GROUP_MEMBER_ADD, "member-added", "add '{target}' to group '{group}'"),
            member(GROUP_MEMBER_ADD, "member-added-shadow", "add '{target}' to shadow group '{group}'")
                    .twin(),
            member(GROUP_MEMBER_REMOVE, "member-removed", "delete '{target}' from group '{group}'"),
            member(GROUP_MEMBER_REMOVE, "member-removed-shadow", "delete '{target}' from shadow group '{group}'")
                    .twin(),
            change("member-renamed", "change '{target}' to '{}' in group '{group}'"),
            change("member-renamed-shadow", "change '{target}' to '{}' in shadow group '{group}'")
                    .twin(),
            change("admin-renamed", "change admin '{target}' to '{}' in shadow group '{group}'"),
            change("admin-removed", "delete admin '{target}' from shadow group '{group}'"),
            member(GROUP_MEMBER_ADD, "member-added-by", "user {target} added by {user} to group {group}"),
            member(GROUP_MEMBER_REMOVE, "member-removed-by", "user {target} removed by {user} from group {group}"),
            member(GROUP_MEMBER_ADD, "member-added-by-in", "user {target} added by {user} to group {group} in {}"),
            member(
                    GROUP_MEMBER_REMOVE,
                    "member-removed-by-in",
                    "user {target} removed by {user} from group {group} in {}"),
            Shape.of(
                    "member-add-failed",
                    GROUP_MEMBER_ADD,
                    FAILURE,
                    "{user} failed to add user {target} to group {group}"),
            Shape.of(
                    "member-remove-failed",
                    GROUP_MEMBER_REMOVE,
                    FAILURE,
                    "{user} failed to remove user {target} from group {group}"),
            Shape.of(
                    "member-add-failed-in",
                    GROUP_MEMBER_ADD,
                    FAILURE,
                    "{user} failed to add user {target} to group {group} in {}"),
            Shape.of(
                    "member-remove-failed-in",
                    GROUP_MEMBER_REMOVE,
                    FAILURE,
                    "{user} failed to remove user {target} from group {group} in {}"),
            failed("password-removal-failed", "{user} failed to remove password of group {group}"),
            failed("password-removal-failed-in", "{user} failed to remove password of group {group} in {}"),
            failed("restriction-failed", "{user} failed to restrict access to group {group}"),
            failed("restriction-failed-in", "{user} failed to restrict access to group {group} in {}"),
            failed("password-change-failed", "{user} failed to change password of group {group}"),
            failed("password-change-failed-in", "{user} failed to change password of group {group} in {}"),
            failed("admins-set-failed", "{user} failed to set the administrators of group {group} to {target?}"),
            failed(
                    "admins-set-failed-in",
                    "{user} failed to set the administrators of group {group} to {target?} in {}"),
            failed("members-set-failed", "{user} failed to set the members of group {group} to {target?}"),
            failed("members-set-failed-in", "{user} failed to set the members of group {group} to {target?} in {}"),
            change("admins-set", "administrators of group {group} set by {user} to {target?}"),
            change("admins-set-in", "administrators of group {group} set by {user} to {target?} in {}"),
            change("admins-emptied", "administrators of group {group} set by {user} to"),
            change("members-set", "members of group {group} set by {user} to {target?}"),
            change("members-set-in", "members of group {group} set by {user} to {target?} in {}"),
            change("members-emptied", "members of group {group} set by {user} to"));

    private static final List<Shape> GROUPS = List.of(
            Shape.of("group-created", GROUP_CREATE, SUCCESS, "new group: name={group}, GID={#}"),
            Shape.of("group-added", GROUP_CREATE, SUCCESS, "group added to /etc/group: name={group}, GID={#}")
                    .twin(),
            Shape.of("group-added-shadow", GROUP_CREATE, SUCCESS, "group added to {}: name={group}")
                    .twin(),
            // Before shadow 4.0.17.
            Shape.of("group-created-old", GROUP_CREATE, SUCCESS, "new group: name={group}, gid={#}"),
            Shape.of("group-not-added", GROUP_CREATE, FAILURE, "failed to add group {group}"),
            Shape.of("group-not-added-to", GROUP_CREATE, FAILURE, "failed to add group {group} to {}"),
            Shape.of("group-not-removed", GROUP_DELETE, FAILURE, "failed to remove group {group}"),
            Shape.of("group-not-removed-from", GROUP_DELETE, FAILURE, "failed to remove group {group} from {}"),
            Shape.of("group-failed", GROUP_CREATE, FAILURE, "failed adding group '{group}'{*}"),
            change("group-changed", "group changed in /etc/group (group {group}/{*})"),
            change("group-changed-shadow-numbered", "group changed in /etc/gshadow (group {group}/{*})")
                    .twin(),
            // grp_update in groupmod.c: the shadow file has no number of the group to tell.
            change("group-changed-shadow", "group changed in /etc/gshadow (group {group}, {*})")
                    .twin(),
            change("group-changed-users", "group changed in /etc/passwd (group {group}/{*})")
                    .twin(),
            Shape.of("group-deleted", GROUP_DELETE, SUCCESS, "group '{group}' removed"),
            Shape.of("group-deleted-file", GROUP_DELETE, SUCCESS, "group '{group}' removed from /etc/group")
                    .twin(),
            Shape.of("group-deleted-shadow", GROUP_DELETE, SUCCESS, "group '{group}' removed from /etc/gshadow")
                    .twin(),
            Shape.of("group-deleted-owned", GROUP_DELETE, SUCCESS, "removed group '{group}' owned by '{target}'"),
            Shape.of(
                            "group-deleted-owned-shadow",
                            GROUP_DELETE,
                            SUCCESS,
                            "removed shadow group '{group}' owned by '{target}'")
                    .twin(),
            change("group-password", "change the password for group {group}"),
            change("group-password-set", "password of group {group} set by {user}"),
            change("group-password-changed", "password of group {group} changed by {user}"),
            change("group-password-removed", "password of group {group} removed by {user}"),
            change("group-restricted", "access to group {group} restricted by {user}"));

    private static final List<Shape> SWITCHES = List.of(
            Shape.of("switched", ELEVATE, SUCCESS, "user '{user}' (login '{}' on {tty}) switched to group '{group}'"),
            Shape.of("returned", OTHER, UNKNOWN, "user '{user}' (login '{}' on {tty}) returned to group '{group}'"),
            Shape.of("switch-refused", ELEVATE, FAILURE, "Invalid password for group '{group}' from '{user}'")
                    .because("bad-credentials"));

    static final List<Shape> SHAPES = List.copyOf(ByShapes.inBothQuotes(Sshd.all(MEMBERS, GROUPS)));

    static final Recogniser GROUP_TOOLS =
            ByShapes.of("groups", PROGRAMS, SHAPES, ByShapes.inBothQuotes(SWITCHES), Pwdutils.SHAPES);

    private Groups() {}

    private static Shape member(AuthAction action, String name, String template) {
        return Shape.of(name, action, SUCCESS, template);
    }

    private static Shape failed(String name, String template) {
        return Shape.of(name, GROUP_CHANGE, FAILURE, template);
    }

    private static Shape change(String name, String template) {
        return Shape.of(name, GROUP_CHANGE, SUCCESS, template);
    }
}
