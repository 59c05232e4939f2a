package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.CRONTAB_CHANGE;
import static io.authwatch.auth.AuthAction.CRON_RUN;
import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.SERVICE_ERROR;
import static io.authwatch.auth.AuthAction.SERVICE_START;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * Vixie cron 3.0 as Debian has it, cronie 1.4 to 1.7, and anacron: misc.c {@code log_it} writes
 * {@code (user) EVENT (detail)}. crontab says who changed which table; that cron then reads the table again is its twin.
 */
final class Cron {
    private static final List<String> DAEMONS = List.of(
            "cron",
            "CRON",
            "Cron",
            "crond",
            "CROND",
            "/usr/sbin/cron",
            "/usr/sbin/CRON",
            "/USR/SBIN/CRON",
            "/usr/sbin/crond");

    private static final List<Shape> RUNS = List.of(
            Shape.of("command", CRON_RUN, SUCCESS, "({user}) CMD ({command*})"),
            Shape.of("command-start", CRON_RUN, SUCCESS, "({user}) CMDSTART ({command*})"),
            Shape.of("command-end", OTHER, UNKNOWN, "({user}) CMDEND ({*})"),
            Shape.of("command-ended", OTHER, UNKNOWN, "({user}) END ({*})"),
            Shape.of("command-output", OTHER, UNKNOWN, "({user}) CMDOUT ({*})"),
            Shape.of("mail", OTHER, UNKNOWN, "({user}) MAIL ({*})"),
            Shape.of("daemon-information", OTHER, UNKNOWN, "(CRON) INFO ({*})"),
            Shape.of("daemon-note", OTHER, UNKNOWN, "(CRON) info ({*})"),
            Shape.of("warning", OTHER, UNKNOWN, "({user}) WARNING ({*})"),
            Shape.of("information", OTHER, UNKNOWN, "({user}) INFO ({*})"));

    private static final List<Shape> DAEMON = List.of(
            Shape.of("started", SERVICE_START, SUCCESS, "(CRON) STARTUP ({*})"),
            Shape.of("system-reloaded", CRONTAB_CHANGE, SUCCESS, "(*system*) RELOAD ({*})"),
            Shape.of("system-file-reloaded", CRONTAB_CHANGE, SUCCESS, "(*system*{}) RELOAD ({*})"),
            Shape.of("reloaded", CRONTAB_CHANGE, SUCCESS, "({user}) RELOAD ({*})")
                    .twin(),
            error("died", "(CRON) DEATH ({*})"),
            error("error", "({user}) ERROR ({*})"),
            error("error-old", "({user}) error ({*})"),
            error("failed", "({user}) FAILED ({*})"),
            Shape.of("refused-account", LOGIN, FAILURE, "({user}) FAILED to authorize user with PAM ({~})")
                    .because("not-allowed"),
            error("session-failed", "({user}) FAILED to open PAM security session ({*})"),
            error("pam-error", "({user}) PAM ERROR ({*})"),
            error("context", "({user}) NULL security context for user {*}"),
            error("context-refused", "({user}) Unauthorized SELinux context{*}"),
            error("file-mode", "({user}) BAD FILE MODE ({*})"),
            error("orphan", "({user}) ORPHAN ({*})"),
            error("owner", "({user}) WRONG FILE OWNER ({*})"),
            error("links", "({user}) BAD LINK COUNT ({*})"),
            error("irregular", "({user}) NOT REGULAR ({*})"),
            error("unopened", "({user}) CAN'T OPEN ({*})"),
            error("unread", "({user}) STAT FAILED ({*})"),
            error("unsafe", "({user}) UNSAFE ({*})"),
            error("no-context", "({user}) No SELinux security context ({*})"),
            error("mode", "({user}) INSECURE MODE {*}"),
            // Debian's cron writes what PAM says of a job's account (do_command.c), without its name.
            error("pam-denied", "Permission denied"),
            error("pam-failed", "Authentication failure"),
            error("pam-token", "Authentication token is no longer valid; new one required"),
            error("pam-account", "User account has expired"),
            error("pam-unavailable", "Authentication service cannot retrieve authentication info"),
            error("syntax", "(*system*) ERROR ({*})"));

    private static final List<Shape> TABLES = List.of(
            table("replaced", "REPLACE"),
            table("deleted", "DELETE"),
            table("edit-begun", "BEGIN EDIT"),
            table("edit-ended", "END EDIT"),
            Shape.of("listed", OTHER, UNKNOWN, "({user}) LIST ({target})"),
            Shape.of("host-set", CRONTAB_CHANGE, SUCCESS, "({user}) SET HOST ({*})"),
            Shape.of("host-asked", OTHER, UNKNOWN, "({user}) GET HOST ({*})"),
            Shape.of("refused", CRONTAB_CHANGE, FAILURE, "({user}) AUTH (crontab command not allowed)")
                    .because("not-allowed"));

    private static final List<Shape> JOBS = List.of(
            Shape.of("job-started", CRON_RUN, SUCCESS, "Job `{command*}' started"),
            Shape.of("job-ended", OTHER, UNKNOWN, "Job `{*}' terminated"),
            Shape.of("job-planned", OTHER, UNKNOWN, "Will run job `{*}' in {#} min."),
            Shape.of("part-started", CRON_RUN, SUCCESS, "starting {command}"),
            Shape.of("part-ended", OTHER, UNKNOWN, "finished {command}"),
            Shape.of("anacron-started", SERVICE_START, SUCCESS, "Anacron {} started on {}"),
            Shape.of("anacron-ended", OTHER, UNKNOWN, "Normal exit ({#} jobs run)"));

    /** BusyBox's crond (miscutils/crond.c) and at's atd (at 3.1 to 3.2, atd.c). */
    private static final List<Shape> OTHERS = List.of(
            Shape.of("busybox", CRON_RUN, SUCCESS, "USER {user} pid {#} cmd {command*}"),
            Shape.of("busybox-started", SERVICE_START, SUCCESS, "crond (busybox {}) started, log level {#}"));

    static final Recogniser ATD = ByShapes.of(
            "atd",
            List.of("atd"),
            List.of(Shape.of(
                    "job-started", CRON_RUN, SUCCESS, "Starting job {#} ({command}) for user '{user}' ({#})")));

    static final Recogniser CRON = ByShapes.of("cron", DAEMONS, RUNS, DAEMON, OTHERS);
    static final Recogniser CRONTAB = ByShapes.of("crontab", List.of("crontab"), TABLES);
    static final Recogniser ANACRON = ByShapes.of("anacron", List.of("anacron", "run-parts"), JOBS);

    private Cron() {}

    private static Shape table(String name, String event) {
        return Shape.of(name, CRONTAB_CHANGE, SUCCESS, "({user}) " + event + " ({target})");
    }

    private static Shape error(String name, String template) {
        return Shape.of(name, SERVICE_ERROR, UNKNOWN, template);
    }
}
