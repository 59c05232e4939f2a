package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.CONNECT_CLOSED;
import static io.authwatch.auth.AuthAction.CONNECT_REFUSED;
import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.SERVICE_START;
import static io.authwatch.auth.AuthAction.SESSION_END;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Octets;
import java.util.List;

/**
 * Dovecot 2.0 to 2.4 (login-common/client-common.c, default {@code login_log_format_elements}).
 *
 * <pre>
 *  imap-login: Disconnected (auth failed, 3 attempts in 16 secs): user=&lt;bob&gt;, method=PLAIN, rip=192.0.2.7, lip=…
 *  service     status, the program's                              name        ▲ the last ", rip=" is the program's
 * </pre>
 */
final class Dovecot implements Recogniser {
    private static final byte[] LOGIN_SERVICE = Octets.literal("-login: ");
    private static final byte[] USER = Octets.literal(": user=<");
    private static final byte[] USER_END = Octets.literal(">, ");
    private static final byte[] METHOD = Octets.literal(">, method=");
    private static final byte[] RIP = Octets.literal(", rip=");
    private static final byte[] AUTH_FAILED = Octets.literal("(auth failed, ");
    private static final int SERVICE_MAX = 16;

    private static final Shapes STATUS = Shapes.of(List.of(
            Shape.of("login", LOGIN, SUCCESS, "Login"),
            Shape.of("logged-in", LOGIN, SUCCESS, "Logged in"),
            Shape.of("no-attempts", CONNECT_CLOSED, UNKNOWN, "Disconnected (no auth attempts{*}"),
            Shape.of(
                    "too-many-connections",
                    CONNECT_REFUSED,
                    UNKNOWN,
                    "Maximum number of connections from user+IP exceeded{*}"),
            Shape.of("plaintext", LOGIN, FAILURE, "Disconnected (tried to use disallowed plaintext auth)")
                    .because("not-allowed"),
            Shape.of("disconnected", CONNECT_CLOSED, UNKNOWN, "Disconnected{*}"),
            Shape.of("aborted", CONNECT_CLOSED, UNKNOWN, "Aborted login{*}"),
            // login-common/client-common-auth.c of 2.4; what was tried is told again at the end of the connection.
            Shape.of("plaintext-new", LOGIN_DETAIL, FAILURE, "Login failed: Cleartext authentication disabled")
                    .because("not-allowed"),
            Shape.of("unsecured", LOGIN_DETAIL, FAILURE, "Login failed: SSL required for authentication")
                    .because("not-allowed"),
            Shape.of("aborted-new", CONNECT_CLOSED, UNKNOWN, "Login aborted: {*}")));

    private static final Shapes OTHERS = Shapes.of(
            DovecotAuth.SHAPES,
            List.of(
                    Shape.of(
                            "session-logout",
                            SESSION_END,
                            SUCCESS,
                            "{}({user~})<{#}><{}>: Disconnected: Logged out{*}"),
                    Shape.of("session-ended", SESSION_END, SUCCESS, "{}({user~})<{#}><{}>: {~}in={#} out={*}"),
                    Shape.of("started", SERVICE_START, SUCCESS, "master: Dovecot {*}"),
                    Shape.of("session-ended-old", SESSION_END, SUCCESS, "{}({user}): Disconnected{*}")));

    @Override
    public String name() {
        return "dovecot";
    }

    @Override
    public void recognise(SyslogMessage message, AuthView view) {
        Octets octets = view.octets();
        int from = view.textFrom();
        int to = view.textTo();
        int service = octets.indexOf(LOGIN_SERVICE, from, Math.min(to, from + SERVICE_MAX + LOGIN_SERVICE.length));
        if (service <= from || octets.indexOf(' ', from, service) >= 0) {
            OTHERS.read(octets, from, to, view);
            return;
        }
        int status = service + LOGIN_SERVICE.length;
        int user = octets.indexOf(USER, status, to);
        int rip = user < 0 ? -1 : octets.lastIndexOf(RIP, user, to);
        if (rip >= 0 && readStatus(octets, status, user, view)) {
            view.put(Field.SERVICE, from, service);
            putPeer(octets, user + USER.length, rip, to, view);
        }
    }

    private static boolean readStatus(Octets octets, int from, int to, AuthView view) {
        int failed = octets.indexOf(AUTH_FAILED, from, to);
        if (failed < 0) {
            return STATUS.read(octets, from, to, view);
        }
        int digits = failed + AUTH_FAILED.length;
        int end = octets.indexOf(' ', digits, to);
        if (end < 0 || !Slot.isDigits(octets, digits, end)) {
            return false;
        }
        view.is(LOGIN, FAILURE, "auth-failed")
                .put(Field.REASON, "bad-credentials")
                .weighs(Slot.number(octets, digits, end));
        return true;
    }

    private static void putPeer(Octets octets, int user, int rip, int to, AuthView view) {
        int address = rip + RIP.length;
        int comma = octets.indexOf(',', address, to);
        Slot.putSource(octets, address, comma < 0 ? to : comma, view);
        // The name ends before the last of these that stands before the address: in it, it may be text.
        int method = octets.lastIndexOf(METHOD, user, rip);
        int nameEnd = method >= 0 ? method : octets.lastIndexOf(USER_END, user, rip + USER_END.length - 1);
        if (nameEnd >= user) {
            view.put(Field.USER, user, nameEnd);
        }
        if (method >= 0) {
            view.put(Field.METHOD, method + METHOD.length, rip);
        }
        if (octets.indexOf(RIP, user, rip) >= 0 || octets.indexOf(METHOD, user, Math.max(user, method)) >= 0) {
            view.markSuspicious();
        }
    }
}
