package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Octets;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenSSH's server, 7.0 to 10.5, portable; some lines of 4 to 6 that are still seen. Since 9.8 it writes under the names
 * sshd, sshd-session and sshd-auth.
 *
 * <p>What makes its lines unambiguous: auth2.c cuts the login name at the first colon before anything is logged, so a
 * name never holds one; the address and the port are written by the program behind the name; log.c escapes control
 * octets and doubles backslashes (vis(3), VIS_CSTYLE|VIS_NL|VIS_TAB|VIS_OCTAL). What the peer says of itself
 * (disconnect reasons, banners, offers, certificate names) is never read.
 *
 * <pre>
 *  error: maximum authentication attempts exceeded for root from 192.0.2.7 port 22 ssh2 [preauth]
 *  level  ──────────────────────────────── shape ────────────────────────────────────── phase
 * </pre>
 */
final class Sshd implements Recogniser {
    private static final byte[] PREAUTH = Octets.literal(" [preauth]");
    private static final byte[] POSTAUTH = Octets.literal(" [postauth]");
    private static final byte[] ERROR = Octets.literal("error: ");
    private static final byte[] FATAL = Octets.literal("fatal: ");
    /** FreeBSD renames the functions of its library (crypto/openssh/ssh_namespace.h), and lines begin with their names. */
    private static final byte[] RENAMED = Octets.literal("Fssh_");

    static final Shapes SHAPES = Shapes.of(
            SshdLogins.SHAPES, SshdRefusals.SHAPES, SshdConnections.SHAPES, SshdProtocol.SHAPES, SshdService.SHAPES);
    static final Shapes AFTER_LOGIN = Shapes.of(SshdConnections.AFTER_LOGIN);

    @Override
    public String name() {
        return "sshd";
    }

    @Override
    public List<String> programs() {
        return List.of("sshd", "sshd-session", "sshd-auth");
    }

    @Override
    public void recognise(SyslogMessage message, AuthView view) {
        Octets octets = view.octets();
        int from = view.textFrom();
        int to = view.textTo();
        boolean preauth = octets.endsWith(from, to, PREAUTH);
        if (preauth) {
            to -= PREAUTH.length;
        } else if (octets.endsWith(from, to, POSTAUTH)) {
            to -= POSTAUTH.length;
        }
        if (octets.startsWith(from, to, ERROR)) {
            from += ERROR.length;
        } else if (octets.startsWith(from, to, FATAL)) {
            from += FATAL.length;
        }
        if (octets.startsWith(from, to, RENAMED)) {
            from += RENAMED.length;
        }
        if (preauth || !AFTER_LOGIN.read(octets, from, to, view)) {
            SHAPES.read(octets, from, to, view);
        }
        Injection.inspectEscapes(view);
    }

    /**
     * The shapes of a line that names its peer as packet.c does: an optional label with the login name, the address, the
     * port. {@code %s} stands for all that.
     */
    static List<Shape> labelled(String name, AuthAction action, Outcome outcome, String template) {
        List<Shape> shapes = new ArrayList<>();
        for (String label : List.of("invalid", "authenticating")) {
            String peer = label + " user {user^:} {source} port {port}";
            shapes.add(Shape.of(name + "-" + label, action, outcome, template.replace("%s", peer)));
        }
        shapes.add(Shape.of(
                name + "-user", action, outcome, template.replace("%s", "user {user^:} {source} port {port}")));
        shapes.add(Shape.of(name, action, outcome, template.replace("%s", "{source} port {port}")));
        return shapes;
    }

    /** One list of several. */
    @SafeVarargs
    static List<Shape> all(List<Shape>... lists) {
        List<Shape> all = new ArrayList<>();
        for (List<Shape> list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }
}
