package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.AuthAction.SERVICE_ERROR;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Octets;
import java.util.List;

/**
 * login of util-linux 2.2x to 2.41 (login-utils/login.c), of shadow ({@link ShadowLogin}) and of the BSDs
 * ({@link BsdLogin}). util-linux writes the
 * terminal in the place of the host where there is none. {@code ROOT LOGIN} is said of the number 0 and names nobody: that
 * the user became root is all it tells, so root is the target.
 */
final class Login implements Recogniser {
    private static final byte[] FROM = Octets.literal(" FROM ");
    private static final byte[][] TERMINALS = {
        Octets.literal("tty"), Octets.literal("pts/"), Octets.literal("/dev/"), Octets.literal("console")
    };

    private static final Shapes REMOTE =
            Shapes.of(failures("{source}"), successes(), ShadowLogin.SHAPES, BsdLogin.SHAPES);
    private static final Shapes LOCAL = Shapes.of(failures("{tty}"));

    /** The shell of accounts that may not log in (shadow src/nologin.c). */
    static final Recogniser NOLOGIN = ByShapes.of(
            "nologin",
            List.of("nologin"),
            List.of(
                    refused("nologin", "Attempted login by {user} (UID: {#}) on {tty}", "not-allowed"),
                    refused("nologin-old", "Attempted login by {user} on {tty}", "not-allowed")));

    /** What display managers write beside PAM's lines. */
    static final Recogniser GDM = ByShapes.of(
            "gdm",
            List.of(
                    "gdm",
                    "gdm3",
                    "gdm-password",
                    "gdm-password]",
                    "gdm-autologin]",
                    "gdm-fingerprint]",
                    "lightdm",
                    "sddm-helper"),
            List.of(
                    Shape.of("keyring", OTHER, UNKNOWN, "gkr-pam: {*}"),
                    Shape.of("user-refused", LOGIN_DETAIL, FAILURE, "Couldn't authenticate user")));

    /** unix_chkpwd of Linux-PAM. */
    static final Recogniser CHKPWD = ByShapes.of(
            "unix_chkpwd",
            List.of("unix_chkpwd"),
            List.of(
                    Shape.of("failed", LOGIN_DETAIL, FAILURE, "password check failed for user ({user*})"),
                    Shape.of("unknown-user", LOGIN_DETAIL, UNKNOWN, "check pass; user unknown"),
                    Shape.of("no-user-info", SERVICE_ERROR, UNKNOWN, "could not obtain user info ({*})")));

    @Override
    public String name() {
        return "login";
    }

    @Override
    public List<String> programs() {
        return List.of("login", "sulogin", "logoutd");
    }

    @Override
    public void recognise(SyslogMessage message, AuthView view) {
        Octets octets = view.octets();
        int from = octets.indexOf(FROM, view.textFrom(), view.textTo());
        if (from < 0
                || !isTerminal(octets, from + FROM.length, view.textTo())
                || !LOCAL.read(octets, view.textFrom(), view.textTo(), view)) {
            REMOTE.read(octets, view.textFrom(), view.textTo(), view);
        }
    }

    private static boolean isTerminal(Octets octets, int from, int to) {
        for (byte[] terminal : TERMINALS) {
            if (octets.startsWith(from, to, terminal)) {
                return true;
            }
        }
        return false;
    }

    private static List<Shape> failures(String where) {
        return List.of(
                refused("failed", "FAILED LOGIN {#} FROM " + where + " FOR {user*}, {~}", "bad-credentials"),
                refused(
                        "too-many",
                        "TOO MANY LOGIN TRIES ({#}) FROM " + where + " FOR {user*}, {~}",
                        "too-many-attempts"),
                refused(
                        "session-failed",
                        "FAILED LOGIN SESSION FROM " + where + " FOR {user*}, {~}",
                        "bad-credentials"));
    }

    private static List<Shape> successes() {
        return List.of(
                Shape.of("root-from", LOGIN, SUCCESS, "ROOT LOGIN ON {tty} FROM {source}")
                        .with(Field.TARGET, "root"),
                Shape.of("root", LOGIN, SUCCESS, "ROOT LOGIN ON {tty}").with(Field.TARGET, "root"),
                Shape.of("user-from", LOGIN, SUCCESS, "LOGIN ON {tty} BY {user*} FROM {source}"),
                Shape.of("user", LOGIN, SUCCESS, "LOGIN ON {tty} BY {user}"),
                Shape.of("dial-up", OTHER, UNKNOWN, "DIALUP AT {tty} BY {user*}"));
    }

    private static Shape refused(String name, String template, String reason) {
        return Shape.of(name, LOGIN, FAILURE, template).because(reason);
    }
}
