package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOG_LOSS;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.SERVICE_ERROR;
import static io.authwatch.auth.AuthAction.SERVICE_START;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.AuthAction.SESSION_START;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * systemd 230 to 258: logind-session.c, logind-session-dbus.c, journald-rate-limit.c, and what systemd itself says of
 * sessions; and rsyslog 8 (plugins/imuxsock, imjournal, runtime/ratelimit.c) where it loses messages.
 */
final class Systemd {
    static final Recogniser LOGIND = ByShapes.of(
            "systemd-logind",
            List.of("systemd-logind"),
            List.of(
                    Shape.of(
                            "new-session",
                            SESSION_START,
                            SUCCESS,
                            "New session '{}' of user '{user}' with class '{}' and type '{}'."),
                    Shape.of("new-session-old", SESSION_START, SUCCESS, "New session {} of user {user}."),
                    Shape.of("removed-session", SESSION_END, SUCCESS, "Removed session {}."),
                    Shape.of("logged-out", OTHER, UNKNOWN, "Session {} logged out. Waiting for processes to exit."),
                    Shape.of("user-gone", OTHER, UNKNOWN, "User {} logged out."),
                    Shape.of(
                            "audit-session",
                            OTHER,
                            UNKNOWN,
                            "Existing logind session ID {} used by new audit session{*}"),
                    Shape.of("idle", OTHER, UNKNOWN, "Session \"{}\" of user \"{user}\" is idle, stopping."),
                    Shape.of("idle-system", OTHER, UNKNOWN, "System idle. Will {} now."),
                    Shape.of("seat-gone", OTHER, UNKNOWN, "Removed seat {}."),
                    Shape.of("locking", OTHER, UNKNOWN, "Locking sessions..."),
                    Shape.of("key-other", OTHER, UNKNOWN, "{} key pressed {}."),
                    Shape.of("cancelled", OTHER, UNKNOWN, "System shutdown has been cancelled"),
                    Shape.of("key", OTHER, UNKNOWN, "Power key pressed{*}"),
                    Shape.of("lid", OTHER, UNKNOWN, "Lid {}"),
                    Shape.of("powering-off", OTHER, UNKNOWN, "Powering off..."),
                    Shape.of("suspending", OTHER, UNKNOWN, "Suspending..."),
                    Shape.of("operation", OTHER, UNKNOWN, "Operation '{}' finished."),
                    Shape.of("announced", OTHER, UNKNOWN, "The system will {*}"),
                    Shape.of("closing", OTHER, UNKNOWN, "Creating /run/nologin, blocking further logins..."),
                    Shape.of("delayed", OTHER, UNKNOWN, "Delay lock is active {*}"),
                    Shape.of("linger", OTHER, UNKNOWN, "Linger {} for user {}."),
                    Shape.of("new-seat", SERVICE_START, SUCCESS, "New seat {}."),
                    Shape.of("watching", OTHER, UNKNOWN, "Watching system buttons on {*}"),
                    Shape.of("system", OTHER, UNKNOWN, "System is {*}"),
                    Shape.of("failed", SERVICE_ERROR, UNKNOWN, "Failed to {*}")));

    /** The session scope that systemd starts for logind: the same session, told twice. */
    static final Recogniser SYSTEMD = ByShapes.of(
            "systemd",
            List.of("systemd"),
            List.of(
                    Shape.of("session-scope", SESSION_START, SUCCESS, "Started Session {} of User {user}.")
                            .twin(),
                    Shape.of("session-scope-old", SESSION_START, SUCCESS, "Started Session {} of user {user}.")
                            .twin(),
                    Shape.of("session-starting", OTHER, UNKNOWN, "Starting Session {} of user {user}."),
                    Shape.of(
                                    "session-scope-new",
                                    SESSION_START,
                                    SUCCESS,
                                    "Started session-{} - Session {} of User {user}.")
                            .twin()));

    static final Recogniser JOURNALD = ByShapes.of(
            "systemd-journald",
            List.of("systemd-journald"),
            List.of(
                    loss("suppressed", "Suppressed {count} messages from {}"),
                    loss("missed", "Missed {count} kernel messages"),
                    loss("forwarding-missed", "Forwarding to syslog missed {count} messages."),
                    Shape.of("started", SERVICE_START, SUCCESS, "Journal started")));

    static final Recogniser RSYSLOGD = ByShapes.of(
            "rsyslogd",
            List.of("rsyslogd", "rsyslogd-2177"),
            List.of(
                    loss("begins-to-drop", "imuxsock begins to drop messages from pid {#} due to rate-limiting"),
                    loss("lost", "imuxsock lost {count} messages from pid {#} due to rate-limiting"),
                    loss("imuxsock-lost", "imuxsock[{}]: {count} messages lost due to rate-limiting{*}"),
                    loss("imuxsock-drops", "imuxsock[{}]: begin to drop messages due to rate-limiting{*}"),
                    loss("journal-begins", "imjournal: begin to drop messages due to rate-limiting{*}"),
                    loss("journal-lost", "imjournal: {count} messages lost due to rate-limiting{*}"),
                    Shape.of("started", SERVICE_START, SUCCESS, "[origin software=\"rsyslogd\" {*}] start"),
                    Shape.of("suspended", SERVICE_ERROR, UNKNOWN, "action '{~}' suspended{*}"),
                    Shape.of("suspended-module", SERVICE_ERROR, UNKNOWN, "action '{~}' (module '{~}') suspended{*}")));

    private Systemd() {}

    private static Shape loss(String name, String template) {
        return Shape.of(name, LOG_LOSS, UNKNOWN, template);
    }
}
