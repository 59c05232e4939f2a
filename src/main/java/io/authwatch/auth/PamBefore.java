package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.PASSWORD_CHANGE;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.AuthAction.SESSION_START;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * Linux-PAM 0.72 to 0.76, whose modules log under names of their own (modules/pam_unix/support.c, pam_unix_sess.c,
 * pam_unix_passwd.c, modules/pam_pwdb, pam_access.c, pam_listfile.c): no peer is told of.
 *
 * <pre>
 *  PAM_unix[77]: authentication failure; (uid=0) -&gt; root for ssh service
 *                                        who      whom     service
 * </pre>
 */
final class PamBefore {
    static final Recogniser MODULES = ByShapes.of(
            "pam-before",
            List.of("PAM_unix", "PAM_pwdb", "PAM-access", "PAM-listfile"),
            List.of(
                    detail("failure", "authentication failure; {?}(uid={#}) -> {user*} for {service} service"),
                    detail(
                            "more-failures",
                            "{count} more authentication failures; {?}(uid={#}) -> {user*} for {service} service"),
                    detail(
                            "more-failure",
                            "{count} more authentication failure; {?}(uid={#}) -> {user*} for {service} service"),
                    Shape.of("check-pass", LOGIN_DETAIL, UNKNOWN, "check pass; user unknown"),
                    Shape.of(
                            "max-retries", LOGIN_DETAIL, UNKNOWN, "service({service}) ignoring max retries; {#} > {#}"),
                    Shape.of("opened", SESSION_START, SUCCESS, "({service}) session opened for user {user*} by {}"),
                    Shape.of("closed", SESSION_END, SUCCESS, "({service}) session closed for user {user*}"),
                    Shape.of("changed", PASSWORD_CHANGE, SUCCESS, "password for ({target}/{#}) changed by ({?}/{#})"),
                    refused("access", "access denied for user `{user*}' from `{source}'"),
                    refused("listfile", "Refused user {user*} for service {service}")));

    private PamBefore() {}

    private static Shape detail(String name, String template) {
        return Shape.of(name, LOGIN_DETAIL, FAILURE, template);
    }

    private static Shape refused(String name, String template) {
        return Shape.of(name, LOGIN, FAILURE, template).because("not-allowed");
    }
}
