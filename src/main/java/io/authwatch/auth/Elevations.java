package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.ELEVATE;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.SERVICE_START;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * pkexec (polkit 0.105 to 126, src/programs/pkexec.c {@code log_message}) and polkitd (polkitbackendinteractiveauthority.c).
 * The target stands before the working directory and the command, which are free text; whom polkitd names last is the
 * owner of the process, behind its free command line.
 */
final class Elevations {
    private static final String CALL = " [USER={target}] [TTY={tty}] [CWD={directory~}] [COMMAND={command*}]";

    static final Recogniser PKEXEC = ByShapes.of(
            "pkexec",
            List.of("pkexec"),
            List.of(
                    Shape.of("executed", ELEVATE, SUCCESS, "{user}: Executing command" + CALL),
                    refused("not-authorized", "Error executing command as another user: Not authorized", "not-allowed"),
                    refused(
                            "dismissed",
                            "Error executing command as another user: Request dismissed",
                            "no-credentials"),
                    refused("error", "Error executing command as another user: {~}", "not-allowed"),
                    refused("shell", "The value for the SHELL variable was not found {~}", "not-allowed"),
                    refused("variable", "The value for environment variable {~}", "not-allowed")));

    static final Recogniser POLKITD = ByShapes.of(
            "polkitd",
            List.of("polkitd"),
            List.of(
                    Shape.of(
                            "authenticated",
                            ELEVATE,
                            SUCCESS,
                            "Operator of {} successfully authenticated as unix-user:{} to gain {} authorization for"
                                    + " action {command} for {} [{*}] (owned by unix-user:{user})"),
                    Shape.of(
                                    "failed",
                                    ELEVATE,
                                    FAILURE,
                                    "Operator of {} FAILED to authenticate to gain authorization for action {command}"
                                            + " for {} [{*}] (owned by unix-user:{user})")
                            .because("bad-credentials"),
                    Shape.of("rules-loading", OTHER, UNKNOWN, "Loading rules from directory {*}"),
                    Shape.of("rules-loaded", OTHER, UNKNOWN, "Finished loading, compiling and executing {#} rules"),
                    Shape.of("bus-name", OTHER, UNKNOWN, "Acquired the name {} on the system bus"),
                    Shape.of("started", SERVICE_START, SUCCESS, "Started polkitd version {}"),
                    Shape.of("agent", OTHER, UNKNOWN, "Registered Authentication Agent for {*}"),
                    Shape.of("agent-gone", OTHER, UNKNOWN, "Unregistered Authentication Agent for {*}")));

    /** polkit-agent-helper-1 (src/polkitagent/polkitagenthelper-pam.c, -shadow.c, -bsdauth.c): what polkitd tells as well. */
    static final Recogniser HELPER = ByShapes.of(
            "polkit-agent-helper",
            List.of("polkit-agent-helper-1"),
            List.of(
                    detail("failed", "authentication failure [uid={#}] trying to authenticate '{user*}'")
                            .because("bad-credentials"),
                    detail("password-expired", "password expired for user '{user*}' [uid={#}] trying to authenticate")
                            .because("account-expired"),
                    detail("password-aged", "password aged for user '{user*}' [uid={#}] trying to authenticate")
                            .because("account-expired"),
                    detail("account-expired", "account expired for user '{user*}' [uid={#}] trying to authenticate")
                            .because("account-expired"),
                    detail("misused", "inappropriate use of helper, {*}")));

    private Elevations() {}

    private static Shape detail(String name, String template) {
        return Shape.of(name, LOGIN_DETAIL, FAILURE, template);
    }

    private static Shape refused(String name, String text, String reason) {
        return Shape.of(name, ELEVATE, FAILURE, "{user}: " + text + CALL).because(reason);
    }
}
