package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.ELEVATE;
import static io.authwatch.auth.AuthAction.LOCKOUT;
import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.AuthAction.SESSION_START;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * Programs that say one thing or two: the locked screens of KDE 3 to 5 (kcheckpass.c) and of xscreensaver 5 and 6
 * (driver/lock.c, driver/passwd.c), pppd 2.4 to 2.5 (pppd/auth.c, upap.c, chap.c, session.c), mosh 1.3 to 1.4
 * (src/frontend/mosh-server.cc), screen 4 (acls.c), and the KDC of MIT Kerberos 1.10 to 1.21 (src/kdc/kdc_log.c). A
 * principal stands between the peer and the service asked for, which a client may choose as it likes.
 */
final class OtherLogins {
    static final Recogniser LOCKED_SCREENS = ByShapes.of(
            "locked-screens",
            List.of("kcheckpass", "xscreensaver", "xscreensaver-auth"),
            List.of(
                    refused("kde", "Authentication failure for {user*} (invoked by uid {#})"),
                    refused("xscreensaver", "FAILED LOGIN {#} ON DISPLAY \"{}\", FOR \"{user*}\"")));

    static final Recogniser PPPD = ByShapes.of(
            "pppd",
            List.of("pppd"),
            List.of(
                    refused("pap-failed", "PAP peer authentication failed for {user*}"),
                    refused("chap-failed", "Peer {user*} failed CHAP authentication"),
                    refused("chap-no-secret", "No CHAP secret found for authenticating {user*}")
                            .because("unknown-user"),
                    Shape.of("login-failures", LOGIN_DETAIL, FAILURE, "{#} LOGIN FAILURES ON {tty}, {user*}"),
                    Shape.of("no-secret", LOGIN_DETAIL, FAILURE, "no PAP secret found for {user*}"),
                    Shape.of("pap", LOGIN, SUCCESS, "PAP peer authentication succeeded for {user*}"),
                    Shape.of("authenticated", LOGIN_DETAIL, SUCCESS, "Peer {user*} authenticated with {}"),
                    Shape.of("session", SESSION_START, SUCCESS, "user {user*} logged in on tty {} intf {}")));

    static final Recogniser MOSH = ByShapes.of(
            "mosh-server",
            List.of("mosh-server"),
            List.of(
                    Shape.of("begin", SESSION_START, SUCCESS, "user {user} session begin"),
                    Shape.of("connected", SESSION_START, SUCCESS, "user {user} connected from host: {source}")
                            .twin(),
                    Shape.of("end", SESSION_END, SUCCESS, "user {user} session end")));

    /** What a user of a shared session becomes is another user of that session. */
    static final Recogniser SCREEN = ByShapes.of(
            "screen",
            List.of("screen"),
            List.of(
                    Shape.of("became", ELEVATE, SUCCESS, "{~}: \"su {target*}\" succeeded for \"{user}\""),
                    Shape.of("refused", ELEVATE, FAILURE, "{~}: \"su {target*}\" failed for \"{user}\"")
                            .because("bad-credentials")));

    private static final String TICKET = "AS_REQ ({~}) {source}: ";

    static final Recogniser KDC = ByShapes.of(
            "krb5kdc",
            List.of("krb5kdc"),
            List.of(
                    refused("failed", TICKET + "PREAUTH_FAILED: {user*} for {}, {~}"),
                    refused("undecrypted", TICKET + "DECRYPT_CLIENT_KEY: {user*} for {}, {~}"),
                    refused("unknown-user", TICKET + "CLIENT_NOT_FOUND: {user*} for {}, {~}")
                            .because("unknown-user"),
                    refused("expired", TICKET + "CLIENT EXPIRED: {user*} for {}, {~}")
                            .because("account-expired"),
                    refused("key-expired", TICKET + "CLIENT KEY EXPIRED: {user*} for {}, {~}")
                            .because("account-expired"),
                    Shape.of("locked", LOCKOUT, FAILURE, TICKET + "CLIENT LOCKED OUT: {user*} for {}, {~}")
                            .because("account-locked"),
                    // Every service that is used afterwards is told of as well: that the ticket is there is no more
                    // than a part.
                    Shape.of(
                            "issued",
                            LOGIN_DETAIL,
                            SUCCESS,
                            TICKET + "ISSUE: authtime {#}, etypes {~}, {user*} for {}"),
                    Shape.of("preauthentication", OTHER, UNKNOWN, "AS_REQ ({~}) {}: NEEDED_PREAUTH: {*}"),
                    Shape.of("service", OTHER, UNKNOWN, "TGS_REQ {*}"),
                    Shape.of("closing", OTHER, UNKNOWN, "closing down fd {#}")));

    private OtherLogins() {}

    private static Shape refused(String name, String template) {
        return Shape.of(name, LOGIN, FAILURE, template).because("bad-credentials");
    }
}
