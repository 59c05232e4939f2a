package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.CONNECT;
import static io.authwatch.auth.AuthAction.CONNECT_CLOSED;
import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.ArrayList;
import java.util.List;

/**
 * Logins at servers of mail boxes, which share their names: Courier-IMAP 3 to 5 (libs/imap/imaplogin.c, pop3login.c,
 * imapd.c; courierlogger takes the level off), Cyrus IMAP 2.3 to 3.10 (imap/imapd.c, pop3d.c, nntpd.c, httpd.c), UW IMAP
 * 2000 to 2007 (src/imapd/imapd.c, src/ipopd/ipop3d.c), popa3d 1.0 (pop_auth.c, standalone.c). Cyrus writes the peer
 * before the name, the others behind it.
 */
final class MailBoxes {
    private static final List<Shape> COURIER = List.of(
            failed("courier-failed-port", "LOGIN FAILED, user={user*}, ip=[{source}], port=[{port}]"),
            failed("courier-failed", "LOGIN FAILED, user={user*}, ip=[{source}]"),
            failed("courier-failed-method-port", "LOGIN FAILED, method={method}, ip=[{source}], port=[{port}]"),
            failed("courier-failed-method", "LOGIN FAILED, method={method}, ip=[{source}]"),
            accepted("courier-login-protocol", "LOGIN, user={user*}, ip=[{source}], port=[{port}], protocol={~}"),
            accepted("courier-login-port", "LOGIN, user={user*}, ip=[{source}], port=[{port}]"),
            accepted("courier-login-secured", "LOGIN, user={user*}, ip=[{source}], port=[{port}], stls={#}"),
            accepted("courier-login-protocol-alone", "LOGIN, user={user*}, ip=[{source}], protocol={~}"),
            accepted("courier-login", "LOGIN, user={user*}, ip=[{source}]"),
            ended("courier-logout-port", "LOGOUT, user={user*}, ip=[{source}], port=[{port}], {~}"),
            ended("courier-logout", "LOGOUT, user={user*}, ip=[{source}], {~}"),
            ended("courier-disconnected-port", "DISCONNECTED, user={user*}, ip=[{source}], port=[{port}], {~}"),
            ended("courier-disconnected", "DISCONNECTED, user={user*}, ip=[{source}], {~}"),
            ended("courier-timeout-port", "TIMEOUT, user={user*}, ip=[{source}], port=[{port}], {~}"),
            ended("courier-timeout", "TIMEOUT, user={user*}, ip=[{source}], {~}"),
            Shape.of("courier-connection-port", CONNECT, UNKNOWN, "Connection, ip=[{source}], port=[{port}]"),
            Shape.of("courier-connection", CONNECT, UNKNOWN, "Connection, ip=[{source}]"),
            Shape.of("courier-gone", CONNECT_CLOSED, UNKNOWN, "LOGOUT, ip=[{source}]"),
            Shape.of("courier-gone-port", CONNECT_CLOSED, UNKNOWN, "LOGOUT, ip=[{source}], {*}"),
            Shape.of("courier-lost", CONNECT_CLOSED, UNKNOWN, "DISCONNECTED, ip=[{source}], {*}"));

    private static final List<Shape> UW = uw();

    private static final List<Shape> POPA3D = List.of(
            Shape.of("popa3d-unknown-user", LOGIN, FAILURE, "Authentication failed for UNKNOWN USER")
                    .because("unknown-user"),
            failed("popa3d-failed", "Authentication failed for {user*}"),
            accepted("popa3d-passed", "Authentication passed for {user*}"),
            Shape.of("popa3d-session", CONNECT, UNKNOWN, "Session from {source}"));

    static final Recogniser SERVERS = ByShapes.of(
            "mail-boxes",
            List.of(
                    "imapd",
                    "imapd-ssl",
                    "imaplogin",
                    "pop3d",
                    "pop3d-ssl",
                    "pop3login",
                    "courier-imapd",
                    "courier-pop3d",
                    "courier-pop3login",
                    "imap",
                    "imaps",
                    "pop3",
                    "pop3s",
                    "nntp",
                    "sieve",
                    "lmtpunix",
                    "cyrus/imap",
                    "cyrus/imaps",
                    "cyrus/pop3",
                    "cyrus/pop3s",
                    "cyrus/nntp",
                    "cyrus/http",
                    "cyrus/sieve",
                    "ipop3d",
                    "ipop2d",
                    "popa3d"),
            COURIER,
            cyrus(),
            UW,
            POPA3D);

    private MailBoxes() {}

    /**
     * The peer's host is an address alone, or a name and an address. The mechanism behind it is the client's choice and may
     * look like an address, so what begins with a bracket is read as an address first.
     */
    private static List<Shape> cyrus() {
        List<Shape> shapes = new ArrayList<>();
        for (String peer : List.of("[{source}] ", "{} [{source}] ")) {
            String name = peer.startsWith("{}") ? "" : "-unnamed";
            String bad = "badlogin: " + peer;
            String good = "login: " + peer;
            shapes.add(Shape.of("cyrus-unknown-user" + name, LOGIN, FAILURE, bad + "plaintext ({user*}) invalid user")
                    .because("unknown-user"));
            shapes.add(Shape.of("cyrus-unknown-user-old" + name, LOGIN, FAILURE, bad + "plaintext {user*} invalid user")
                    .because("unknown-user"));
            shapes.add(failed("cyrus-anonymous-refused" + name, bad + "anonymous login refused"));
            shapes.add(failed("cyrus-failed" + name, bad + "{method} ({user*}) [{~}]"));
            shapes.add(failed("cyrus-failed-nobody" + name, bad + "{method} [{*}]"));
            shapes.add(failed("cyrus-failed-old" + name, bad + "plaintext {user*} SASL({~}"));
            shapes.add(accepted("cyrus-login" + name, good + "{user*} {method} User logged in"));
            shapes.add(accepted("cyrus-login-session" + name, good + "{user*} {method} User logged in SESSIONID=<{}>"));
        }
        return List.copyOf(shapes);
    }

    private static List<Shape> uw() {
        List<Shape> shapes = new ArrayList<>();
        for (String host : List.of("host={?} [{source}]", "host=[{source}]", "host={source}")) {
            String name = host.contains("{?}") ? "" : host.contains("[") ? "-address" : "-host";
            shapes.add(failed("uw-failed" + name, "Login failed user={user*} auth={?} " + host));
            shapes.add(failed("uw-failure" + name, "Login failure user={user*} " + host));
            shapes.add(Shape.of("uw-excessive" + name, LOGIN, FAILURE, "Excessive login failures user={user*} " + host)
                    .because("too-many-attempts"));
            shapes.add(accepted("uw-login" + name, "Login user={user*} " + host));
            shapes.add(accepted("uw-authenticated" + name, "Authenticated user={user*} " + host));
            shapes.add(ended("uw-logout" + name, "Logout user={user*} " + host));
        }
        return List.copyOf(shapes);
    }

    private static Shape accepted(String name, String template) {
        return Shape.of(name, LOGIN, SUCCESS, template);
    }

    private static Shape failed(String name, String template) {
        return Shape.of(name, LOGIN, FAILURE, template).because("bad-credentials");
    }

    private static Shape ended(String name, String template) {
        return Shape.of(name, SESSION_END, SUCCESS, template);
    }
}
