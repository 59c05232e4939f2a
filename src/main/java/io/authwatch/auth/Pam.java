package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Octets;

/**
 * The PAM modules, which write under the name of whatever program loaded them (Linux-PAM 0.77 to 1.7, libpam/pam_syslog.c;
 * SSSD 1.9 to 2.10; the bodies are listed at {@link PamShapes} and {@link PamThirdParty}, modules with names of their own at
 * {@link PamBefore}). The recogniser is asked before the program's own, by the module's
 * name: which program and which service it is plays no part.
 *
 * <pre>
 *  pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root
 *  module   service type  body
 *  (pam_unix) session opened for user news by (uid=0)                                   Linux-PAM before 0.99
 *  PAM 2 more authentication failures; logname= uid=0 …                                 pam_unix, at the end
 * </pre>
 */
final class Pam implements Recogniser {
    private static final byte[] MODULE = Octets.literal("pam_");
    private static final byte[] LIBRARY = Octets.literal("PAM ");
    private static final byte[] OLD = Octets.literal("(pam_");
    private static final byte[] OLD_END = Octets.literal(") ");
    private static final byte[] HEADER_END = Octets.literal("): ");
    private static final byte[] PLAIN_END = Octets.literal(": ");
    /** No module's name and pid are longer. */
    private static final int MODULE_MAX = 64;

    private static final byte[] FAILURE = Octets.literal("authentication failure; ");
    private static final byte[] SUCCESS = Octets.literal("authentication success; ");
    private static final byte[] LIST = Octets.literal("; ");
    private static final byte[] SSHD = Octets.literal("sshd");
    private static final byte[] SESSION = Octets.literal("session");
    private static final byte[] ACCOUNT = Octets.literal("account");

    @Override
    public String name() {
        return "pam";
    }

    /** Whether a PAM module or the library may have written this message. */
    static boolean mayHaveWritten(SyslogMessage message, AuthView view) {
        Octets octets = message.octets();
        int from = view.textFrom();
        return octets.startsWith(from, view.textTo(), MODULE)
                || octets.startsWith(from, view.textTo(), LIBRARY)
                || octets.startsWith(from, view.textTo(), OLD)
                || isTagged(message);
    }

    /** Whether the module stands in the tag, behind the program's name, as before Linux-PAM 0.99. */
    private static boolean isTagged(SyslogMessage message) {
        int program = message.programTo();
        return program > message.programFrom() && message.octets().startsWith(program, message.textFrom(), OLD);
    }

    @Override
    public void recognise(SyslogMessage message, AuthView view) {
        Octets octets = view.octets();
        int from = view.textFrom();
        int to = view.textTo();
        if (octets.startsWith(from, to, MODULE)) {
            readModule(octets, from, to, view);
        } else if (octets.startsWith(from, to, LIBRARY)) {
            readLibrary(octets, from, to, view);
        } else if (octets.startsWith(from, to, OLD)) {
            int end = octets.indexOf(OLD_END, from, to);
            readBody(octets, end < 0 ? to : end + OLD_END.length, to, false, view);
        } else {
            readBody(octets, from, to, false, view);
        }
    }

    private static void readModule(Octets octets, int from, int to, AuthView view) {
        int header = octets.indexOf(HEADER_END, from, to);
        int paren = header < 0 ? -1 : octets.indexOf('(', from, header);
        int colon = paren < 0 ? -1 : octets.indexOf(':', paren, header);
        if (colon < 0 || octets.indexOf(' ', from, header) >= 0) {
            readPlainModule(octets, from, to, view);
            return;
        }
        int body = header + HEADER_END.length;
        boolean account = octets.startsWith(colon + 1, header, ACCOUNT);
        boolean sshd = isSshd(octets, paren + 1, colon);
        if (readBody(octets, body, to, sshd, view) || (account && PamShapes.ACCOUNT.read(octets, body, to, view))) {
            view.put(Field.SERVICE, paren + 1, colon);
            // sshd itself says of every account that PAM refuses that it does, in one line or another.
            if (sshd && view.action() == AuthAction.LOGIN && !octets.startsWith(colon + 1, header, SESSION)) {
                view.tells(AttemptPart.ECHO);
            }
        }
    }

    /** {@code pam_tally2: body} and {@code pam_krb5[77]: body}: modules that call syslog(3) themselves. */
    private static void readPlainModule(Octets octets, int from, int to, AuthView view) {
        int end = octets.indexOf(PLAIN_END, from, Math.min(to, from + MODULE_MAX));
        if (end >= 0 && octets.indexOf(' ', from, end) < 0) {
            readBody(octets, end + PLAIN_END.length, to, false, view);
        }
    }

    private static void readLibrary(Octets octets, int from, int to, AuthView view) {
        if (!readMore(octets, from + LIBRARY.length, to, view)) {
            PamShapes.LIBRARY.read(octets, from, to, view);
        }
    }

    /** {@code 2 more authentication failures; logname= …}; false if it is no such text. */
    private static boolean readMore(Octets octets, int from, int to, AuthView view) {
        int more = octets.indexOf(' ', from, to);
        int end = more < 0 || !octets.startsWith(more, to, PamShapes.MORE) ? -1 : octets.indexOf(LIST, more, to);
        if (end < 0
                || !Slot.isDigits(octets, from, more)
                || !PamFailure.read(octets, end + LIST.length, to, false, view)) {
            return false;
        }
        view.is(AuthAction.LOGIN_DETAIL, Outcome.FAILURE, "more-failures").weighs(Slot.number(octets, from, more));
        return true;
    }

    private static boolean readBody(Octets octets, int from, int to, boolean sshd, AuthView view) {
        if (octets.startsWith(from, to, FAILURE)) {
            return readAttempt(octets, from + FAILURE.length, to, sshd, Outcome.FAILURE, view);
        }
        if (octets.startsWith(from, to, SUCCESS)) {
            return readAttempt(octets, from + SUCCESS.length, to, sshd, Outcome.SUCCESS, view);
        }
        boolean read = readMore(octets, from, to, view) || PamShapes.BODY.read(octets, from, to, view);
        if (view.action() == AuthAction.PASSWORD_CHANGE && view.has(Field.USER)) {
            view.put(Field.TARGET, view.startOf(Field.USER), view.endOf(Field.USER));
        }
        return read;
    }

    private static boolean readAttempt(Octets octets, int from, int to, boolean sshd, Outcome outcome, AuthView view) {
        boolean read = PamFailure.read(octets, from, to, sshd, view);
        if (read) {
            view.is(AuthAction.LOGIN_DETAIL, outcome, outcome.label());
        }
        return read;
    }

    private static boolean isSshd(Octets octets, int from, int to) {
        return to - from == 4 && octets.startsWith(from, to, SSHD);
    }
}
