package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;

import java.util.List;

/**
 * Logins at mail servers: Postfix 2.10 to 3.9 (src/smtpd/smtpd_sasl_glue.c, smtpd_sasl_proto.c) and saslauthd of Cyrus
 * SASL 2.1 (saslauthd/saslauthd-main.c). Postfix writes the address before anything of the peer's, and checks host names.
 */
final class Mail {
    private static final String PEER = "warning: {?}[{source}]: SASL {method} authentication failed: ";

    static final Recogniser POSTFIX = ByShapes.of(
            "postfix",
            List.of("postfix/smtpd", "postfix/submission/smtpd", "postfix/submissions/smtpd", "postfix/smtps/smtpd"),
            List.of(
                    // Postfix 3.8 and later, where SASL has no name to tell.
                    Shape.of("refused-unnamed", LOGIN, FAILURE, PEER + "{*}, sasl_username=(unavailable)")
                            .because("bad-credentials"),
                    Shape.of("refused-named", LOGIN, FAILURE, PEER + "{~}, sasl_username={user*}")
                            .because("bad-credentials"),
                    Shape.of("refused", LOGIN, FAILURE, PEER + "{*}").because("bad-credentials"),
                    Shape.of(
                            "accepted-sender",
                            LOGIN,
                            SUCCESS,
                            "{}: client={?}[{source}], sasl_method={method}, sasl_username={user*}, sasl_sender={}"),
                    Shape.of(
                            "accepted",
                            LOGIN,
                            SUCCESS,
                            "{}: client={?}[{source}], sasl_method={method}, sasl_username={user*}")));

    static final Recogniser SASLAUTHD = ByShapes.of(
            "saslauthd",
            List.of("saslauthd"),
            List.of(
                    Shape.of(
                                    "refused",
                                    LOGIN,
                                    FAILURE,
                                    "do_auth         : auth failure: [user={user*}] [service={service?}] [realm={?}]"
                                            + " [mech={}] [reason={~}]")
                            .because("bad-credentials"),
                    Shape.of("pam", LOGIN_DETAIL, FAILURE, "auth_pam{?}: pam_{}failed: {*}"),
                    Shape.of("pam-named", LOGIN_DETAIL, FAILURE, "DEBUG: auth_pam: pam_{} failed: {*}")));

    private Mail() {}
}
