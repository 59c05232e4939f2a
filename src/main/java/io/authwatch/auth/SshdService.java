package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOG_LOSS;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.SERVICE_ERROR;
import static io.authwatch.auth.AuthAction.SERVICE_START;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.AuthAction.SESSION_START;
import static io.authwatch.auth.AuthAction.SUBSYSTEM;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/** What sshd (versions: {@link Sshd}) says of its sessions (session.c) and of itself (sshd.c, readconf.c, auth-pam.c). */
final class SshdService {
    private static final List<Shape> SESSIONS = List.of(
            started("command-started", "command for"),
            started("terminal-command-started", "command on {} for"),
            started("shell-started", "shell for"),
            started("terminal-shell-started", "shell on {} for"),
            // A subsystem's name is the client's choice.
            Shape.of(
                    "session-started",
                    SESSION_START,
                    SUCCESS,
                    "Starting session: {*} for {user} from {source} port {port} id {#}"),
            Shape.of(
                    "session-close",
                    SESSION_END,
                    SUCCESS,
                    "Close session: user {user^:} from {source} port {port} id {#}"),
            Shape.of("subsystem", SUBSYSTEM, SUCCESS, "subsystem request for {method} by user {user^:}"),
            Shape.of(
                    "subsystem-unknown",
                    SUBSYSTEM,
                    FAILURE,
                    "subsystem request for {*} by user {user} failed, subsystem not found"),
            Shape.of(
                    "subsystem-unknown-unnamed",
                    SUBSYSTEM,
                    FAILURE,
                    "subsystem request for {*} failed, subsystem not found"),
            Shape.of("subsystem-unnamed", SUBSYSTEM, SUCCESS, "subsystem request for {method}"),
            Shape.of("user-child", OTHER, UNKNOWN, "User child is on pid {#}"),
            Shape.of("transferred", OTHER, UNKNOWN, "Transferred: sent {#}, received {#} bytes"),
            Shape.of("session-command", OTHER, UNKNOWN, "Executing forced command{*}"));

    private static final List<Shape> SERVICE = List.of(
            Shape.of("listening", SERVICE_START, SUCCESS, "Server listening on {} port {#}."),
            Shape.of("listening-domain", SERVICE_START, SUCCESS, "Server listening on {} port {#} rdomain {}."),
            Shape.of("restarting", SERVICE_START, SUCCESS, "Received SIGHUP; restarting."),
            error("terminating", "Received signal {#}; terminating."),
            Shape.of("child-ended", OTHER, UNKNOWN, "{}: preauth child exited with status {#}"),
            Shape.of("oom-score", OTHER, UNKNOWN, "Set /proc/self/oom_score_adj to {}"),
            Shape.of("root-directory", OTHER, UNKNOWN, "Changed root directory to {*}"),
            Shape.of("key-generation", OTHER, UNKNOWN, "Generating new {#} bit RSA key."),
            Shape.of("key-generated", OTHER, UNKNOWN, "RSA key generation complete."),
            error("exiting", "Exiting on signal {#}"),
            error("restart-failed", "rexec of {*}"),
            error("key-permissions", "Permissions {#} for {*}"),
            error("key-permissions-frame", "@@@@@@@@@@@@@@@@@@@@@@{*}"),
            error("key-permissions-required", "It is required that your private key files {*}"),
            error("key-ignored", "This private key will be ignored."),
            error("key-ignored-old", "bad permissions: ignore key: {*}"),
            error("privilege-user", "Privilege separation user {} does not exist"),
            error("keys-command", "AuthorizedKeysCommand {*}"),
            error("keys-command-unsafe", "Unsafe AuthorizedKeysCommand {*}"),
            error("home-directory", "Could not chdir to home directory {*}"),
            error("terminal", "openpty: {*}"),
            error("terminal-session", "session_pty_req: {*}"),
            error("login-record", "login_get_lastlog: {*}"),
            error("subsystem-file", "subsystem: cannot stat {*}"),
            error("keys-unreadable", "Could not open authorized {*}"),
            error("internal", "INTERNAL ERROR: {*}"),
            error("chroot", "bad ownership or modes for chroot directory {*}"),
            error("open-keys", "Could not open user '{~}' {*}"),
            error("bind", "Bind to port {#} on {} failed: {*}"),
            error("cannot-bind", "Cannot bind any address."),
            error("host-key", "Could not load host key: {*}"),
            error("host-key-unable", "Unable to load host key{*}"),
            error("no-host-keys", "no hostkeys available -- exiting{*}"),
            error("no-host-keys-old", "sshd: no hostkeys available -- exiting."),
            error("privilege-directory", "Missing privilege separation directory: {*}"),
            error("configuration", "{} line {#}: {*}"),
            error("configuration-reprocessed", "reprocess config line {#}: {*}"),
            error("configuration-again", "rexec line {#}: {*}"),
            error("pam", "PAM: {*}"),
            error("shadow", "Could not get shadow information for {user^:}"),
            error("write-failed", "Write failed: {*}"),
            error("read-failed", "Read from socket failed: {*}"),
            error("lastlog", "lastlog_{*}"),
            error("monitor-request", "mm_{*}"),
            error("connect-to", "connect_to {*}"),
            Shape.of(
                    "penalties-rate-limited",
                    LOG_LOSS,
                    UNKNOWN,
                    "PerSourcePenalties logging rate-limited: additional {count} connections dropped"));

    /** sftp-server.c, under a name of its own. */
    static final Recogniser SFTP = ByShapes.of(
            "sftp-server",
            List.of("sftp-server", "internal-sftp"),
            List.of(
                    Shape.of(
                            "opened", SESSION_START, SUCCESS, "session opened for local user {user^:} from [{source}]"),
                    Shape.of("closed", SESSION_END, SUCCESS, "session closed for local user {user^:} from [{source}]"),
                    Shape.of("version", OTHER, UNKNOWN, "received client version {#}"),
                    Shape.of("folder-opened", OTHER, UNKNOWN, "opendir {*}"),
                    Shape.of("folder-closed", OTHER, UNKNOWN, "closedir {*}"),
                    Shape.of("file-opened", OTHER, UNKNOWN, "open \"{*}"),
                    Shape.of("file-closed", OTHER, UNKNOWN, "close \"{*}"),
                    Shape.of("file-interrupted", OTHER, UNKNOWN, "forced close {*}"),
                    Shape.of("answered", OTHER, UNKNOWN, "sent status {*}")));

    static final List<Shape> SHAPES = Sshd.all(SESSIONS, SERVICE);

    private SshdService() {}

    private static Shape started(String name, String what) {
        return Shape.of(
                name,
                SESSION_START,
                SUCCESS,
                "Starting session: " + what + " {user^:} from {source} port {port} id {#}");
    }

    private static Shape error(String name, String template) {
        return Shape.of(name, SERVICE_ERROR, UNKNOWN, template);
    }
}
